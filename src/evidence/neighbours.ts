import type { Labels } from '../domain/labels.ts';
import type { Unit } from '../domain/unit.ts';
import type { Question } from './question.ts';

/** A query about the thing that an alert is about. `$target` stands for its label matchers. */
interface NeighbourQuery {
  readonly title: string;
  /** The metric that has to exist for the query to make sense. */
  readonly metric: string;
  readonly expression: string;
  /** Null: by the metric's name. */
  readonly unit: Unit | null;
}

/** What to look at beside an alert, by exporter: node_exporter, cAdvisor, and the common HTTP and process metrics. */
const wellKnown: readonly NeighbourQuery[] = [
  { title: 'target is up', metric: 'up', expression: 'up{$target}', unit: null },
  {
    title: 'CPU in use',
    metric: 'node_cpu_seconds_total',
    expression: '100 * (1 - avg by (instance) (rate(node_cpu_seconds_total{$target,mode="idle"}[2m])))',
    unit: 'percent',
  },
  {
    title: 'memory in use',
    metric: 'node_memory_MemAvailable_bytes',
    expression: '100 * (1 - node_memory_MemAvailable_bytes{$target} / node_memory_MemTotal_bytes{$target})',
    unit: 'percent',
  },
  {
    title: 'memory available',
    metric: 'node_memory_MemAvailable_bytes',
    expression: 'node_memory_MemAvailable_bytes{$target}',
    unit: null,
  },
  { title: 'load, 1 min', metric: 'node_load1', expression: 'node_load1{$target}', unit: null },
  {
    title: 'filesystem available',
    metric: 'node_filesystem_avail_bytes',
    expression: 'node_filesystem_avail_bytes{$target,fstype!~"tmpfs|overlay|squashfs|ramfs"}',
    unit: null,
  },
  {
    title: 'disk writes',
    metric: 'node_disk_written_bytes_total',
    expression: 'sum by (instance) (rate(node_disk_written_bytes_total{$target}[2m]))',
    unit: 'bytes_per_second',
  },
  {
    title: 'network received',
    metric: 'node_network_receive_bytes_total',
    expression: 'sum by (instance) (rate(node_network_receive_bytes_total{$target,device!="lo"}[2m]))',
    unit: 'bytes_per_second',
  },
  {
    title: 'container CPU',
    metric: 'container_cpu_usage_seconds_total',
    expression: 'sum by (namespace, pod) (rate(container_cpu_usage_seconds_total{$target}[2m]))',
    unit: 'none',
  },
  {
    title: 'container memory',
    metric: 'container_memory_working_set_bytes',
    expression: 'sum by (namespace, pod) (container_memory_working_set_bytes{$target})',
    unit: 'bytes',
  },
  {
    title: 'container restarts',
    metric: 'kube_pod_container_status_restarts_total',
    expression: 'sum by (namespace, pod) (kube_pod_container_status_restarts_total{$target})',
    unit: 'count',
  },
  {
    title: 'requests',
    metric: 'http_requests_total',
    expression: 'sum by (job) (rate(http_requests_total{$target}[2m]))',
    unit: 'per_second',
  },
  {
    title: 'process memory',
    metric: 'process_resident_memory_bytes',
    expression: 'process_resident_memory_bytes{$target}',
    unit: null,
  },
];

/** Label sets that name one thing, the narrowest first. */
const targetKeys: readonly (readonly string[])[] = [
  ['instance'],
  ['pod', 'namespace'],
  ['pod'],
  ['node'],
  ['service', 'namespace'],
  ['service'],
  ['job', 'namespace'],
  ['job'],
];

/** The labels by which the neighbours of an alert are found; null when none of its labels names a thing. */
export function decideTarget(labels: Labels): Labels | null {
  const keys = targetKeys.find((names) =>
    names.every((name) => labels[name] !== undefined && labels[name] !== ''),
  );
  return keys === undefined ? null : Object.fromEntries(keys.map((name) => [name, labels[name] ?? '']));
}

export function toMatchers(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',');
}

/** Above this many metrics, only well-known ones are looked at: a full node_exporter has hundreds. */
const fewMetrics = 40;

/** Counters and parts of histograms say little as they are; the rest is about the scrape, not the target. */
const sayingLittle = /(_total|_count|_sum|_bucket|_info|_created)$|^(ALERTS|scrape_)/;

/** What to ask about a target, given the metrics it has. */
export function decideNeighbours(
  target: Labels,
  metrics: readonly string[],
  language: 'promql' | 'selectors',
): readonly Question[] {
  const matchers = toMatchers(target);
  const table = language === 'promql' ? wellKnown.filter((query) => metrics.includes(query.metric)) : [];
  const tabled = new Set(table.map((query) => query.metric));
  const plain =
    metrics.length > fewMetrics
      ? []
      : metrics.filter((metric) => !tabled.has(metric) && !sayingLittle.test(metric));
  const common = { threshold: null, primary: false };
  return [
    ...table.map(({ title, expression, unit }) => ({
      ...common,
      title,
      expression: expression.replaceAll('$target', matchers),
      unit,
      plain: false,
    })),
    ...plain.map((metric) => ({
      ...common,
      title: metric,
      expression: `${metric}{${matchers}}`,
      unit: null,
      plain: true,
    })),
  ];
}
