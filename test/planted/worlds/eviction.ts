import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { alert, change, gibibyte, logs, series } from './sketch.ts';

/** An export takes a node's memory; pods are evicted and find no place, for the cluster may not grow; another node is well. */
export const eviction: readonly EvidenceItem[] = [
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
