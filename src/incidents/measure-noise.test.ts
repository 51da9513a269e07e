import { expect, test } from 'vitest';
import { measureNoise, type PastFiring } from './measure-noise.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

function firings(alertName: string, count: number, given: Partial<PastFiring> & { lasts: number | null }) {
  const { lasts, ...rest } = given;
  return Array.from({ length: count }, (_, index): PastFiring => {
    const startedAtMs = (rest.startedAtMs ?? 0) + index * 5 * hourMs;
    const resolvedAtMs = lasts === null ? null : startedAtMs + lasts;
    return { alertName, touched: false, judged: 0, judgedRight: 0, ...rest, startedAtMs, resolvedAtMs };
  });
}

test('an alert that goes away by itself in minutes is told to wait, with the figures', () => {
  const [row] = measureNoise(firings('Flaps', 6, { lasts: 3.5 * minuteMs }));
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
  expect(measureNoise(past)[0]?.advice).toEqual([]);
});

test('an alert that only comes when another one is there could be inhibited by it', () => {
  const cause = firings('NodeDown', 5, { lasts: hourMs, startedAtMs: 0 });
  const effect = firings('TargetDown', 5, { lasts: hourMs, startedAtMs: minuteMs });
  const rows = measureNoise([...cause, ...effect]);
  expect(rows.find(({ alertName }) => alertName === 'TargetDown')?.advice[0]).toMatchObject({
    kind: 'inhibit',
    text: '5 of 5 times NodeDown fired already; it could inhibit this one',
  });
  expect(rows.find(({ alertName }) => alertName === 'NodeDown')?.advice).toEqual([]);
});

test('judgements are counted, and the most frequent alert comes first', () => {
  const rows = measureNoise([
    ...firings('Rare', 1, { lasts: hourMs, judged: 2, judgedRight: 1 }),
    ...firings('Often', 3, { lasts: null }),
  ]);
  expect(
    rows.map(({ alertName, firing, judged, judgedRight }) => [alertName, firing, judged, judgedRight]),
  ).toEqual([
    ['Often', 3, 0, 0],
    ['Rare', 0, 2, 1],
  ]);
});
