import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { alert, change, logs, series } from './sketch.ts';

/**
 * As things are recorded: every series trembles, steps come within a minute, metrics say their unit in their name alone, and
 * two things happen within seconds. A deploy lets parcel-api ask label-printer once per label; the sorter is killed for memory.
 */
export const parcels: readonly EvidenceItem[] = [
  alert(
    { alertname: 'ParcelLatency', service: 'parcel-api', severity: 'critical' },
    'parcel-api p99 above 900 ms for 3 min',
  ),
  series({
    id: 'E2',
    title: 'http_server_duration_p99_ms{service="parcel-api"}',
    unit: 'none',
    labels: { service: 'parcel-api' },
    corners: [
      [-60, 214],
      [-4, 221],
      [-3, 2870],
      [6, 2910],
    ],
    limit: 900,
    noise: { share: 0.06, seed: 1 },
  }),
  series({
    id: 'E3',
    title: 'requests_per_sec{service="label-printer"}',
    unit: 'none',
    labels: { service: 'label-printer' },
    corners: [
      [-60, 880],
      [-4, 905],
      [-3, 3610],
      [6, 3580],
    ],
    noise: { share: 0.05, seed: 2 },
  }),
  series({
    id: 'E4',
    title: 'container_memory_rss_mb{service="sorter"}',
    unit: 'none',
    labels: { service: 'sorter' },
    corners: [
      [-60, 352],
      [-6, 498],
      [-5, 41],
      [6, 38],
    ],
    noise: { share: 0.02, seed: 3 },
  }),
  series({
    id: 'E5',
    title: 'container_memory_limit_mb{service="sorter"}',
    unit: 'none',
    labels: { service: 'sorter' },
    corners: [
      [-60, 512],
      [6, 512],
    ],
  }),
  series({
    id: 'E6',
    title: 'route_error_ratio{service="parcel-web"}',
    unit: 'ratio',
    labels: { service: 'parcel-web' },
    corners: [
      [-60, 0.0041],
      [-5, 0.0038],
      [-4, 0.271],
      [6, 0.268],
    ],
    noise: { share: 0.07, seed: 4 },
  }),
  series({
    id: 'E7',
    title: 'network_receive_bytes{pod="parcel-web-6f9d8c7b54-x2lqp"}',
    unit: 'bytes',
    labels: { service: 'parcel-web', pod: 'parcel-web-6f9d8c7b54-x2lqp' },
    corners: [
      [-60, 32_400],
      [6, 32_600],
    ],
    noise: { share: 0.08, seed: 5 },
  }),
  series({
    id: 'E8',
    title: 'pod_server_latency_p95_s{pod="route-planner-7c5b9d6f48-m4tzk"}',
    unit: 'seconds',
    labels: { service: 'route-planner', pod: 'route-planner-7c5b9d6f48-m4tzk' },
    corners: [
      [-60, 0.68],
      [-21, 0.7],
      [-20, 1.31],
      [-18, 0.66],
      [6, 0.69],
    ],
    noise: { share: 0.09, seed: 6 },
  }),
  series({
    id: 'E9',
    title: 'go_heap_inuse_mb{service="sorter"}',
    unit: 'none',
    labels: { service: 'sorter' },
    corners: [
      [-60, 281],
      [-6, 402],
      [-5, 33],
      [6, 31],
    ],
    noise: { share: 0.02, seed: 7 },
  }),
  change({
    id: 'E10',
    title: 'deploy parcel-api v2026.11.12-0242 (rel-9041)',
    service: 'parcel-api',
    minute: -7,
    author: 'ines.moreau',
    summary: 'fetch each label on its own; page_size: 200 → 1, prefetch_ratio: 0.5 → 0',
  }),
  change({
    id: 'E11',
    title: 'deploy sorter v2026.11.12-0230 (rel-9038)',
    service: 'sorter',
    minute: -19,
    author: 'pavel.hora',
    summary: 'count parcels per belt',
  }),
  logs({
    id: 'E12',
    service: 'sorter',
    level: 'error',
    line: 'OOMKilled: container exceeded memory limit 512Mi',
    since: 1,
    before: 0,
    firstMinute: -5,
  }),
  logs({
    id: 'E13',
    service: 'parcel-web',
    level: 'error',
    line: 'belt view failed to render: upstream gone',
    since: 9,
    before: 0,
    firstMinute: -5 + 4 / 60,
  }),
  logs({
    id: 'E14',
    service: 'sorter',
    level: 'info',
    line: 'starting sorter v2026.11.12-0230',
    since: 1,
    before: 0,
    firstMinute: -5 + 20 / 60,
  }),
];
