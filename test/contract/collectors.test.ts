import { afterEach, describe, expect, test } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import type { EvidenceDraft } from '../../src/domain/evidence.ts';
import type { Collected, CollectorAdapter } from '../../src/evidence/collector.ts';
import { alertmanager } from '../../src/evidence/collectors/alertmanager.ts';
import { elasticsearch } from '../../src/evidence/collectors/elasticsearch.ts';
import { grafana } from '../../src/evidence/collectors/grafana.ts';
import { journal } from '../../src/evidence/collectors/journal.ts';
import { kubernetes } from '../../src/evidence/collectors/kubernetes.ts';
import { loki } from '../../src/evidence/collectors/loki.ts';
import { prometheus } from '../../src/evidence/collectors/prometheus.ts';
import { runbooks } from '../../src/evidence/collectors/runbooks.ts';
import { heldAlert, startFakeAlertmanager } from '../fakes/alertmanager.ts';
import { startFakeElasticsearch } from '../fakes/elasticsearch.ts';
import { type HttpFake, type Reply, startHttpFake } from '../fakes/http-fake.ts';
import { startFakeJournalGateway } from '../fakes/journal-gateway.ts';
import { startFakeKubernetes } from '../fakes/kubernetes.ts';
import { shopObjects } from '../fakes/kubernetes-shop.ts';
import { startFakeLoki } from '../fakes/loki.ts';
import { createManualClock } from '../manual-clock.ts';
import { minuteMs, noEdges, sampleAlert, sampleIncident, startMs } from '../samples.ts';

const labels = { alertname: 'CheckoutErrors', service: 'checkout', instance: 'node-3:9100' };
const deps = {
  fetch,
  clock: createManualClock(startMs + 2 * minuteMs),
  history: { list: () => Promise.resolve([]), findings: () => Promise.resolve([]) },
  changes: { list: () => Promise.resolve([]) },
};

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
  /** Options besides the address. */
  readonly config?: object | ((url: string) => object);
  /** Whether it says in its items, not by failing as a whole, what it could not have: part of it may be there. */
  readonly inItems?: boolean;
  /** Whether any text is an answer. */
  readonly text?: boolean;
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
  {
    adapter: alertmanager as unknown as CollectorAdapter,
    start: (failure, empty) =>
      startFakeAlertmanager(
        {
          alerts: [
            heldAlert('own', labels, { startsAtMs: startMs }),
            ...(empty ? [] : [heldAlert('other', { alertname: 'DbDown' }, { startsAtMs: at(-3) })]),
          ],
        },
        failure,
      ),
    kind: 'event',
    title: 'other alerts',
    fact: 'DbDown, fires since',
    observed: ({ drafts }) => drafts[0]?.kept ?? 0,
    count: 1,
  },
  {
    adapter: kubernetes as unknown as CollectorAdapter,
    start: (failure, empty) => startFakeKubernetes(empty ? {} : shopObjects(startMs), { failure }),
    config: { namespace: 'shop' },
    kind: 'event',
    title: 'deployment shop/checkout',
    fact: '1 of 2 replicas ready',
    observed: ({ observations }) => observations.changes.length,
    count: 1,
  },
  {
    adapter: prometheus as unknown as CollectorAdapter,
    start: (failure, empty) =>
      startHttpFake({
        handle: ({ path, query }) => {
          if (failure !== undefined) return failure;
          const success = (data: object): Reply => ({ body: { status: 'success', data } });
          if (path === '/api/v1/rules') {
            const rule = {
              type: 'alerting',
              name: 'CheckoutErrors',
              query: 'checkout_errors > 5',
              labels: {},
            };
            return success({ groups: [{ rules: [rule] }] });
          }
          if (path !== '/api/v1/query_range') return success([]);
          const values = [at(-60), at(2)].map((ms) => [ms / 1000, ms === at(2) ? '9' : '1']);
          const series = { metric: { __name__: 'checkout_errors', service: 'checkout' }, values };
          const own = query['query'] === 'checkout_errors' && empty !== true;
          return success({ resultType: 'matrix', result: own ? [series] : [] });
        },
      }),
    inItems: true,
    kind: 'series',
    title: 'checkout_errors{service="checkout"}',
    fact: 'threshold > 5',
    observed: ({ observations }) => observations.series.length,
    count: 1,
  },
  {
    adapter: runbooks as unknown as CollectorAdapter,
    start: (failure, empty) =>
      startHttpFake({
        handle: () =>
          failure ?? { body: empty ? '' : '# CheckoutErrors\n\n## Meaning\n\nCustomers cannot pay.\n' },
      }),
    config: (url) => ({ url: undefined, hosts: [new URL(url).host], headers: undefined }),
    inItems: true,
    text: true,
    kind: 'runbook',
    title: 'runbook CheckoutErrors',
    fact: 'Customers cannot pay.',
    observed: ({ drafts }) => drafts[0]?.kept ?? 0,
    count: 1,
  },
];

