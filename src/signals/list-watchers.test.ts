import { expect, test } from 'vitest';
import type { ObservedSeries } from '../domain/observation.ts';
import { listWatchers } from './list-watchers.ts';

function series(service: string, name: string): ObservedSeries {
  return { key: `${service}/${name}`, name, labels: { service }, points: [] };
}

test('machines and what only watches others are no services', () => {
  const watchers = listWatchers([
    series('ip-10-0-3-7', 'node_load1'),
    series('ip-10-0-3-7', 'node_disk_io_time_seconds_total'),
    series('prober', 'probe_success'),
    series('postgres-exporter', 'pg_up'),
    series('kube-state-metrics', 'kube_pod_status_ready'),
    series('exporter-api', 'http_requests_total'),
    series('edge-probe', 'http_requests_total'),
    series('probe-api', 'http_requests_total'),
    series('nodes', 'node_load1'),
    series('nodes', 'http_requests_total'),
  ]);
  expect([...watchers].toSorted()).toEqual([
    'edge-probe',
    'ip-10-0-3-7',
    'kube-state-metrics',
    'postgres-exporter',
    'prober',
  ]);
});
