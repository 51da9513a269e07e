import { formatTime } from '../domain/time.ts';

/** An alert that people know, for a test of the whole path. The expression is one that common exporters can answer. */
interface TestAlertType {
  readonly labels: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly expression: string;
}

export const testAlertTypes: Readonly<Record<string, TestAlertType>> = {
  'disk-full': {
    labels: { instance: 'test-node:9100', job: 'node', mountpoint: '/var' },
    summary: '/var on test-node is 93 % full',
    expression: '100 * (1 - node_filesystem_avail_bytes / node_filesystem_size_bytes) > 90',
  },
  'high-cpu': {
    labels: { instance: 'test-node:9100', job: 'node' },
    summary: 'CPU of test-node is 96 % busy',
    expression: '100 * (1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))) > 90',
  },
  'high-memory': {
    labels: { instance: 'test-node:9100', job: 'node' },
    summary: 'Memory of test-node is 95 % used',
    expression: '100 * (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes) > 90',
  },
  'high-error-rate': {
    labels: { service: 'test-service', namespace: 'test' },
    summary: '7 % of the requests to test-service fail',
    expression: 'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) > 0.05',
  },
  'high-latency': {
    labels: { service: 'test-service', namespace: 'test' },
    summary: 'test-service answers in 2.4 s at the 99th percentile',
    expression: 'histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 1',
  },
  'pod-crash-looping': {
    labels: { namespace: 'test', pod: 'test-service-7d9f4', container: 'app' },
    summary: 'test-service-7d9f4 has restarted 6 times in 10 minutes',
    expression: 'increase(kube_pod_container_status_restarts_total[10m]) > 5',
  },
  'target-down': {
    labels: { instance: 'test-node:9100', job: 'node' },
    summary: 'test-node:9100 cannot be scraped',
    expression: 'up == 0',
  },
  'certificate-expiring': {
    labels: { instance: 'https://test.example.com', job: 'blackbox' },
    summary: 'The certificate of test.example.com expires in 6 days',
    expression: 'probe_ssl_earliest_cert_expiry - time() < 7 * 86400',
  },
};

export interface TestAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly generatorURL: string;
}

/** Marked as a test everywhere, and of a name of its own, so that it is a group and an incident of its own. */
export function createTestAlert(options: {
  readonly type: TestAlertType;
  readonly name: string;
  /** Severity and others, to reach a certain route. */
  readonly labels: Readonly<Record<string, string>>;
  readonly nowMs: number;
}): TestAlert {
  const { type, name, labels, nowMs } = options;
  const query = new URLSearchParams({ 'g0.expr': type.expression, 'g0.tab': '1' });
  return {
    labels: { severity: 'info', ...type.labels, ...labels, alertname: name, test: 'true' },
    annotations: {
      summary: `TEST: ${type.summary}`,
      description: 'A test of the path from alert to message. Nothing is wrong, nothing is to be done.',
    },
    startsAt: formatTime(nowMs),
    generatorURL: `http://test-pipeline.invalid/graph?${query}`,
  };
}

/** As Alertmanager sends it; resolved where `endsAt` is given. */
export function toTestWebhook(alert: TestAlert, endsAt: string | null): object {
  const { labels, annotations } = alert;
  const alertname = labels['alertname'] ?? '';
  const status = endsAt === null ? 'firing' : 'resolved';
  return {
    version: '4',
    groupKey: `{}/{test="true"}:{alertname="${alertname}"}`,
    truncatedAlerts: 0,
    status,
    receiver: 'test-pipeline',
    groupLabels: { alertname },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: '',
    alerts: [{ ...alert, status, endsAt: endsAt ?? '0001-01-01T00:00:00Z', fingerprint: alertname }],
  };
}
