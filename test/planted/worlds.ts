import type { EvidenceItem } from '../../src/domain/evidence.ts';
import type { Labels } from '../../src/domain/labels.ts';
import type { Point } from '../../src/domain/series.ts';
import { formatDuration, formatTime } from '../../src/domain/time.ts';
import type { Unit } from '../../src/domain/unit.ts';
import { minuteMs, sampleEvidence, sampleFact, seriesEvidence, startMs } from '../samples.ts';

/** Evidence as the collectors make it, of incidents that true and false sentences are told of. All start at 02:49 UTC. */

/** Minutes after the alert started → value; between two of them on a straight line. */
function course(corners: readonly (readonly [minute: number, value: number])[]): readonly Point[] {
  const [first = [-60, 0], last = first] = [corners[0], corners.at(-1)];
  const points: Point[] = [];
  for (let minute = first[0]; minute <= last[0]; minute += 1) {
    const next = corners.findIndex(([at]) => at >= minute);
    const [to = last, from = to] = [corners[next], corners[Math.max(0, next - 1)]];
    const share = to[0] === from[0] ? 1 : (minute - from[0]) / (to[0] - from[0]);
    points.push([startMs + minute * minuteMs, from[1] + (to[1] - from[1]) * share]);
  }
  return points;
}

interface SeriesSketch {
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  readonly labels: Labels;
  readonly corners: readonly (readonly [minute: number, value: number])[];
  readonly limit?: number;
}

function series({ id, title, unit, labels, corners, limit }: SeriesSketch): EvidenceItem {
  const threshold = limit === undefined ? null : ({ operator: '>', value: limit } as const);
  return seriesEvidence(course(corners), {
    id,
    title,
    unit,
    labels,
    ...(threshold === null ? {} : { threshold }),
    query: title,
    primary: limit !== undefined,
  });
}

function alert(labels: Labels, summary: string): EvidenceItem {
  return sampleEvidence({
    id: 'E1',
    kind: 'alert',
    source: 'alert',
    title: `alert ${labels['alertname']}`,
    labels,
    facts: [
      ...Object.entries(labels).map(([name, value]) => sampleFact({ text: `label ${name}=${value}` })),
      sampleFact({ text: `annotation summary=${summary}` }),
      sampleFact({ text: `firing since ${formatTime(startMs)}` }),
      sampleFact({ text: '1 of 1 alerts firing' }),
    ],
  });
}

interface ChangeSketch {
  readonly id: string;
  readonly title: string;
  readonly service: string;
  /** Minutes after the alert started. */
  readonly minute: number;
  readonly author: string;
  readonly summary: string;
}

function change({ id, title, service, minute, author, summary }: ChangeSketch): EvidenceItem {
  const atMs = startMs + minute * minuteMs;
  const side = minute <= 0 ? 'before' : 'after';
  const fact = (name: string, text: string) => sampleFact({ name, text, atMs });
  return sampleEvidence({
    id,
    kind: 'change',
    source: 'deploys',
    title,
    labels: { service },
    facts: [
      {
        ...fact('age', `${formatDuration(Math.abs(minute) * minuteMs)} ${side} the alert started`),
        value: -minute * 60,
        unit: 'seconds',
      },
      fact('time', formatTime(atMs)),
      fact('author', `by ${author}`),
      fact('summary', `"${summary}"`),
    ],
  });
}

interface LogSketch {
  readonly id: string;
  readonly service: string;
  readonly level: string;
  readonly line: string;
  readonly since: number;
  readonly before: number;
  readonly firstMinute: number;
}

function logs({ id, service, level, line, since, before, firstMinute }: LogSketch): EvidenceItem {
  const atMs = startMs + firstMinute * minuteMs;
  return sampleEvidence({
    id,
    kind: 'logs',
    source: 'loki',
    title: `${service} ${level} log lines`,
    labels: { service, level },
    facts: [
      sampleFact({ name: 'line', text: `like "${line}"`, atMs }),
      sampleFact({ name: 'since', text: `${since} in the last 33 min`, value: since, unit: 'count' }),
      sampleFact({ name: 'before', text: `${before} in the 60 min before`, value: before, unit: 'count' }),
      sampleFact({ name: 'first', text: `first at ${formatTime(atMs)}`, atMs }),
    ],
  });
}

const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;

