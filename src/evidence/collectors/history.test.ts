import { expect, test } from 'vitest';
import { createManualClock } from '../../../test/manual-clock.ts';
import { minuteMs, noEdges, sampleAlert, sampleIncident, startMs } from '../../../test/samples.ts';
import { AppError } from '../../domain/errors.ts';
import type { EvidenceDraft } from '../../domain/evidence.ts';
import type { Incident } from '../../domain/incident.ts';
import type { IncidentHistory, PastFinding } from '../incident-history.ts';
import { history } from './history.ts';

const dayMs = 24 * 60 * minuteMs;
const incident = sampleIncident();

function past(id: string, days: number, given: Partial<Incident> = {}): Incident {
  const startedAtMs = startMs - days * dayMs;
  return {
    ...incident,
    id,
    startedAtMs,
    resolvedAtMs: startedAtMs + 12 * minuteMs,
    state: 'resolved',
    ...given,
  };
}

const found: PastFinding = {
  incidentId: 'a',
  headline: 'Debug logs fill the disk',
  cause: 'Checkout logged bodies.',
  status: 'likely',
  rung: 'full',
  feedback: [{ verdict: 'right', text: 'reverted it' }],
  tried: [{ command: 'helm rollback checkout', outcome: 'worked' }],
};

async function collect(
  incidents: readonly Incident[],
  findings: readonly PastFinding[] = [],
): Promise<readonly EvidenceDraft[]> {
  const store: IncidentHistory = {
    list: async () => incidents,
    findings: async (ids) => findings.filter(({ incidentId }) => ids.includes(incidentId)),
  };
  const deps = {
    fetch,
    clock: createManualClock(startMs),
    history: store,
    changes: { list: async () => [] },
  };
  const collector = history.create('history', history.Config.parse({}), deps);
  const range = { fromMs: startMs - 60 * minuteMs, toMs: startMs };
  return (await collector.collect({ incident, range, signal: new AbortController().signal, edges: noEdges }))
    .drafts;
}

const textsOf = (drafts: readonly EvidenceDraft[], index = 0) => drafts[index]?.facts.map(({ text }) => text);

test('says how often and how long it was so, and what was found and said then', async () => {
  const longer = { resolvedAtMs: startMs - 20 * dayMs + 60 * minuteMs };
  const drafts = await collect([past('b', 2), past('a', 3), past('c', 20, longer)], [found]);
  expect(drafts).toMatchObject([{ kind: 'history', status: 'observed', total: 3 }]);
  expect(textsOf(drafts)).toEqual([
    'fired 3 times before in 90 d',
    '2 of them in the 7 d before',
    'lasted 12 min at the median, 60 min at most',
    '2026-11-09T02:49:00Z, lasted 12 min; explained then (likely): "Debug logs fill the disk" Checkout logged bodies.; people called that right: "reverted it"; "helm rollback checkout" worked',
    '2026-11-10T02:49:00Z, lasted 12 min; not explained',
    '2026-10-23T02:49:00Z, lasted 60 min; not explained',
  ]);
});

test('tells first what people vouched for or corrected, and last what was not explained', async () => {
  const judged = (incidentId: string, feedback: PastFinding['feedback']): PastFinding => ({
    ...found,
    incidentId,
    headline: incidentId,
    feedback,
    tried: [],
  });
  const findings = [
    judged('not judged', []),
    judged('right', [{ verdict: 'right', text: null }]),
    judged('just wrong', [{ verdict: 'wrong', text: null }]),
    judged('corrected', [{ verdict: 'wrong', text: 'it was the certificate' }]),
  ];
  const drafts = await collect(
    [
      past('not explained', 1),
      past('just wrong', 2),
      past('not judged', 3),
      past('corrected', 4),
      past('right', 5),
    ],
    findings,
  );
  const told = textsOf(drafts)?.slice(3) ?? [];
  expect(told.map((text) => /"(.*?)"/.exec(text)?.[1])).toEqual(['corrected', 'right', 'not judged']);
  expect(told[0]).toContain('people called that wrong: "it was the certificate"');
});

test('tells of the same alert elsewhere when it did not fire here', async () => {
  const drafts = await collect([past('a', 1, { groupKey: 'other' })], [found]);
  expect(textsOf(drafts)).toEqual([
    'did not fire before in this group',
    'fired 1 time in 1 other group',
    expect.stringContaining('Debug logs fill the disk'),
  ]);
});

test('tells of other alerts with like labels and words, if they were explained', async () => {
  const labels = {
    alertname: 'DiskFillingUp',
    instance: 'node-3:9100',
    mountpoint: '/var',
    severity: 'warning',
  };
  const alike = (id: string) =>
    past(id, 1, {
      ...sampleIncident([sampleAlert({ labels })]),
      id,
      groupKey: 'g2',
      startedAtMs: startMs - dayMs,
    });
  const unlike = past('x', 1, {
    groupKey: 'g3',
    alertName: 'CertificateExpires',
    labels: { alertname: 'CertificateExpires', instance: 'web-1:443' },
    annotations: { summary: 'expires soon' },
  });
  const drafts = await collect([alike('a'), alike('y'), unlike], [found, { ...found, incidentId: 'x' }]);
  expect(drafts.map(({ status }) => status)).toEqual(['empty', 'observed']);
  expect(textsOf(drafts, 1)).toEqual([expect.stringMatching(/^DiskFillingUp, 2026-11-11T02:49:00Z/)]);
});

test('a first time is "empty", and says since when', async () => {
  expect(await collect([])).toMatchObject([
    { status: 'empty', reason: 'it did not fire in the 90 d before', kind: 'history' },
  ]);
});

test('a store that does not answer is a failure', async () => {
  const failing: IncidentHistory = {
    list: () =>
      Promise.reject(new AppError({ code: 'storage_unavailable', message: 'the store does not answer' })),
    findings: async () => [],
  };
  const deps = {
    fetch,
    clock: createManualClock(startMs),
    history: failing,
    changes: { list: async () => [] },
  };
  const range = { fromMs: 0, toMs: startMs };
  await expect(
    history
      .create('history', history.Config.parse({}), deps)
      .collect({ incident, range, signal: new AbortController().signal, edges: noEdges }),
  ).rejects.toMatchObject({ code: 'storage_unavailable' });
});
