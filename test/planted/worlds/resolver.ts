import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { alert, change, logs, mebibyte, series } from './sketch.ts';

/** A resolver's cache is made to forget too soon; lookups time out and two services fail; its traffic and its certificate are well. */
export const resolver: readonly EvidenceItem[] = [
  alert(
    { alertname: 'SearchErrorRatioHigh', service: 'search-api', severity: 'page' },
    'search-api answers more than 5 % of its requests with errors',
  ),
  series({
    id: 'E2',
    title: 'http_errors:ratio{service="search-api"}',
    unit: 'ratio',
    labels: { service: 'search-api' },
    corners: [
      [-60, 0.002],
      [-20, 0.002],
      [-4, 0.083],
      [6, 0.127],
    ],
    limit: 0.05,
  }),
  series({
    id: 'E3',
    title: 'http_errors:ratio{service="frontend"}',
    unit: 'ratio',
    labels: { service: 'frontend' },
    corners: [
      [-60, 0.001],
      [-18, 0.001],
      [6, 0.046],
    ],
  }),
  series({
    id: 'E4',
    title: 'coredns_dns_requests:rate1m',
    unit: 'per_second',
    labels: { service: 'coredns' },
    corners: [
      [-60, 4150],
      [-22, 4200],
      [-12, 31_600],
      [6, 33_400],
    ],
  }),
  series({
    id: 'E5',
    title: 'coredns_cache_hits:ratio',
    unit: 'ratio',
    labels: { service: 'coredns' },
    corners: [
      [-60, 0.942],
      [-22, 0.94],
      [-14, 0.187],
      [6, 0.181],
    ],
  }),
  series({
    id: 'E6',
    title: 'coredns_dns_request_duration_seconds:p99',
    unit: 'seconds',
    labels: { service: 'coredns' },
    corners: [
      [-60, 0.004],
      [-21, 0.0042],
      [6, 0.96],
    ],
  }),
  series({
    id: 'E7',
    title: 'container_memory_working_set_bytes',
    unit: 'bytes',
    labels: { service: 'coredns', pod: 'coredns-7c6b9f4d58-q8wzn' },
    corners: [
      [-60, 148 * mebibyte],
      [-20, 150 * mebibyte],
      [6, 171 * mebibyte],
    ],
  }),
  series({
    id: 'E8',
    title: 'container_cpu_used:percent{service="coredns"}',
    unit: 'percent',
    labels: { service: 'coredns', pod: 'coredns-7c6b9f4d58-q8wzn' },
    corners: [
      [-60, 21.5],
      [-22, 22],
      [-10, 98.8],
      [6, 99.4],
    ],
  }),
  series({
    id: 'E9',
    title: 'http_requests:rate5m{service="search-api"}',
    unit: 'per_second',
    labels: { service: 'search-api' },
    corners: [
      [-60, 1270],
      [6, 1255],
    ],
  }),
  series({
    id: 'E10',
    title: 'tls_certificate_expires_in_seconds{host="search.internal"}',
    unit: 'seconds',
    labels: { host: 'search.internal' },
    corners: [
      [-60, 5_274_000],
      [6, 5_270_040],
    ],
  }),
  series({
    id: 'E11',
    title: 'node_network_transmit_bytes:rate5m{instance="edge-12"}',
    unit: 'bytes_per_second',
    labels: { instance: 'edge-12:9100' },
    corners: [
      [-60, 38.2e6],
      [6, 39.1e6],
    ],
  }),
  change({
    id: 'E12',
    title: 'config coredns (cfg-9052)',
    service: 'coredns',
    minute: -23,
    author: 'yusuf',
    summary: 'cache ttl 300s to 5s in Corefile',
  }),
  change({
    id: 'E13',
    title: 'deploy search-api v8.3.1 (dep-70418)',
    service: 'search-api',
    minute: -95,
    author: 'marta',
    summary: 'rank results by freshness',
  }),
  change({
    id: 'E14',
    title: 'deploy frontend v2026.11.12 (dep-70455)',
    service: 'frontend',
    minute: 3,
    author: 'tomasz',
    summary: 'retry lookups twice',
  }),
  logs({
    id: 'E15',
    service: 'search-api',
    level: 'error',
    line: 'lookup inventory.svc.cluster.local: i/o timeout',
    since: 2914,
    before: 6,
    firstMinute: -17,
  }),
  logs({
    id: 'E16',
    service: 'frontend',
    level: 'error',
    line: 'upstream search-api answered 502',
    since: 731,
    before: 0,
    firstMinute: -15,
  }),
  series({
    id: 'E17',
    title: 'kube_deployment_replicas{deployment="coredns"}',
    unit: 'count',
    labels: { deployment: 'coredns' },
    corners: [
      [-60, 2],
      [6, 2],
    ],
  }),
];
