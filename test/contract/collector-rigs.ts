import type { EvidenceDraft } from '../../src/domain/evidence.ts';
import type { Collected, Collector, CollectorAdapter } from '../../src/evidence/collector.ts';
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
export interface CollectorRig {
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

/** Every source behind HTTP. */
export const collectorRigs: readonly CollectorRig[] = [
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

export interface RigOptions {
  readonly fetch: typeof fetch;
  /** More options than the source's own. */
  readonly extra: object;
}

/** What a source is asked about, where its pages are at this address. */
export function askAt(url: string) {
  const incident = sampleIncident([
    sampleAlert({ labels, fingerprint: 'own', annotations: { runbook_url: `${url}/checkout` } }),
  ]);
  const range = { fromMs: at(-60), toMs: at(2) };
  return { incident, range, signal: new AbortController().signal, edges: noEdges };
}

/** A source at an address. */
export function createAt(rig: CollectorRig, url: string, options: RigOptions): Collector {
  const own = typeof rig.config === 'function' ? rig.config(url) : rig.config;
  const given = { url, timeout: '5s', ...options.extra, ...own };
  const config = rig.adapter.Config.parse(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
  const deps = {
    fetch: options.fetch,
    clock: createManualClock(startMs + 2 * minuteMs),
    history: { list: () => Promise.resolve([]), findings: () => Promise.resolve([]) },
    changes: { list: () => Promise.resolve([]) },
  };
  return rig.adapter.create('source', config as never, deps as never);
}

export async function collectAt(rig: CollectorRig, url: string, options: RigOptions): Promise<Collected> {
  return createAt(rig, url, options).collect(askAt(url));
}
