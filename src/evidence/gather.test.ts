import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { createManualClock, settle } from '../../test/manual-clock.ts';
import { sampleAlert, sampleDraft, sampleIncident, startMs } from '../../test/samples.ts';
import { AppError } from '../domain/errors.ts';
import type { EvidenceDraft, EvidenceItem } from '../domain/evidence.ts';
import { noObservations } from '../domain/observation.ts';
import type { Collector, CollectRequest, EvidenceTopic } from './collector.ts';
import { gatherEvidence } from './gather.ts';

const incident = sampleIncident();
const deadlineMs = 4000;

function collector(
  name: string,
  collect: (request: CollectRequest) => Promise<readonly EvidenceDraft[]>,
  topics: readonly EvidenceTopic[] = ['metrics', 'logs', 'changes'],
): Collector {
  return {
    name,
    type: `${name}-type`,
    topics,
    collect: async (request) => ({ drafts: await collect(request), observations: noObservations }),
  };
}

function gather(collectors: readonly Collector[], stop = new AbortController().signal) {
  const clock = createManualClock(startMs + 60_000);
  const options = { collectors, clock, deadlineMs, lookbackMs: 3_600_000, signal: stop };
  return { clock, items: gatherEvidence(incident, options).then(({ evidence }) => evidence) };
}

/** `id source status: title or reason` of each item. */
function outline(items: readonly EvidenceItem[]): readonly string[] {
  return items.map(
    ({ id, source, status, title, reason }) => `${id} ${source} ${status}: ${reason ?? title}`,
  );
}

const hangs = collector('slow', () => new Promise(() => undefined));
const answers = collector('quick', () => Promise.resolve([sampleDraft({ source: 'quick', title: 'one' })]));

test('the alert comes first, then its own expression, changes, the rest, and what could not be had', async () => {
  const everything = collector('source', () =>
    Promise.resolve([
      sampleDraft({ title: 'nothing', status: 'empty' }),
      sampleDraft({ title: 'a series', kind: 'series' }),
      sampleDraft({ title: 'a deploy', kind: 'change' }),
      sampleDraft({ title: 'its expression', kind: 'series', primary: true }),
      sampleDraft({ title: 'lines', kind: 'logs' }),
    ]),
  );
  const items = await gather([everything]).items;
  expect(items.map(({ id, title }) => `${id} ${title}`)).toEqual([
    'E1 alert DiskAlmostFull',
    'E2 its expression',
    'E3 a deploy',
    'E4 a series',
    'E5 lines',
    'E6 nothing',
  ]);
});

test('a collector that hangs until the deadline is an item that says so, and the others are kept', async () => {
  const { clock, items } = gather([hangs, answers]);
  await settle();
  clock.advance(deadlineMs + 100);
  expect(outline(await items)).toEqual([
    'E1 alert observed: alert DiskAlmostFull',
    'E2 quick observed: one',
    'E3 slow unavailable: no answer within 4 s',
  ]);
});

test('nothing is given up before the deadline', async () => {
  const { clock, items } = gather([hangs]);
  let done = false;
  void items.then(() => {
    done = true;
  });
  clock.advance(deadlineMs - 1);
  await settle();
  expect(done).toBe(false);
});

test('a collector that hands over what it has when the deadline comes is heard', async () => {
  const hurries = collector(
    'hurried',
    ({ signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve([sampleDraft({ source: 'hurried', title: 'half' })]));
      }),
  );
  const { clock, items } = gather([hurries, hangs]);
  clock.advance(deadlineMs);
  await settle();
  clock.advance(100);
  expect(outline(await items)).toContain('E2 hurried observed: half');
});

test('when the service stops, nobody waits for the deadline', async () => {
  const stop = new AbortController();
  stop.abort();
  expect(outline(await gather([hangs], stop.signal).items)).toHaveLength(2);
});

