import { expect, test } from 'vitest';
import { toMeaning } from './metric-meaning.ts';

test.each([
  ['http_requests_total', 'traffic', 'either'],
  ['http_request_duration_seconds_sum', 'latency', 'up'],
  ['http_errors_total', 'errors', 'up'],
  ['availability', 'errors', 'down'],
  ['probe_success', 'errors', 'down'],
  ['up', 'errors', 'down'],
  ['cache_hit_ratio', 'errors', 'down'],
  ['kube_pod_container_status_restarts_total', 'errors', 'up'],
  ['container_cpu_usage', 'saturation', 'up'],
  ['db_pool_in_use', 'saturation', 'up'],
  ['node_load1', 'saturation', 'up'],
  ['pod_workload_ops', 'traffic', 'either'],
  ['node_filesystem_avail_bytes', 'saturation', 'down'],
  ['node_memory_MemAvailable_bytes', 'saturation', 'down'],
  ['response_time_ms', 'latency', 'up'],
  ['p99LatencyMs', 'latency', 'up'],
  ['frobnication', 'other', 'either'],
])('%s tells of %s, harm is %s', (name, kind, harm) => {
  expect(toMeaning(name)).toMatchObject({ kind, harm });
});

test('percentiles and units of one thing are one family', () => {
  const families = ['latency_p50_seconds', 'latency_p99_seconds', 'latency_p99_ms', 'latency_avg'];
  expect(new Set(families.map((name) => toMeaning(name).family)).size).toBe(1);
  expect(toMeaning('memory_usage_mi').family).not.toBe(toMeaning('cpu_usage_m').family);
});

test('calls that a service makes are told from those that it answers', () => {
  expect(toMeaning('http_client_duration_seconds').outgoing).toBe(true);
  expect(toMeaning('http_server_duration_seconds').outgoing).toBe(false);
});
