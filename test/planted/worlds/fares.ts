import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { minuteMs, sampleEvidence, sampleFact, startMs } from '../../samples.ts';
import { alert, change, logs, series } from './sketch.ts';

const fares = { service: 'fares-api', pod: 'fares-api-6d9c-x7k2p' };
const seats = { service: 'seats-api', pod: 'seats-api-5b7f-q9m4t' };

/** Series that go up and down all the while: a release shortens how long fares are kept, and fares are asked for anew. */
export const fareCache: readonly EvidenceItem[] = [
  alert({ alertname: 'FaresSlow', service: 'fares-api', severity: 'critical' }, 'fares-api answers slowly'),
  series({
    id: 'E2',
    title: 'pod_server_latency_p90_s{pod="fares-api-6d9c-x7k2p"}',
    unit: 'seconds',
    labels: fares,
    corners: [
      [-60, 0.2],
      [-12, 0.2],
      [-4, 0.9],
      [9, 0.9],
    ],
    noise: { share: 0.12, seed: 4 },
  }),
  series({
    id: 'E3',
    title: 'pod_server_latency_p99_s{pod="fares-api-6d9c-x7k2p"}',
    unit: 'seconds',
    labels: fares,
    corners: [
      [-60, 0.6],
      [-12, 0.6],
      [-4, 2.6],
      [9, 2.6],
    ],
    noise: { share: 0.12, seed: 9 },
    limit: 1.5,
  }),
  series({
    id: 'E4',
    title: 'quotes_per_sec{service="fares-api"}',
    unit: 'none',
    labels: fares,
    corners: [
      [-60, 400],
      [9, 410],
    ],
    noise: { share: 0.1, seed: 2 },
  }),
  series({
    id: 'E5',
    title: 'quotes_per_sec{service="seats-api"}',
    unit: 'none',
    labels: seats,
    corners: [
      [-60, 100],
      [-20, 100],
      [-16, 700],
      [9, 720],
    ],
  }),
  series({
    id: 'E6',
    title: 'cpu_utilization{service="fares-api"}',
    unit: 'none',
    labels: fares,
    corners: [
      [-60, 0.3],
      [-14, 0.3],
      [-9, 1],
      [9, 1],
    ],
  }),
  series({
    id: 'E7',
    title: 'cpu_utilization{service="seats-api"}',
    unit: 'none',
    labels: seats,
    corners: [
      [-60, 0.2],
      [-18, 0.2],
      [-5, 1],
      [9, 1],
    ],
  }),
  series({
    id: 'E8',
    title: 'http_5xx_per_sec{service="fares-api"}',
    unit: 'none',
    labels: fares,
    corners: [
      [-60, 0],
      [-6, 0],
      [0, 40],
      [9, 41],
    ],
  }),
  series({
    id: 'E9',
    title: 'container_memory_rss_mb{service="fares-api"}',
    unit: 'none',
    labels: fares,
    corners: [
      [-60, 300],
      [-8, 300],
      [2, 490],
      [3, 120],
      [9, 180],
    ],
  }),
  series({
    id: 'E10',
    title: 'container_memory_limit_mb{service="fares-api"}',
    unit: 'none',
    labels: fares,
    corners: [
      [-60, 512],
      [9, 512],
    ],
  }),
  sampleEvidence({
    id: 'E11',
    kind: 'topology',
    source: 'topology',
    title: 'who depends on whom',
    labels: { service: 'fares-api' },
    facts: [
      ['depends_on', 'fares-api depends on seats-api (trace spans), taxes-api (services.yml)'],
      ['used_by', 'on fares-api depend web-shop (trace spans)'],
    ].map(([name = '', text = '']) => sampleFact({ name, text })),
  }),
  change({
    id: 'E12',
    title: 'flag fares-api (fare_rules_v3)',
    service: 'fares-api',
    minute: -35,
    author: 'nadia.okoro',
    summary: 'fare_rules_v3 off->on',
  }),
  sampleEvidence({
    id: 'E13',
    kind: 'change',
    source: 'deploys',
    title: 'commit (4c19ab07e2f5d86133b09a7d5e6f8c1220aa94b7)',
    labels: {},
    facts: [
      sampleFact({ name: 'time', text: '2026-11-12T02:27:00Z', atMs: startMs - 22 * minuteMs }),
      sampleFact({ name: 'author', text: 'by per.halvorsen' }),
      sampleFact({ name: 'summary', text: '"chore: adjust how long fares are kept"' }),
      sampleFact({ name: 'files', text: 'files internal/fares/keep.go' }),
      sampleFact({
        name: 'diff',
        text: 'diff:\n@@ internal/fares/keep.go @@\n-\t\tFareTTL: 20 * time.Minute,\n+\t\tFareTTL: 20 * time.Second,',
      }),
    ],
  }),
  change({
    id: 'E14',
    title: 'deploy fares-api v2026.11.12-0229',
    service: 'fares-api',
    minute: -20,
    author: 'per.halvorsen',
    summary: 'deploy fares-api v2026.11.12-0229',
  }),
  logs({
    id: 'E15',
    service: 'fares-api',
    level: 'warn',
    line: 'fare not kept; asking seats-api',
    since: 64,
    before: 7,
    firstMinute: -17,
  }),
  logs({
    id: 'E16',
    service: 'web-shop',
    level: 'warn',
    line: 'no fare within 1500ms',
    since: 24,
    before: 3,
    firstMinute: -5,
  }),
  sampleEvidence({
    id: 'E17',
    kind: 'change',
    source: 'deploys',
    title: 'commit (99b0cf1f0d3a4e6b8a7c5d2e1f0a9b8c7d6e5f40)',
    labels: {},
    facts: [
      sampleFact({ name: 'time', text: '2026-11-12T01:58:00Z', atMs: startMs - 51 * minuteMs }),
      sampleFact({ name: 'author', text: 'by lotte.brandt' }),
      sampleFact({ name: 'summary', text: '"chore: bump dependencies"' }),
      sampleFact({ name: 'files', text: 'files go.mod' }),
      sampleFact({ name: 'diff', text: 'diff:\n@@ go.mod @@\n-\tlib/router v1.4.0\n+\tlib/router v1.4.2' }),
    ],
  }),
];