/** A debug log fills a disk after a deploy; another node is well. */
const disk: readonly EvidenceItem[] = [
  alert(
    { alertname: 'DiskAlmostFull', instance: 'node-3:9100', mountpoint: '/var', severity: 'critical' },
    '/var on node-3 is more than 90 % full',
  ),
  series({
    id: 'E2',
    title: 'instance:node_filesystem_used:percent{mountpoint="/var"}',
    unit: 'percent',
    labels: { instance: 'node-3:9100', mountpoint: '/var' },
    corners: [
      [-60, 58.2],
      [-47, 58.4],
      [4, 93.5],
    ],
    limit: 90,
  }),
  series({
    id: 'E3',
    title: 'node_filesystem_avail_bytes{mountpoint="/var"}',
    unit: 'bytes',
    labels: { instance: 'node-3:9100', mountpoint: '/var' },
    corners: [
      [-60, 41.6e9],
      [-47, 41.4e9],
      [4, 6.48e9],
    ],
  }),
  series({
    id: 'E4',
    title: 'directory_size_bytes{path="/var/log/checkout-api"}',
    unit: 'bytes',
    labels: { instance: 'node-3:9100', path: '/var/log/checkout-api' },
    corners: [
      [-60, 1.2e9],
      [-47, 1.25e9],
      [4, 36.3e9],
    ],
  }),
  series({
    id: 'E5',
    title: 'directory_size_bytes{path="/var/lib/containerd"}',
    unit: 'bytes',
    labels: { instance: 'node-3:9100', path: '/var/lib/containerd' },
    corners: [
      [-60, 18.4e9],
      [4, 18.4e9],
    ],
  }),
  series({
    id: 'E6',
    title: 'instance:node_filesystem_used:percent{instance="node-4:9100"}',
    unit: 'percent',
    labels: { instance: 'node-4:9100', mountpoint: '/var' },
    corners: [
      [-60, 41.1],
      [4, 41.7],
    ],
  }),
  series({
    id: 'E7',
    title: 'instance:node_cpu_used:percent',
    unit: 'percent',
    labels: { instance: 'node-3:9100' },
    corners: [
      [-60, 23.1],
      [4, 23.4],
    ],
  }),
  change({
    id: 'E8',
    title: 'deploy checkout-api v2.4.0 (dep-20461)',
    service: 'checkout-api',
    minute: -48,
    author: 'jonas',
    summary: 'log request and response bodies at debug level',
  }),
  change({
    id: 'E9',
    title: 'deploy invoice-batch v1.9.2 (dep-20464)',
    service: 'invoice-batch',
    minute: -17,
    author: 'ci',
    summary: 'nightly batch image',
  }),
  logs({
    id: 'E10',
    service: 'checkout-api',
    level: 'debug',
    line: 'response body (61665 bytes) for basket',
    since: 99,
    before: 51,
    firstMinute: -47,
  }),
];

/** A database host is saturated by one service after a release; its sister is well. */
const database: readonly EvidenceItem[] = [
  alert(
    { alertname: 'HighLatency', service: 'checkout', namespace: 'shop', severity: 'critical' },
    'p99 of checkout is above 2 s',
  ),
  series({
    id: 'E2',
    title: 'http_request_duration_seconds:p99{service="checkout"}',
    unit: 'seconds',
    labels: { service: 'checkout' },
    corners: [
      [-60, 0.18],
      [-9, 0.19],
      [0, 2.4],
      [5, 2.6],
    ],
    limit: 2,
  }),
  series({
    id: 'E3',
    title: 'http_request_duration_seconds:p99{service="payments"}',
    unit: 'seconds',
    labels: { service: 'payments' },
    corners: [
      [-60, 0.21],
      [-10, 0.22],
      [-2, 1.9],
      [5, 2.1],
    ],
  }),
  series({
    id: 'E4',
    title: 'pg_stat_activity_connections{instance="db-1"}',
    unit: 'count',
    labels: { instance: 'db-1', database: 'orders' },
    corners: [
      [-60, 41],
      [-11, 42],
      [-4, 100],
      [5, 100],
    ],
  }),
  series({
    id: 'E5',
    title: 'pg_stat_activity_connections{instance="db-2"}',
    unit: 'count',
    labels: { instance: 'db-2', database: 'orders' },
    corners: [
      [-60, 38],
      [5, 37],
    ],
  }),
  series({
    id: 'E6',
    title: 'node_cpu_used:percent{instance="db-1"}',
    unit: 'percent',
    labels: { instance: 'db-1' },
    corners: [
      [-60, 22],
      [-11, 23],
      [-4, 94],
      [5, 96],
    ],
  }),
  series({
    id: 'E7',
    title: 'node_cpu_used:percent{instance="db-2"}',
    unit: 'percent',
    labels: { instance: 'db-2' },
    corners: [
      [-60, 19],
      [5, 18.5],
    ],
  }),
  series({
    id: 'E8',
    title: 'http_errors:ratio{service="payments"}',
    unit: 'ratio',
    labels: { service: 'payments' },
    corners: [
      [-60, 0.002],
      [-8, 0.002],
      [0, 0.12],
      [5, 0.124],
    ],
  }),
  series({
    id: 'E9',
    title: 'http_requests:rate5m{service="payments"}',
    unit: 'per_second',
    labels: { service: 'payments' },
    corners: [
      [-60, 412],
      [5, 418],
    ],
  }),
  change({
    id: 'E10',
    title: 'deploy payments v3.1.0 (rel-881)',
    service: 'payments',
    minute: -12,
    author: 'mira',
    summary: 'load the basket lines one by one',
  }),
  logs({
    id: 'E11',
    service: 'payments',
    level: 'error',
    line: 'FATAL: remaining connection slots are reserved for superuser',
    since: 840,
    before: 3,
    firstMinute: -7,
  }),
  sampleEvidence({
    id: 'E12',
    source: 'tempo',
    title: 'traces',
    status: 'unavailable',
    reason: 'timed out after 3 s',
  }),
];

