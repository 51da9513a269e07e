import { afterEach, describe, expect, test } from 'vitest';
import type { EvidenceDraft } from '../../src/domain/evidence.ts';
import type { Collected, CollectorAdapter } from '../../src/evidence/collector.ts';
import { elasticsearch } from '../../src/evidence/collectors/elasticsearch.ts';
import { grafana } from '../../src/evidence/collectors/grafana.ts';
import { journal } from '../../src/evidence/collectors/journal.ts';
import { loki } from '../../src/evidence/collectors/loki.ts';
import { startFakeElasticsearch } from '../fakes/elasticsearch.ts';
import { type HttpFake, type Reply, startHttpFake } from '../fakes/http-fake.ts';
import { startFakeJournalGateway } from '../fakes/journal-gateway.ts';
import { startFakeLoki } from '../fakes/loki.ts';
import { createManualClock } from '../manual-clock.ts';
import { minuteMs, noEdges, sampleAlert, sampleIncident, startMs } from '../samples.ts';

const labels = { alertname: 'CheckoutErrors', service: 'checkout', instance: 'node-3:9100' };
const incident = sampleIncident([sampleAlert({ labels })]);

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const fake of running.splice(0)) await fake.stop();
});

/** Lines before and since, of what the alert is about and of something whose name begins the same. */
const lines = [
  ...[-80, -60, -40].map((minutes) => ({ minutes, service: 'checkout', line: `took ${minutes + 100} ms` })),
  ...[-5, -4, -3].map((minutes) => ({
    minutes,
    service: 'checkout',
    line: `no connection to db-${minutes + 9}`,
  })),
  { minutes: -2, service: 'checkout-api', line: 'not mine' },
];
const at = (minutes: number): number => startMs + minutes * minuteMs;

const level = (line: string): string => (line.startsWith('no') ? 'error' : 'info');

/** One source of evidence: how it is faked, and what it is expected to say of the sample. */
interface Rig {
  readonly adapter: CollectorAdapter;
  readonly start: (failure?: Reply, empty?: boolean) => Promise<HttpFake>;
  readonly kind: EvidenceDraft['kind'];
  /** The first item's title and a part of its facts. */
  readonly title: string;
  readonly fact: string;
  readonly observed: (collected: Collected) => number;
  readonly count: number;
}

const rigs: readonly Rig[] = [
  {
    adapter: loki as unknown as CollectorAdapter,
    start: (failure, empty) =>
      startFakeLoki(
        lines
          .filter(() => empty !== true)
          .map(({ minutes, service, line }) => ({
            timeMs: at(minutes),
            stream: { app: service, level: level(line) },
            line,
          })),
        failure,
      ),
    kind: 'logs',
    title: 'checkout error log lines',
    fact: '3 in the last',
    observed: ({ observations }) => observations.logs.length,
    count: 6,
  },
  {
    adapter: elasticsearch as unknown as CollectorAdapter,
    start: (failure, empty) =>
      startFakeElasticsearch(
        lines
          .filter(() => empty !== true)
          .map(({ minutes, service, line }) => ({
            '@timestamp': new Date(at(minutes)).toISOString(),
            message: line,
            service: { name: service },
            log: { level: level(line) },
          })),
        failure,
      ),
    kind: 'logs',
    title: 'checkout error log lines',
    fact: '3 in the last',
    observed: ({ observations }) => observations.logs.length,
    count: 6,
  },
  {
    adapter: journal as unknown as CollectorAdapter,
    start: (failure, empty) =>
      startFakeJournalGateway(
        lines
          .filter(() => empty !== true)
          .map(({ minutes, service, line }, index) => ({
            __REALTIME_TIMESTAMP: `${at(minutes)}000`,
            __CURSOR: `s=1;i=${index}`,
            _SYSTEMD_UNIT: `${service}.service`,
            SYSLOG_IDENTIFIER: service,
            PRIORITY: level(line) === 'error' ? '3' : '6',
            MESSAGE: index === 0 ? [...Buffer.from(line)] : line,
          })),
        failure,
      ),
    kind: 'logs',
    title: 'checkout error log lines',
    fact: '3 in the last',
    observed: ({ observations }) => observations.logs.length,
    count: 6,
  },
  {
    adapter: grafana as unknown as CollectorAdapter,
    start: (failure, empty) =>
      startHttpFake({
        handle: ({ path, query }) => {
          if (failure !== undefined) return failure;
          if (path !== '/api/annotations' || Number(query['from']) >= Number(query['to']))
            return { status: 404 };
          const common = { dashboardId: 0, panelId: 0, userId: 1, newState: '', timeEnd: 0, data: {} };
          const annotation = (id: number, text: string, more: object) => ({ id, text, ...common, ...more });
          return {
            body: empty
              ? []
              : [
                  annotation(1, 'checkout <b>v2.4.0</b>', {
                    alertId: 0,
                    time: at(-48),
                    login: 'maria',
                    tags: ['deploy', 'service:checkout', 'version:v2.4.0'],
                  }),
                  annotation(2, 'alert fired', { alertId: 7, time: at(-1), tags: [] }),
                ],
          };
        },
      }),
    kind: 'change',
    title: 'deploy checkout v2.4.0 (1)',
    fact: '48 min before the alert started',
    observed: ({ observations }) => observations.changes.length,
    count: 1,
  },
];