async function collect(rig: Rig, fake: HttpFake, extra: object = {}): Promise<Collected> {
  running.push(fake);
  const own = typeof rig.config === 'function' ? rig.config(fake.url) : rig.config;
  const options = { url: fake.url, timeout: '5s', ...extra, ...own };
  const config = rig.adapter.Config.parse(
    Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  );
  const collector = rig.adapter.create('source', config as never, deps as never);
  const incident = sampleIncident([
    sampleAlert({ labels, fingerprint: 'own', annotations: { runbook_url: `${fake.url}/checkout` } }),
  ]);
  const range = { fromMs: at(-60), toMs: at(2) };
  return collector.collect({ incident, range, signal: new AbortController().signal, edges: noEdges });
}

const failures: readonly (readonly [name: string, reply: Reply, code: string, words: string])[] = [
  ['401', { status: 401, body: 'Unauthorized' }, 'source_unauthorized', 'answered 401'],
  ['403', { status: 403, body: { error: 'forbidden' } }, 'source_unauthorized', 'answered 403'],
  ['500', { status: 500, body: 'boom' }, 'source_unreachable', 'answered 500'],
  ['503', { status: 503, body: '<html>down</html>' }, 'source_unreachable', 'answered 503'],
  ['429', { status: 429, body: 'slow down' }, 'source_unreachable', 'answered 429'],
  ['400', { status: 400, body: { error: 'bad query' } }, 'source_rejected', 'answered 400'],
  ['broken JSON', { body: '{"status": "succ' }, 'source_bad_answer', 'not what its API promises'],
  [
    'a page',
    { headers: { 'content-type': 'text/html' }, body: '<html>log in</html>' },
    'source_bad_answer',
    'not what',
  ],
  ['another shape', { body: { hello: 'world' } }, 'source_bad_answer', 'not what'],
  ['a broken connection', 'reset', 'source_unreachable', 'cannot be reached'],
];

describe.each(rigs.map((rig) => [rig.adapter.id, rig] as const))('%s', (_, rig) => {
  test('says what it saw, to people and to code, and of nothing else', async () => {
    const collected = await collect(rig, await rig.start());
    const [first] = collected.drafts;
    expect(first).toMatchObject({ source: 'source', kind: rig.kind, status: 'observed', title: rig.title });
    expect(first?.facts.map(({ text }) => text).join(' | ')).toContain(rig.fact);
    expect(first?.query).not.toBeNull();
    expect(rig.observed(collected)).toBe(rig.count);
    const { logs, changes, series } = collected.observations;
    const keys = [...logs, ...changes, ...series].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const observed = collected.drafts.flatMap((draft) => draft.observed);
    expect(observed.length > 0).toBe(keys.length > 0);
    expect(keys).toEqual(expect.arrayContaining(observed));
    expect(JSON.stringify(collected)).not.toContain('not mine');
  });

  test('has nothing: that is "empty", and is said with what was asked', async () => {
    const collected = await collect(rig, await rig.start(undefined, true));
    expect(collected.drafts[0]).toMatchObject({
      status: 'empty',
      kind: rig.kind,
      reason: expect.any(String),
    });
    expect(collected.drafts.filter(({ status }) => status !== 'empty')).toEqual([]);
    expect(rig.observed(collected)).toBe(0);
  });

  test('sends its credentials and headers with every call', async () => {
    const fake = await rig.start();
    await collect(rig, fake, { bearer_token: 'right', headers: { 'X-Scope-OrgID': 'shop' } });
    expect(fake.requests.length).toBeGreaterThan(0);
    for (const { headers } of fake.requests) {
      expect(headers).toMatchObject({ authorization: 'Bearer right' });
      if (rig.text !== true) expect(headers).toMatchObject({ 'x-scope-orgid': 'shop' });
    }
  });

  /** What it says about a failure: the code when it throws, else null with the reason of its first item. */
  async function failWith(
    reply: Reply,
    extra: object = {},
  ): Promise<{ code: string | null; message: string }> {
    const failed = collect(rig, await rig.start(reply), { bearer_token: 'CANARY-token', ...extra });
    if (rig.inItems !== true) {
      const thrown: unknown = await failed.then(
        () => null,
        (error: unknown) => error,
      );
      expect(thrown).toBeInstanceOf(AppError);
      const { code, message } = thrown as AppError;
      return { code, message };
    }
    const [first] = (await failed).drafts;
    expect(first).toMatchObject({ status: 'unavailable', kind: rig.kind });
    return { code: null, message: first?.reason ?? '' };
  }

  const told = failures.filter(([, , code]) => rig.text !== true || code !== 'source_bad_answer');
  test.each(told)('answers with %s: that is a failure of its own kind', async (__, reply, code, words) => {
    const failed = await failWith(reply);
    expect(failed.code ?? code).toBe(code);
    expect(failed.message).toMatch(/^source: /);
    expect(failed.message).toContain(words);
    expect(failed.message).not.toContain('CANARY');
  });

  test('is too slow: that is a timeout', async () => {
    const failed = await failWith('hang', { timeout: '100ms' });
    expect(failed.code ?? 'source_timeout').toBe('source_timeout');
    expect(failed.message).toMatch(/^source: .*(?:timed out after|did not answer within) 100 ms$/);
  });
});