/** A worker runs out of memory; its queue grows; traffic is as ever. */
const memory: readonly EvidenceItem[] = [
  alert(
    { alertname: 'QueueBacklog', queue: 'emails', namespace: 'mail', severity: 'warning' },
    'more than 10,000 messages wait in emails',
  ),
  series({
    id: 'E2',
    title: 'rabbitmq_queue_messages_ready{queue="emails"}',
    unit: 'count',
    labels: { queue: 'emails' },
    corners: [
      [-60, 120],
      [-25, 140],
      [6, 18_400],
    ],
    limit: 10_000,
  }),
  series({
    id: 'E3',
    title: 'container_memory_working_set_bytes{pod="mail-worker-7d9f8b6c4-x2kqp"}',
    unit: 'bytes',
    labels: { pod: 'mail-worker-7d9f8b6c4-x2kqp', container: 'mail-worker', namespace: 'mail' },
    corners: [
      [-60, 212e6],
      [-30, 220e6],
      [-24, 512e6],
      [-23, 190e6],
      [-12, 512e6],
      [-11, 188e6],
      [6, 430e6],
    ],
  }),
  series({
    id: 'E4',
    title: 'kube_pod_container_status_restarts_total{pod="mail-worker-7d9f8b6c4-x2kqp"}',
    unit: 'count',
    labels: { pod: 'mail-worker-7d9f8b6c4-x2kqp', container: 'mail-worker', namespace: 'mail' },
    corners: [
      [-60, 0],
      [-24, 0],
      [-23, 1],
      [-12, 1],
      [-11, 2],
      [6, 3],
    ],
  }),
  series({
    id: 'E5',
    title: 'rabbitmq_queue_messages_published_total:rate5m{queue="emails"}',
    unit: 'per_second',
    labels: { queue: 'emails' },
    corners: [
      [-60, 9.8],
      [6, 10.1],
    ],
  }),
  series({
    id: 'E6',
    title: 'rabbitmq_queue_messages_ready{queue="sms"}',
    unit: 'count',
    labels: { queue: 'sms' },
    corners: [
      [-60, 31],
      [6, 33],
    ],
  }),
  change({
    id: 'E7',
    title: 'config mail-worker (cfg-330)',
    service: 'mail-worker',
    minute: -31,
    author: 'lena',
    summary: 'render attachments in memory, PREFETCH_COUNT=500',
  }),
  logs({
    id: 'E8',
    service: 'mail-worker',
    level: 'error',
    line: 'OOMKilled: memory limit 512Mi exceeded',
    since: 3,
    before: 0,
    firstMinute: -24,
  }),
];

/** A new flag makes one endpoint fail in one region; its caller retries; another region is well. */
const rollout: readonly EvidenceItem[] = [
  alert(
    { alertname: 'HighErrorRate', service: 'search', region: 'eu-west', severity: 'critical' },
    'more than 5 % of requests to search fail in eu-west',
  ),
  series({
    id: 'E2',
    title: 'http_errors:ratio{service="search",region="eu-west"}',
    unit: 'ratio',
    labels: { service: 'search', region: 'eu-west' },
    corners: [
      [-60, 0.004],
      [-14, 0.004],
      [-2, 0.31],
      [6, 0.284],
    ],
    limit: 0.05,
  }),
  series({
    id: 'E3',
    title: 'http_errors:ratio{service="search",region="us-east"}',
    unit: 'ratio',
    labels: { service: 'search', region: 'us-east' },
    corners: [
      [-60, 0.003],
      [6, 0.003],
    ],
  }),
  series({
    id: 'E4',
    title: 'http_requests:rate5m{service="search",region="eu-west"}',
    unit: 'per_second',
    labels: { service: 'search', region: 'eu-west' },
    corners: [
      [-60, 640],
      [-12, 652],
      [6, 1310],
    ],
  }),
  series({
    id: 'E5',
    title: 'jvm_memory_used_bytes{area="heap",service="search"}',
    unit: 'bytes',
    labels: { service: 'search', pod: 'search-6c9d7f5b8-4tqzm' },
    corners: [
      [-60, 1.42e9],
      [-13, 1.45e9],
      [6, 3.87e9],
    ],
  }),
  series({
    id: 'E6',
    title: 'jvm_memory_used_bytes{area="heap",service="catalog"}',
    unit: 'bytes',
    labels: { service: 'catalog', pod: 'catalog-5d8b6c7f9-h2wlp' },
    corners: [
      [-60, 905e6],
      [6, 912e6],
    ],
  }),
  series({
    id: 'E7',
    title: 'kafka_consumergroup_lag{consumergroup="indexer"}',
    unit: 'count',
    labels: { consumergroup: 'indexer', topic: 'products' },
    corners: [
      [-60, 75],
      [-9, 80],
      [6, 46_200],
    ],
  }),
  series({
    id: 'E8',
    title: 'http_request_duration_seconds:p95{service="search"}',
    unit: 'seconds',
    labels: { service: 'search', region: 'eu-west' },
    corners: [
      [-60, 0.085],
      [-14, 0.09],
      [-3, 1.35],
      [6, 0.74],
    ],
  }),
  change({
    id: 'E9',
    title: 'flag semantic-ranking on for eu-west (flg-1207)',
    service: 'search',
    minute: -15,
    author: 'tomas',
    summary: 'rank results with embeddings, 100 % of eu-west',
  }),
  change({
    id: 'E10',
    title: 'deploy catalog v7.0.3 (dep-55012)',
    service: 'catalog',
    minute: -4,
    author: 'aiko',
    summary: 'bump the logging library',
  }),
  logs({
    id: 'E11',
    service: 'search',
    level: 'error',
    line: 'java.lang.OutOfMemoryError: Java heap space in EmbeddingCache.load',
    since: 512,
    before: 0,
    firstMinute: -13,
  }),
  logs({
    id: 'E12',
    service: 'catalog',
    level: 'warn',
    line: 'slow query: 1204 ms for products by brand',
    since: 17,
    before: 15,
    firstMinute: -58,
  }),
];

