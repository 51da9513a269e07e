import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { alert, change, logs, series } from './sketch.ts';

/** A cache is made smaller; its misses fall upon a database, of which a replica lags; another cache is well. */
export const cache: readonly EvidenceItem[] = [
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