test.each([
  ['rejects', () => Promise.reject(new AppError({ code: 'source_unreachable', message: 'it is down' }))],
  [
    'throws at once',
    () => {
      throw new Error('it is down');
    },
  ],
])('a collector that %s is an item with the reason, and the others are kept', async (_, collect) => {
  expect(outline(await gather([collector('broken', collect), answers]).items)).toEqual([
    'E1 alert observed: alert DiskAlmostFull',
    'E2 quick observed: one',
    'E3 broken unavailable: it is down',
  ]);
});

test('what no collector is for is "not configured", which is neither empty nor unavailable', async () => {
  const metrics = collector('metrics', () => Promise.resolve([]), ['metrics']);
  expect(outline(await gather([metrics]).items)).toEqual([
    'E1 alert observed: alert DiskAlmostFull',
    'E2 logs not_configured: no source of logs is configured',
    'E3 changes not_configured: no source of changes is configured',
  ]);
  expect(await gather([]).items).toHaveLength(4);
});

test('collectors look from the lookback before the start until now', async () => {
  let range: unknown;
  const looks = collector('looks', (request) => {
    range = request.range;
    return Promise.resolve([]);
  });
  await gather([looks]).items;
  expect(range).toEqual({ fromMs: startMs - 3_600_000, toMs: startMs + 60_000 });
});

test('the alert as evidence says what its sender said, of the alerts that fire', async () => {
  const over = sampleAlert({ instance: 'node-9:9100', status: 'resolved' });
  const many = sampleIncident([sampleAlert(), over], { occurrence: 3 });
  const gathered = await gatherEvidence(many, {
    collectors: [],
    clock: createManualClock(startMs),
    deadlineMs,
    lookbackMs: 0,
    signal: new AbortController().signal,
  });
  const texts = gathered.evidence[0]?.facts.map((fact) => fact.text) ?? [];
  expect(texts).toContain('label instance=node-3:9100');
  expect(texts).toContain('annotation summary=/var is more than 90 % full');
  expect(texts).toContain('firing since 2026-11-12T02:49:00Z');
  expect(texts).toContain('1 of 2 alerts firing');
  expect(texts).toContain('occurrence 3 of this alert group');
  expect(texts.join()).not.toContain('node-9');
});

test('who depends on whom is asked for once, for all collectors, and a source that fails gives none', async () => {
  const edge = { from: 'checkout', to: 'payments', source: 'map.yml', weight: 1 };
  let asked = 0;
  const knows: Collector = {
    ...collector('knows', () => Promise.resolve([])),
    edges: () => {
      asked += 1;
      return Promise.resolve([edge]);
    },
  };
  const fails: Collector = {
    ...collector('fails', () => Promise.resolve([])),
    edges: () => Promise.reject(new Error('down')),
  };
  const seen: unknown[] = [];
  const wants = (name: string): Collector =>
    collector(name, async (request) => {
      seen.push(await request.edges());
      return [];
    });
  await gather([knows, fails, wants('a'), wants('b')]).items;
  expect(seen).toEqual([[edge], [edge]]);
  expect(asked).toBe(1);
});

test('what depends on what is an item of its own', async () => {
  const edge = { from: 'checkout', to: 'payments', source: 'map.yml', weight: 1 };
  const knows: Collector = {
    ...collector('knows', () => Promise.resolve([])),
    collect: () => Promise.resolve({ drafts: [], observations: { ...noObservations, edges: [edge] } }),
  };
  const items = await gather([knows]).items;
  expect(items.find(({ kind }) => kind === 'topology')?.facts[0]?.text).toBe(
    'checkout depends on payments (map.yml)',
  );
});

test('nobody listens for the deadline any more when all have answered, who would keep what was collected', async () => {
  const signals: AbortSignal[] = [];
  const asks = collector('quick', ({ signal }) => {
    signals.push(signal);
    return Promise.resolve([sampleDraft({ title: 'one' })]);
  });
  await gather([asks, asks]).items;
  expect(signals.map((signal) => getEventListeners(signal, 'abort'))).toEqual([[], []]);
});