/** A cache is made smaller; its misses fall upon a database, of which a replica lags; another cache is well. */
const cache: readonly EvidenceItem[] = [
  alert(
    { alertname: 'ReplicaLag', instance: 'pg-replica-2:9187', cluster: 'orders-pg', severity: 'warning' },
    'pg-replica-2 is more than 30 s behind',
  ),
  series({
    id: 'E2',
    title: 'pg_replication_lag_seconds{instance="pg-replica-2"}',
    unit: 'seconds',
    labels: { instance: 'pg-replica-2:9187', cluster: 'orders-pg' },
    corners: [
      [-60, 0.4],
      [-16, 0.5],
      [7, 71],
    ],
    limit: 30,
  }),
  series({
    id: 'E3',
    title: 'pg_replication_lag_seconds{instance="pg-replica-1"}',
    unit: 'seconds',
    labels: { instance: 'pg-replica-1:9187', cluster: 'orders-pg' },
    corners: [
      [-60, 0.3],
      [7, 0.3],
    ],
  }),
  series({
    id: 'E4',
    title: 'redis_evicted_keys:rate5m{instance="redis-cart"}',
    unit: 'per_second',
    labels: { instance: 'redis-cart:9121', service: 'cart' },
    corners: [
      [-60, 2],
      [-25, 2],
      [-20, 890],
      [7, 905],
    ],
  }),
  series({
    id: 'E5',
    title: 'redis_memory_max_bytes{instance="redis-cart"}',
    unit: 'bytes',
    labels: { instance: 'redis-cart:9121', service: 'cart' },
    corners: [
      [-60, 8e9],
      [-26, 8e9],
      [-25, 2e9],
      [7, 2e9],
    ],
  }),
  series({
    id: 'E6',
    title: 'redis_hits:ratio{instance="redis-cart"}',
    unit: 'ratio',
    labels: { instance: 'redis-cart:9121', service: 'cart' },
    corners: [
      [-60, 0.97],
      [-25, 0.97],
      [-15, 0.38],
      [7, 0.352],
    ],
  }),
  series({
    id: 'E7',
    title: 'redis_hits:ratio{instance="redis-session"}',
    unit: 'ratio',
    labels: { instance: 'redis-session:9121', service: 'session' },
    corners: [
      [-60, 0.991],
      [7, 0.99],
    ],
  }),
  series({
    id: 'E8',
    title: 'node_disk_io_busy:percent{instance="pg-replica-2"}',
    unit: 'percent',
    labels: { instance: 'pg-replica-2:9187' },
    corners: [
      [-60, 14.2],
      [-18, 14.6],
      [-6, 98.7],
      [7, 97.9],
    ],
  }),
  series({
    id: 'E9',
    title: 'http_requests:rate5m{service="cart"}',
    unit: 'per_second',
    labels: { service: 'cart' },
    corners: [
      [-60, 233],
      [7, 229],
    ],
  }),
  change({
    id: 'E10',
    title: 'config redis-cart (cfg-7718)',
    service: 'cart',
    minute: -26,
    author: 'ines',
    summary: 'maxmemory 8gb to 2gb, allkeys-lru',
  }),
  change({
    id: 'E11',
    title: 'deploy storefront v12.4.1 (dep-90133)',
    service: 'storefront',
    minute: -8,
    author: 'pavel',
    summary: 'new checkout banner',
  }),
  logs({
    id: 'E12',
    service: 'cart',
    level: 'warn',
    line: 'cache miss for basket, reading from pg-replica-2',
    since: 15_230,
    before: 410,
    firstMinute: -55,
  }),
  logs({
    id: 'E13',
    service: 'storefront',
    level: 'error',
    line: 'upstream cart timed out after 2000 ms',
    since: 364,
    before: 2,
    firstMinute: -14,
  }),
];

