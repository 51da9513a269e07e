import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { sampleEvidence } from '../../samples.ts';
import { alert, change, logs, series } from './sketch.ts';

/** A database host is saturated by one service after a release; its sister is well. */
export const database: readonly EvidenceItem[] = [
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
