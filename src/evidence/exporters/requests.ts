import { gauge, type KnownQuery, rate, toQueries } from './known-query.ts';

/** How a server counts requests: the counter, the label with the outcome, what is a failure, and its histogram. */
interface RequestConvention {
  readonly what: string;
  readonly counter: string;
  readonly outcomes: readonly string[];
  readonly failed: string;
  /** Without `_bucket`, and whether it counts milliseconds. */
  readonly histogram: string | null;
  readonly milliseconds?: boolean;
  /** A counter that libraries have beside this one, of the same requests. */
  readonly unless?: string;
}

const serverError = '5..';
/** What a server is to blame for: https://grpc.io/docs/guides/status-codes/ */
const failedCalls = 'Internal|Unavailable|Unknown|DeadlineExceeded|DataLoss|ResourceExhausted';

/** Instrumentation libraries, proxies and meshes, by the names that they document. */
const conventions: readonly RequestConvention[] = [
  {
    what: 'requests',
    counter: 'http_requests_total',
    outcomes: ['code', 'status', 'status_code'],
    failed: serverError,
    histogram: 'http_request_duration_seconds',
  },
  {
    what: 'HTTP requests',
    counter: 'http_request_duration_seconds_count',
    outcomes: ['code', 'status', 'status_code'],
    failed: serverError,
    histogram: null,
    unless: 'http_requests_total',
  },
  {
    what: 'HTTP server requests',
    counter: 'http_server_requests_seconds_count',
    outcomes: ['status'],
    failed: serverError,
    histogram: 'http_server_requests_seconds',
  },
  {
    what: 'HTTP server requests',
    counter: 'http_server_request_duration_seconds_count',
    outcomes: ['http_response_status_code'],
    failed: serverError,
    histogram: 'http_server_request_duration_seconds',
  },
  {
    what: 'HTTP server requests',
    counter: 'http_server_duration_milliseconds_count',
    outcomes: ['http_status_code'],
    failed: serverError,
    histogram: 'http_server_duration_milliseconds',
    milliseconds: true,
  },
  {
    what: 'gRPC calls',
    counter: 'grpc_server_handled_total',
    outcomes: ['grpc_code'],
    failed: failedCalls,
    histogram: 'grpc_server_handling_seconds',
  },
  {
    what: 'RPC calls',
    counter: 'rpc_server_duration_milliseconds_count',
    outcomes: ['rpc_grpc_status_code'],
    failed: '[^0].*',
    histogram: 'rpc_server_duration_milliseconds',
    milliseconds: true,
  },
  {
    what: 'calls in traces',
    counter: 'traces_spanmetrics_calls_total',
    outcomes: ['status_code'],
    failed: 'STATUS_CODE_ERROR',
    histogram: 'traces_spanmetrics_latency',
  },
  {
    what: 'mesh requests',
    counter: 'istio_requests_total',
    outcomes: ['response_code'],
    failed: serverError,
    histogram: 'istio_request_duration_milliseconds',
    milliseconds: true,
  },
  {
    what: 'ingress requests',
    counter: 'nginx_ingress_controller_requests',
    outcomes: ['status'],
    failed: serverError,
    histogram: 'nginx_ingress_controller_request_duration_seconds',
  },
  {
    what: 'Traefik requests',
    counter: 'traefik_service_requests_total',
    outcomes: ['code'],
    failed: serverError,
    histogram: 'traefik_service_request_duration_seconds',
  },
  {
    what: 'HAProxy responses',
    counter: 'haproxy_backend_http_responses_total',
    outcomes: ['code'],
    failed: '5xx',
    histogram: null,
  },
];

function toSignals(convention: RequestConvention): readonly KnownQuery[] {
  const { what, counter, outcomes, failed, histogram, milliseconds = false, unless = null } = convention;
  const all = `sum(rate(${counter}{$target}[5m]))`;
  const bad = outcomes.map((label) => `rate(${counter}{$target,${label}=~"${failed}"}[5m])`).join(' or ');
  const factor = milliseconds ? ' / 1000' : '';
  const quantile = (share: string): string =>
    `histogram_quantile(${share}, sum by (le) (rate(${histogram}_bucket{$target}[5m])))${factor}`;
  return toQueries(
    'any',
    [
      rate(what, counter),
      [`${what} that fail`, counter, `100 * sum(${bad}) / ${all}`, 'percent'],
      ...(histogram === null
        ? []
        : ([
            [`${what}, p99 duration`, `${histogram}_bucket`, quantile('0.99'), 'seconds'],
            [`${what}, median duration`, `${histogram}_bucket`, quantile('0.5'), 'seconds'],
          ] as const)),
    ],
    true,
  ).map((query) => ({ ...query, unless }));
}

/** https://github.com/prometheus/blackbox_exporter */
const probes = toQueries('any', [
  gauge('probe succeeds', 'probe_success', 'none'),
  gauge('probe duration', 'probe_duration_seconds'),
  gauge('probe HTTP status', 'probe_http_status_code', 'none'),
  gauge('probe DNS lookup', 'probe_dns_lookup_time_seconds', 'seconds'),
  ['probe phases', 'probe_http_duration_seconds', 'probe_http_duration_seconds{$target}', 'seconds'],
  [
    'time until the certificate ends',
    'probe_ssl_earliest_cert_expiry',
    'probe_ssl_earliest_cert_expiry{$target} - time()',
    'seconds',
  ],
]);

/** https://github.com/nginx/nginx-prometheus-exporter */
const nginx = toQueries('any', [
  gauge('nginx is up', 'nginx_up', 'none'),
  gauge('nginx connections', 'nginx_connections_active', 'count'),
  gauge('nginx connections that wait', 'nginx_connections_waiting', 'count'),
  rate('nginx requests', 'nginx_http_requests_total'),
  [
    'nginx connections dropped',
    'nginx_connections_accepted',
    'sum(rate(nginx_connections_accepted{$target}[5m])) - sum(rate(nginx_connections_handled{$target}[5m]))',
    'per_second',
  ],
]);

export const requestQueries = [...conventions.flatMap(toSignals), ...probes, ...nginx];