/** A certificate is rotated on one gateway and its clients fail; another gateway is well; a batch runs as every night. */
const gateway: readonly EvidenceItem[] = [
  alert(
    {
      alertname: 'GatewayHandshakeFailures',
      service: 'edge-gateway',
      cluster: 'fra-1',
      severity: 'critical',
    },
    'edge-gateway in fra-1 refuses more than 20 handshakes a second',
  ),
  series({
    id: 'E2',
    title: 'tls_handshake_failures:rate5m{cluster="fra-1"}',
    unit: 'per_second',
    labels: { service: 'edge-gateway', cluster: 'fra-1' },
    corners: [
      [-60, 0.6],
      [-19, 0.7],
      [-1, 21.8],
      [8, 44.2],
    ],
    limit: 20,
  }),
  series({
    id: 'E3',
    title: 'tls_handshake_failures:rate5m{cluster="ams-2"}',
    unit: 'per_second',
    labels: { service: 'edge-gateway', cluster: 'ams-2' },
    corners: [
      [-60, 0.5],
      [8, 0.5],
    ],
  }),
  series({
    id: 'E4',
    title: 'active_sessions{cluster="fra-1"}',
    unit: 'count',
    labels: { service: 'edge-gateway', cluster: 'fra-1' },
    corners: [
      [-60, 15_240],
      [-18, 15_300],
      [8, 6120],
    ],
  }),
  series({
    id: 'E5',
    title: 'active_sessions{cluster="ams-2"}',
    unit: 'count',
    labels: { service: 'edge-gateway', cluster: 'ams-2' },
    corners: [
      [-60, 14_870],
      [8, 15_020],
    ],
  }),
  series({
    id: 'E6',
    title: 'process_resident_memory_bytes{service="ledger-batch"}',
    unit: 'bytes',
    labels: { service: 'ledger-batch' },
    corners: [
      [-60, 640e6],
      [-40, 645e6],
      [8, 2.31e9],
    ],
  }),
  series({
    id: 'E7',
    title: 'http_request_duration_seconds:p90{service="mobile-api"}',
    unit: 'seconds',
    labels: { service: 'mobile-api' },
    corners: [
      [-60, 0.31],
      [-17, 0.32],
      [2, 4.7],
      [8, 4.4],
    ],
  }),
  series({
    id: 'E8',
    title: 'node_cpu_used:percent{instance="gw-fra-07"}',
    unit: 'percent',
    labels: { instance: 'gw-fra-07:9100' },
    corners: [
      [-60, 36.4],
      [8, 37.1],
    ],
  }),
  change({
    id: 'E9',
    title: 'config certificate-rotation (sec-4402)',
    service: 'edge-gateway',
    minute: -21,
    author: 'yusuf',
    summary: 'serve the chain without the old intermediate in fra-1',
  }),
  change({
    id: 'E10',
    title: 'deploy mobile-api v5.19.0 (dep-31877)',
    service: 'mobile-api',
    minute: -10,
    author: 'greta',
    summary: 'translate the onboarding screens',
  }),
  logs({
    id: 'E11',
    service: 'edge-gateway',
    level: 'error',
    line: 'tls: unknown certificate authority from client',
    since: 27_400,
    before: 36,
    firstMinute: -20,
  }),
  logs({
    id: 'E12',
    service: 'mobile-api',
    level: 'error',
    line: 'login failed: gateway unreachable after 4 attempts',
    since: 918,
    before: 5,
    firstMinute: -16,
  }),
];

/** A worker's new release leaks file handles; its jobs pile up; another worker and the broker are well. */
const handles: readonly EvidenceItem[] = [
  alert(
    { alertname: 'JobsWaiting', service: 'thumbnailer', namespace: 'media', severity: 'warning' },
    'more than 3,000 jobs wait for thumbnailer',
  ),
  series({
    id: 'E2',
    title: 'jobs_waiting{service="thumbnailer"}',
    unit: 'count',
    labels: { service: 'thumbnailer', namespace: 'media' },
    corners: [
      [-60, 45],
      [-22, 50],
      [9, 7860],
    ],
    limit: 3000,
  }),
  series({
    id: 'E3',
    title: 'jobs_waiting{service="transcoder"}',
    unit: 'count',
    labels: { service: 'transcoder', namespace: 'media' },
    corners: [
      [-60, 61],
      [9, 60],
    ],
  }),
  series({
    id: 'E4',
    title: 'process_open_fds{service="thumbnailer"}',
    unit: 'count',
    labels: { service: 'thumbnailer', namespace: 'media' },
    corners: [
      [-60, 212],
      [-33, 215],
      [-21, 1024],
      [9, 1024],
    ],
  }),
  series({
    id: 'E5',
    title: 'process_open_fds{service="transcoder"}',
    unit: 'count',
    labels: { service: 'transcoder', namespace: 'media' },
    corners: [
      [-60, 188],
      [9, 187],
    ],
  }),
  series({
    id: 'E6',
    title: 'node_filesystem_used:percent{instance="media-05",mountpoint="/scratch"}',
    unit: 'percent',
    labels: { instance: 'media-05:9100', mountpoint: '/scratch' },
    corners: [
      [-60, 61.3],
      [9, 61.9],
    ],
  }),
  series({
    id: 'E7',
    title: 'job_duration_seconds:p95{service="thumbnailer"}',
    unit: 'seconds',
    labels: { service: 'thumbnailer', namespace: 'media' },
    corners: [
      [-60, 0.82],
      [-23, 0.85],
      [-5, 12.6],
      [9, 11.9],
    ],
  }),
  series({
    id: 'E8',
    title: 'nats_messages_in:rate5m{queue="uploads"}',
    unit: 'per_second',
    labels: { queue: 'uploads' },
    corners: [
      [-60, 54.2],
      [9, 55.1],
    ],
  }),
  change({
    id: 'E9',
    title: 'deploy thumbnailer v0.31.0 (dep-66120)',
    service: 'thumbnailer',
    minute: -34,
    author: 'noor',
    summary: 'read pictures through a new decoder library',
  }),
  change({
    id: 'E10',
    title: 'scale transcoder (scl-208)',
    service: 'transcoder',
    minute: -6,
    author: 'emil',
    summary: 'from 4 to 6 replicas for the evening',
  }),
  logs({
    id: 'E11',
    service: 'thumbnailer',
    level: 'error',
    line: 'open /scratch/upload.jpg: too many open files',
    since: 4310,
    before: 0,
    firstMinute: -22,
  }),
  logs({
    id: 'E12',
    service: 'transcoder',
    level: 'info',
    line: 'segment written in 340 ms',
    since: 2205,
    before: 2190,
    firstMinute: -59,
  }),
];

