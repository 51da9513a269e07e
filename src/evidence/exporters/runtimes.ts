import { gauge, rate, toQueries } from './known-query.ts';

/** Micrometer and the JMX exporter: https://docs.micrometer.io, https://github.com/prometheus/client_java */
const jvm = toQueries('any', [
  [
    'JVM heap of its limit',
    'jvm_memory_used_bytes',
    '100 * sum(jvm_memory_used_bytes{$target,area="heap"}) / sum(jvm_memory_max_bytes{$target,area="heap"} > 0)',
    'percent',
  ],
  [
    'JVM heap of its limit',
    'jvm_memory_bytes_used',
    '100 * sum(jvm_memory_bytes_used{$target,area="heap"}) / sum(jvm_memory_bytes_max{$target,area="heap"} > 0)',
    'percent',
  ],
  [
    'JVM pauses for collection',
    'jvm_gc_pause_seconds_sum',
    '100 * sum(rate(jvm_gc_pause_seconds_sum{$target}[5m]))',
    'percent',
  ],
  [
    'JVM collection',
    'jvm_gc_collection_seconds_sum',
    '100 * sum(rate(jvm_gc_collection_seconds_sum{$target}[5m]))',
    'percent',
  ],
  ['JVM threads', 'jvm_threads_live_threads', 'sum(jvm_threads_live_threads{$target})', 'count'],
  ['JVM threads', 'jvm_threads_current', 'sum(jvm_threads_current{$target})', 'count'],
  [
    'connection pool in use',
    'hikaricp_connections_active',
    'sum by (pool) (hikaricp_connections_active{$target})',
    'count',
  ],
  [
    'connection pool limit',
    'hikaricp_connections_max',
    'sum by (pool) (hikaricp_connections_max{$target})',
    'count',
  ],
  [
    'waiting for the connection pool',
    'hikaricp_connections_pending',
    'sum by (pool) (hikaricp_connections_pending{$target})',
    'count',
  ],
  [
    'Tomcat threads busy',
    'tomcat_threads_busy_threads',
    'sum(tomcat_threads_busy_threads{$target})',
    'count',
  ],
  rate('errors logged', 'logback_events_total', 'per_second', ',level="error"'),
]);

/** https://github.com/prometheus/client_golang */
const go = toQueries('any', [
  gauge('goroutines', 'go_goroutines', 'count'),
  gauge('Go heap in use', 'go_memstats_heap_inuse_bytes'),
  [
    'Go longest collection',
    'go_gc_duration_seconds',
    'go_gc_duration_seconds{$target,quantile="1"}',
    'seconds',
  ],
]);

/** https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics */
const processes = toQueries('any', [
  gauge('process memory', 'process_resident_memory_bytes'),
  rate('process CPU', 'process_cpu_seconds_total', 'none'),
  [
    'file descriptors in use',
    'process_open_fds',
    '100 * process_open_fds{$target} / process_max_fds{$target}',
    'percent',
  ],
  [
    'process starts within 15 min',
    'process_start_time_seconds',
    'changes(process_start_time_seconds{$target}[15m])',
    'seconds',
  ],
  ['event loop lag', 'nodejs_eventloop_lag_seconds', 'nodejs_eventloop_lag_seconds{$target}', 'seconds'],
]);

export const runtimeQueries = [...jvm, ...go, ...processes];