async function collect(rig: Rig, fake: HttpFake, extra: object = {}): Promise<Collected> {
  running.push(fake);
  const config = rig.adapter.Config.parse({ url: fake.url, timeout: '5s', ...extra });
  const collector = rig.adapter.create('source', config as never, { fetch, clock: createManualClock(at(2)) });
  const range = { fromMs: at(-60), toMs: at(2) };
  return collector.collect({ incident, range, signal: new AbortController().signal, edges: noEdges });
}

const failures: readonly (readonly [name: string, reply: Reply, code: string])[] = [
  ['401', { status: 401, body: 'Unauthorized' }, 'source_unauthorized'],
  ['403', { status: 403, body: { error: 'forbidden' } }, 'source_unauthorized'],
  ['500', { status: 500, body: 'boom' }, 'source_unreachable'],
  ['503', { status: 503, body: '<html>down</html>' }, 'source_unreachable'],
  ['429', { status: 429, body: 'slow down' }, 'source_unreachable'],
  ['400', { status: 400, body: { error: 'bad query' } }, 'source_rejected'],
  ['broken JSON', { body: '{"status": "succ' }, 'source_bad_answer'],
  ['a page', { headers: { 'content-type': 'text/html' }, body: '<html>log in</html>' }, 'source_bad_answer'],
  ['another shape', { body: { hello: 'world' } }, 'source_bad_answer'],
  ['a broken connection', 'reset', 'source_unreachable'],
];

describe.each(rigs.map((rig) => [rig.adapter.id, rig] as const))('%s', (_, rig) => {
  test('says what it saw, to people and to code, and of nothing else', async () => {
    const collected = await collect(rig, await rig.start());
    const [first] = collected.drafts;
    expect(first).toMatchObject({ source: 'source', kind: rig.kind, status: 'observed', title: rig.title });
    expect(first?.facts.map(({ text }) => text).join(' | ')).toContain(rig.fact);
    expect(first?.query).not.toBeNull();
    expect(rig.observed(collected)).toBe(rig.count);
    const keys = [...collected.observations.logs, ...collected.observations.changes].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(first?.observed.length).toBeGreaterThan(0);
    expect(keys).toEqual(expect.arrayContaining([...(first?.observed ?? [])]));
    expect(JSON.stringify(collected)).not.toContain('not mine');
  });

  test('has nothing: that is "empty", and is said with what was asked', async () => {
    const collected = await collect(rig, await rig.start(undefined, true));
    expect(collected.drafts).toMatchObject([{ status: 'empty', kind: rig.kind, reason: expect.any(String) }]);
    expect(rig.observed(collected)).toBe(0);
  });

  test('sends its credentials and headers with every call', async () => {
    const fake = await rig.start();
    await collect(rig, fake, { bearer_token: 'right', headers: { 'X-Scope-OrgID': 'shop' } });
    expect(fake.requests.length).toBeGreaterThan(0);
    for (const { headers } of fake.requests) {
      expect(headers).toMatchObject({ authorization: 'Bearer right', 'x-scope-orgid': 'shop' });
    }
  });

  test.each(failures)('answers with %s: that is a failure of its own kind', async (__, reply, code) => {
    const fake = await rig.start(reply);
    const failed = collect(rig, fake, { bearer_token: 'CANARY-token' });
    await expect(failed).rejects.toMatchObject({ code, message: expect.stringMatching(/^source: /) });
    await expect(failed).rejects.not.toMatchObject({ message: expect.stringContaining('CANARY') });
  });

  test('is too slow: that is a timeout', async () => {
    const failed = collect(rig, await rig.start('hang'), { timeout: '100ms' });
    await expect(failed).rejects.toMatchObject({
      code: 'source_timeout',
      message: 'source: timed out after 100 ms',
    });
  });
});