/** A consumer's new release fills its heap and falls behind its topic; another consumer, the producers, DNS and the broker are well. */
const stream: readonly EvidenceItem[] = [
  alert(
    {
      alertname: 'KafkaConsumerLagHigh',
      consumergroup: 'fraud-scorer',
      topic: 'payments.authorized',
      severity: 'critical',
    },
    'fraud-scorer is more than 50,000 records behind on payments.authorized',
  ),
  series({
    id: 'E2',
    title: 'kafka_consumergroup_lag{consumergroup="fraud-scorer"}',
    unit: 'count',
    labels: { consumergroup: 'fraud-scorer', topic: 'payments.authorized' },
    corners: [
      [-60, 310],
      [-28, 320],
      [5, 118_000],
    ],
    limit: 50_000,
  }),
  series({
    id: 'E3',
    title: 'kafka_consumergroup_lag{consumergroup="ledger-writer"}',
    unit: 'count',
    labels: { consumergroup: 'ledger-writer', topic: 'payments.authorized' },
    corners: [
      [-60, 290],
      [5, 305],
    ],
  }),
  series({
    id: 'E4',
    title: 'container_memory_working_set_bytes',
    unit: 'bytes',
    labels: { service: 'fraud-scorer', pod: 'fraud-scorer-6f7d9c8b5-x2lqp' },
    corners: [
      [-60, 1.2 * gibibyte],
      [-31, 1.2 * gibibyte],
      [-3, 3.9 * gibibyte],
      [5, 3.9 * gibibyte],
    ],
  }),
  series({
    id: 'E5',
    title: 'jvm_gc_pause_seconds:p99{service="fraud-scorer"}',
    unit: 'seconds',
    labels: { service: 'fraud-scorer' },
    corners: [
      [-60, 0.042],
      [-28, 0.045],
      [0, 1.85],
      [5, 1.9],
    ],
  }),
  series({
    id: 'E6',
    title: 'kafka_records_consumed:rate5m{consumergroup="fraud-scorer"}',
    unit: 'per_second',
    labels: { consumergroup: 'fraud-scorer', topic: 'payments.authorized' },
    corners: [
      [-60, 1840],
      [-29, 1830],
      [-10, 412],
      [5, 405],
    ],
  }),
  series({
    id: 'E7',
    title: 'kafka_records_produced:rate5m{topic="payments.authorized"}',
    unit: 'per_second',
    labels: { topic: 'payments.authorized' },
    corners: [
      [-60, 1835],
      [5, 1842],
    ],
  }),
  series({
    id: 'E8',
    title: 'container_cpu_throttled:ratio{service="fraud-scorer"}',
    unit: 'ratio',
    labels: { service: 'fraud-scorer' },
    corners: [
      [-60, 0.03],
      [-25, 0.04],
      [0, 0.62],
      [5, 0.61],
    ],
  }),
  series({
    id: 'E9',
    title: 'coredns_dns_request_duration_seconds:p99',
    unit: 'seconds',
    labels: { service: 'coredns', cluster: 'eu-1' },
    corners: [
      [-60, 0.008],
      [5, 0.009],
    ],
  }),
  series({
    id: 'E10',
    title: 'kafka_broker_disk_used:percent{instance="kafka-02"}',
    unit: 'percent',
    labels: { instance: 'kafka-02:9308' },
    corners: [
      [-60, 71.4],
      [5, 71.9],
    ],
  }),
  change({
    id: 'E11',
    title: 'deploy fraud-scorer v5.12.0 (dep-31877)',
    service: 'fraud-scorer',
    minute: -32,
    author: 'oksana',
    summary: 'score model kept in memory per partition',
  }),
  change({
    id: 'E12',
    title: 'config kafka (cfg-4410)',
    service: 'kafka',
    minute: -4,
    author: 'diego',
    summary: 'retention.ms from 7d to 3d on payments.authorized',
  }),
  logs({
    id: 'E13',
    service: 'fraud-scorer',
    level: 'warn',
    line: 'Member left consumer group, rebalance in progress',
    since: 96,
    before: 1,
    firstMinute: -24,
  }),
  logs({
    id: 'E14',
    service: 'fraud-scorer',
    level: 'error',
    line: 'java.lang.OutOfMemoryError: Java heap space',
    since: 7,
    before: 0,
    firstMinute: -9,
  }),
  series({
    id: 'E15',
    title: 'tls_certificate_expires_in_seconds{host="kafka-bootstrap.internal"}',
    unit: 'seconds',
    labels: { host: 'kafka-bootstrap.internal' },
    corners: [
      [-60, 1_990_800],
      [5, 1_986_900],
    ],
  }),
];

