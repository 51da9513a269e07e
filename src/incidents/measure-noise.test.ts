import { describe, expect, test } from 'vitest';
import type { Labels } from '../domain/labels.ts';
import { findCompany, listMet } from './advise-inhibit.ts';
import { measureNoise as measure, type PastFiring } from './measure-noise.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
function measureNoise(past: readonly PastFiring[], labelsOf: ReadonlyMap<string, Labels>) {
  return measure(past, { company: findCompany(past), labelsOf });
}

const noLabels: ReadonlyMap<string, Labels> = new Map();

function firings(alertName: string, count: number, given: Partial<PastFiring> & { lasts: number | null }) {
  const { lasts, ...rest } = given;
  return Array.from({ length: count }, (_, index): PastFiring => {
    const startedAtMs = (rest.startedAtMs ?? 0) + index * 5 * hourMs;
    const resolvedAtMs = lasts === null ? null : startedAtMs + lasts;
    const id = `${alertName} ${index}`;
    return { id, alertName, touched: false, judged: 0, judgedRight: 0, ...rest, startedAtMs, resolvedAtMs };
  });
}

test('an alert that goes away by itself in minutes is told to wait, with the figures', () => {
  const [row] = measureNoise(firings('Flaps', 6, { lasts: 3.5 * minuteMs }), noLabels);
  expect(row).toMatchObject({ incidents: 6, selfResolved: 6, medianDurationMs: 3.5 * minuteMs });
  expect(row?.advice).toEqual([
    {
      kind: 'for',
      text: '6 of 6 ended by themselves within 15 min; 4 min more of "for" would have kept 6 of them quiet',
      snippet: '- alert: "Flaps"\n  for: 4m  # more than it has now',
    },
  ]);
});

test.each([
  ['too few to tell', firings('A', 4, { lasts: minuteMs })],
  ['long ones', firings('A', 9, { lasts: hourMs })],
  ['somebody had to act', firings('A', 9, { lasts: minuteMs, touched: true })],
  ['none has ended', firings('A', 9, { lasts: null })],
])('no advice: %s', (_, past) => {
  expect(measureNoise(past, noLabels)[0]?.advice).toEqual([]);
});

describe('an alert that only comes when another one is there', () => {
  const cause = firings('NodeDown', 5, { lasts: hourMs, startedAtMs: 0 });
  const effect = firings('TargetDown', 5, { lasts: hourMs, startedAtMs: minuteMs });
  const all = [...cause, ...effect];

  function adviceFor(labels: (firing: PastFiring, index: number) => Labels) {
    const labelsOf = new Map(all.map((firing, at) => [firing.id, labels(firing, at % 5)]));
    const rows = measureNoise(all, labelsOf);
    expect(rows.find(({ alertName }) => alertName === 'NodeDown')?.advice).toEqual([]);
    return rows.find(({ alertName }) => alertName === 'TargetDown')?.advice;
  }

  test('could be inhibited by it, where the labels agree that always did', () => {
    const advice = adviceFor(({ alertName }, index) => ({
      alertname: alertName,
      severity: 'critical',
      cluster: 'eu-1',
      node: `node-${index}`,
      job: alertName === 'NodeDown' ? 'node' : 'app',
      zone: alertName === 'NodeDown' || index > 0 ? 'a' : 'b',
    }));
    expect(advice).toEqual([
      {
        kind: 'inhibit',
        text: '5 of 5 times NodeDown fired already, with the same cluster, node; it could inhibit this one',
        snippet:
          'inhibit_rules:\n  - source_matchers: [alertname="NodeDown"]\n    target_matchers: [alertname="TargetDown"]\n    equal: ["cluster","node"]',
      },
    ]);
  });

  test.each([
    ['no label at all', () => ({})],
    ['only the severity', () => ({ severity: 'critical' })],
    ['a label that is empty', () => ({ node: '' })],
    ['a label with another value', ({ alertName }: PastFiring) => ({ node: alertName })],
  ])('is not, when they share %s: it would hold everywhere', (_, labels) => {
    expect(adviceFor(labels)).toEqual([
      {
        kind: 'inhibit',
        text: '5 of 5 times NodeDown fired already, but the two have no label in common whose values agreed each time: an inhibition would hold everywhere, so none is suggested',
        snippet: null,
      },
    ]);
  });

  test('of several that were there, the one that is most alike counts', () => {
    const elsewhere = firings('NodeDown', 5, { lasts: hourMs, startedAtMs: 30_000 });
    const both = [...elsewhere.map((one) => ({ ...one, id: `${one.id} b` })), ...all];
    const labelsOf = new Map(
      both.map(({ id }) => [id, { node: id.endsWith(' b') ? 'node-9' : 'node-1', cluster: 'eu-1' }]),
    );
    const row = measureNoise(both, labelsOf).find(({ alertName }) => alertName === 'TargetDown');
    expect(row?.advice[0]?.snippet).toContain('equal: ["cluster","node"]');
  });

  test('only the labels of alerts that came together are asked for', () => {
    const apart = firings('Apart', 5, { lasts: minuteMs, startedAtMs: 3 * hourMs });
    expect(new Set(listMet(findCompany([...all, ...apart])))).toEqual(new Set(all.map(({ id }) => id)));
  });
});

test('judgements are counted, and the most frequent alert comes first', () => {
  const rows = measureNoise(
    [
      ...firings('Rare', 1, { lasts: hourMs, judged: 2, judgedRight: 1 }),
      ...firings('Often', 3, { lasts: null }),
    ],
    noLabels,
  );
  expect(
    rows.map(({ alertName, firing, judged, judgedRight }) => [alertName, firing, judged, judgedRight]),
  ).toEqual([
    ['Often', 3, 0, 0],
    ['Rare', 0, 2, 1],
  ]);
});
