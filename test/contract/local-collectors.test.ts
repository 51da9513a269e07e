import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import type { CollectorAdapter, StoreDeps } from '../../src/evidence/collector.ts';
import { bundle } from '../../src/evidence/collectors/bundle.ts';
import { changes } from '../../src/evidence/collectors/changes.ts';
import { files } from '../../src/evidence/collectors/files.ts';
import { history } from '../../src/evidence/collectors/history.ts';
import { topology } from '../../src/evidence/collectors/topology.ts';
import { gatherEvidence } from '../../src/evidence/gather.ts';
import { createManualClock } from '../manual-clock.ts';
import { minuteMs, sampleAlert, sampleIncident, startMs } from '../samples.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';

const labels = { alertname: 'CheckoutErrors', service: 'checkout' };
const incident = sampleIncident([sampleAlert({ labels })]);
const time = new Date(startMs - 2 * minuteMs).toISOString();

/** What a source on this machine has: something, nothing, or a fault. */
type State = 'something' | 'nothing' | 'fault';

interface LocalRig {
  readonly adapter: CollectorAdapter;
  /** Its options, with what it reads put into this folder. */
  readonly prepare: (folder: string, state: State) => object;
  readonly deps?: (state: State) => Partial<StoreDeps>;
  /** A part of what it says of something, of nothing, and of its fault. */
  readonly words: Readonly<Record<State, string>>;
}

const broken = (): Promise<never> => Promise.reject(new Error('the store is closed'));

const past: Incident = { ...incident, id: 'past', startedAtMs: startMs - 600 * minuteMs, state: 'resolved' };

const rigs: readonly LocalRig[] = [
  {
    adapter: files as unknown as CollectorAdapter,
    prepare: (folder, state) => {
      if (state === 'fault') return { folders: [join(folder, 'missing')] };
      if (state === 'something') writeFileSync(join(folder, 'checkout.log'), `${time} ERROR no connection\n`);
      return { folders: [folder] };
    },
    words: {
      something: 'no connection',
      nothing: 'no line of service checkout',
      fault: 'a folder cannot be read',
    },
  },
  {
    adapter: topology as unknown as CollectorAdapter,
    prepare: (folder, state) => {
      const path = join(folder, 'map.yml');
      if (state === 'something') writeFileSync(path, 'services: {checkout: {depends_on: [payments]}}');
      if (state === 'nothing') writeFileSync(path, 'services: {checkout: {}}');
      return { path };
    },
    words: {
      something: 'checkout depends on payments',
      nothing: 'names no dependency',
      fault: 'cannot be read',
    },
  },
  {
    adapter: changes as unknown as CollectorAdapter,
    prepare: () => ({}),
    deps: (state) => ({
      changes: {
        list: () =>
          state === 'fault'
            ? broken()
            : Promise.resolve(
                state === 'nothing'
                  ? []
                  : [
                      {
                        ...{ id: 'd1', source: 'ci', timeMs: startMs - minuteMs, kind: 'deploy', url: null },
                        ...{ service: 'checkout', environment: null, version: 'v2', author: null },
                        ...{ summary: 'new basket', files: [], diff: null, labels: {} },
                      },
                    ],
              ),
      },
    }),
    words: { something: 'new basket', nothing: 'nothing was changed', fault: 'the store is closed' },
  },
  {
    adapter: history as unknown as CollectorAdapter,
    prepare: () => ({}),
    deps: (state) => ({
      history: {
        list: () => (state === 'fault' ? broken() : Promise.resolve(state === 'nothing' ? [] : [past])),
        findings: () => Promise.resolve([]),
      },
    }),
    words: { something: 'fired 1 time before', nothing: 'it did not fire', fault: 'the store is closed' },
  },
  {
    adapter: bundle as unknown as CollectorAdapter,
    prepare: (folder, state) => {
      writeFileSync(join(folder, 'alert.json'), JSON.stringify([{ labels }]));
      const line = { time, labels: { service: 'checkout', level: 'error' }, line: 'no connection' };
      if (state === 'something') writeFileSync(join(folder, 'logs.ndjson'), JSON.stringify(line));
      if (state === 'nothing') writeFileSync(join(folder, 'logs.ndjson'), '');
      if (state === 'fault') writeFileSync(join(folder, 'logs.ndjson'), '{"time": ');
      return { path: folder };
    },
    words: { something: 'no connection', nothing: 'no line was logged', fault: 'logs.ndjson' },
  },
];

describe.each(rigs.map((rig) => [rig.adapter.id, rig] as const))('%s', (_, rig) => {
  let folder: Awaited<ReturnType<typeof createTemporaryFolder>>;
  beforeAll(async () => {
    folder = await createTemporaryFolder('local-source');
  });
  afterAll(() => folder.remove());

  async function gather(state: State) {
    const own = join(folder.path, state);
    rmSync(own, { recursive: true, force: true });
    mkdirSync(own);
    const clock = createManualClock(startMs + minuteMs);
    const config = rig.adapter.Config.parse(rig.prepare(own, state));
    const deps = { fetch, clock, ...rig.deps?.(state) };
    const collector = rig.adapter.create('source', config as never, deps as never);
    const { evidence } = await gatherEvidence(incident, {
      ...{ collectors: [collector], clock, deadlineMs: 4000, lookbackMs: 60 * minuteMs },
      signal: new AbortController().signal,
    });
    return evidence
      .filter(({ source }) => source === 'source' || source === 'topology')
      .map(({ status, facts, reason }) => ({
        status,
        said: `${facts.map(({ text }) => text).join('; ')} ${reason ?? ''}`,
      }));
  }

  test('has something: that is told', async () => {
    expect(await gather('something')).toMatchObject([
      { status: 'observed', said: expect.stringContaining(rig.words.something) },
    ]);
  });

  test('has nothing: that is "empty"', async () => {
    expect(await gather('nothing')).toMatchObject([
      { status: 'empty', said: expect.stringContaining(rig.words.nothing) },
    ]);
  });

  test('has a fault: that is "unavailable" with the reason, or the start is refused with it', async () => {
    const failed = gather('fault').catch((thrown: unknown) => [
      { status: 'unavailable', said: String(thrown) },
    ]);
    expect(await failed).toMatchObject([
      { status: 'unavailable', said: expect.stringContaining(rig.words.fault) },
    ]);
  });
});