/** A resolver's cache is made to forget too soon; lookups time out and two services fail; its traffic and its certificate are well. */
const resolver: readonly EvidenceItem[] = [
  alert(
    { alertname: 'SearchErrorRatioHigh', service: 'search-api', severity: 'page' },
    'search-api answers more than 5 % of its requests with errors',
  ),
  series({
    id: 'E2',
    title: 'http_errors:ratio{service="search-api"}',
    unit: 'ratio',
    labels: { service: 'search-api' },
    corners: [
      [-60, 0.002],
      [-20, 0.002],
      [-4, 0.083],
      [6, 0.127],
    ],
    limit: 0.05,
  }),
  series({
    id: 'E3',
    title: 'http_errors:ratio{service="frontend"}',
    unit: 'ratio',
    labels: { service: 'frontend' },
    corners: [
      [-60, 0.001],
      [-18, 0.001],
      [6, 0.046],
    ],
  }),
  series({
    id: 'E4',
    title: 'coredns_dns_requests:rate1m',
    unit: 'per_second',
    labels: { service: 'coredns' },
    corners: [
      [-60, 4150],
      [-22, 4200],
      [-12, 31_600],
      [6, 33_400],
    ],
  }),
  series({
    id: 'E5',
    title: 'coredns_cache_hits:ratio',
    unit: 'ratio',
    labels: { service: 'coredns' },
    corners: [
      [-60, 0.942],
      [-22, 0.94],
      [-14, 0.187],
      [6, 0.181],
    ],
  }),
  series({
    id: 'E6',
    title: 'coredns_dns_request_duration_seconds:p99',
    unit: 'seconds',
    labels: { service: 'coredns' },
    corners: [
      [-60, 0.004],
      [-21, 0.0042],
      [6, 0.96],
    ],
  }),
  series({
    id: 'E7',
    title: 'container_memory_working_set_bytes',
    unit: 'bytes',
    labels: { service: 'coredns', pod: 'coredns-7c6b9f4d58-q8wzn' },
    corners: [
      [-60, 148 * mebibyte],
      [-20, 150 * mebibyte],
      [6, 171 * mebibyte],
    ],
  }),
  series({
    id: 'E8',
    title: 'container_cpu_used:percent{service="coredns"}',
    unit: 'percent',
    labels: { service: 'coredns', pod: 'coredns-7c6b9f4d58-q8wzn' },
    corners: [
      [-60, 21.5],
      [-22, 22],
      [-10, 98.8],
      [6, 99.4],
    ],
  }),
  series({
    id: 'E9',
    title: 'http_requests:rate5m{service="search-api"}',
    unit: 'per_second',
    labels: { service: 'search-api' },
    corners: [
      [-60, 1270],
      [6, 1255],
    ],
  }),
  series({
    id: 'E10',
    title: 'tls_certificate_expires_in_seconds{host="search.internal"}',
    unit: 'seconds',
    labels: { host: 'search.internal' },
    corners: [
      [-60, 5_274_000],
      [6, 5_270_040],
    ],
  }),
  series({
    id: 'E11',
    title: 'node_network_transmit_bytes:rate5m{instance="edge-12"}',
    unit: 'bytes_per_second',
    labels: { instance: 'edge-12:9100' },
    corners: [
      [-60, 38.2e6],
      [6, 39.1e6],
    ],
  }),
  change({
    id: 'E12',
    title: 'config coredns (cfg-9052)',
    service: 'coredns',
    minute: -23,
    author: 'yusuf',
    summary: 'cache ttl 300s to 5s in Corefile',
  }),
  change({
    id: 'E13',
    title: 'deploy search-api v8.3.1 (dep-70418)',
    service: 'search-api',
    minute: -95,
    author: 'marta',
    summary: 'rank results by freshness',
  }),
  change({
    id: 'E14',
    title: 'deploy frontend v2026.11.12 (dep-70455)',
    service: 'frontend',
    minute: 3,
    author: 'tomasz',
    summary: 'retry lookups twice',
  }),
  logs({
    id: 'E15',
    service: 'search-api',
    level: 'error',
    line: 'lookup inventory.svc.cluster.local: i/o timeout',
    since: 2914,
    before: 6,
    firstMinute: -17,
  }),
  logs({
    id: 'E16',
    service: 'frontend',
    level: 'error',
    line: 'upstream search-api answered 502',
    since: 731,
    before: 0,
    firstMinute: -15,
  }),
  series({
    id: 'E17',
    title: 'kube_deployment_replicas{deployment="coredns"}',
    unit: 'count',
    labels: { deployment: 'coredns' },
    corners: [
      [-60, 2],
      [6, 2],
    ],
  }),
];

/** What sentences of real answers were told of, in small. */
const played: readonly EvidenceItem[] = [
  alert({ alertname: 'BillingErrors', service: 'billing', severity: 'page' }, 'billing fails'),
  series({
    id: 'E2',
    title: 'error_ratio{service="billing"}',
    unit: 'ratio',
    labels: { service: 'billing' },
    corners: [
      [-60, 0.002],
      [-17, 0.002],
      [6, 0.743],
    ],
  }),
  series({
    id: 'E3',
    title: 'error_ratio{service="orders"}',
    unit: 'ratio',
    labels: { service: 'orders' },
    corners: [
      [-60, 0.004],
      [-17, 0.004],
      [6, 0.435],
    ],
  }),
  series({
    id: 'E4',
    title: 'error_ratio{service="frontend"}',
    unit: 'ratio',
    labels: { service: 'frontend' },
    corners: [
      [-60, 0.006],
      [-17, 0.006],
      [6, 0.182],
    ],
  }),
  change({
    id: 'E5',
    title: 'commit (9f31c07)',
    service: 'billing',
    minute: -22,
    author: 'ada',
    summary: 'diff: DefaultTTL 15 * time.Minute to 15 * time.Second',
  }),
  change({
    id: 'E6',
    title: 'deploy billing v2.8.0 (9f31c07)',
    service: 'billing',
    minute: -18.5,
    author: 'ada',
    summary: 'tune cache',
  }),
  logs({
    id: 'E7',
    service: 'billing',
    level: 'debug',
    line: 'processing record',
    since: 17,
    before: 0,
    firstMinute: -18,
  }),
  logs({
    id: 'E8',
    service: 'frontend',
    level: 'error',
    line: 'request rejected: server overloaded',
    since: 17,
    before: 0,
    firstMinute: -17,
  }),
];

/** An export takes a node's memory; pods are evicted and find no place, for the cluster may not grow; another node is well. */
const eviction: readonly EvidenceItem[] = [
  alert(
    { alertname: 'KubePodsPending', namespace: 'checkout', deployment: 'cart-api', severity: 'warning' },
    'more than 10 pods of cart-api are pending',
  ),
  series({
    id: 'E2',
    title: 'kube_pods_pending{deployment="cart-api"}',
    unit: 'none',
    labels: { deployment: 'cart-api' },
    corners: [
      [-60, 0],
      [-15, 0],
      [5, 24],
    ],
    limit: 10,
  }),
  series({
    id: 'E3',
    title: 'kube_pods_running{deployment="cart-api"}',
    unit: 'none',
    labels: { deployment: 'cart-api' },
    corners: [
      [-60, 18],
      [-12, 18],
      [-2, 12],
      [5, 12],
    ],
  }),
  series({
    id: 'E4',
    title: 'node_memory_available_bytes{instance="ip-10-4-7-31"}',
    unit: 'bytes',
    labels: { instance: 'ip-10-4-7-31:9100' },
    corners: [
      [-60, 11.6 * gibibyte],
      [-20, 11.5 * gibibyte],
      [5, 0.42 * gibibyte],
    ],
  }),
  series({
    id: 'E5',
    title: 'node_memory_available_bytes{instance="ip-10-4-7-44"}',
    unit: 'bytes',
    labels: { instance: 'ip-10-4-7-44:9100' },
    corners: [
      [-60, 10.9 * gibibyte],
      [5, 10.7 * gibibyte],
    ],
  }),
  series({
    id: 'E6',
    title: 'container_memory_working_set_bytes',
    unit: 'bytes',
    labels: { service: 'report-export', pod: 'report-export-0' },
    corners: [
      [-60, 0.9 * gibibyte],
      [-22, 0.9 * gibibyte],
      [3, 11.8 * gibibyte],
      [5, 11.8 * gibibyte],
    ],
  }),
  series({
    id: 'E7',
    title: 'availability:percent{service="cart-api"}',
    unit: 'percent',
    labels: { service: 'cart-api' },
    corners: [
      [-60, 99.98],
      [-14, 99.97],
      [5, 87.4],
    ],
  }),
  series({
    id: 'E8',
    title: 'http_request_duration_seconds:p95{service="cart-api"}',
    unit: 'seconds',
    labels: { service: 'cart-api' },
    corners: [
      [-60, 0.18],
      [-14, 0.18],
      [5, 1.34],
    ],
  }),
  series({
    id: 'E9',
    title: 'node_load1{instance="ip-10-4-7-31"}',
    unit: 'none',
    labels: { instance: 'ip-10-4-7-31:9100' },
    corners: [
      [-60, 2.1],
      [-18, 2.2],
      [5, 38.6],
    ],
  }),
  series({
    id: 'E10',
    title: 'http_requests:rate5m{service="cart-api"}',
    unit: 'per_second',
    labels: { service: 'cart-api' },
    corners: [
      [-60, 612],
      [5, 598],
    ],
  }),
  change({
    id: 'E11',
    title: 'deploy report-export v1.14.0 (dep-8802)',
    service: 'report-export',
    minute: -24,
    author: 'linh',
    summary: 'load whole month into memory before writing xlsx',
  }),
  change({
    id: 'E12',
    title: 'config autoscaler (cfg-310)',
    service: 'autoscaler',
    minute: -180,
    author: 'bastian',
    summary: 'max nodes from 12 to 9',
  }),
  logs({
    id: 'E13',
    service: 'report-export',
    level: 'warn',
    line: 'buffered 4200000 rows, not yet flushed',
    since: 58,
    before: 0,
    firstMinute: -20,
  }),
  logs({
    id: 'E14',
    service: 'kubelet',
    level: 'error',
    line: 'The node had condition: MemoryPressure, evicting pod',
    since: 11,
    before: 0,
    firstMinute: -11,
  }),
  series({
    id: 'E15',
    title: 'autoscaler_nodes',
    unit: 'none',
    labels: { service: 'autoscaler' },
    corners: [
      [-60, 9],
      [5, 9],
    ],
  }),
];

export const worlds = {
  disk,
  database,
  memory,
  rollout,
  cache,
  gateway,
  handles,
  stream,
  resolver,
  played,
  eviction,
} as const;
export type World = keyof typeof worlds;
