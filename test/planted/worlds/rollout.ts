import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { alert, change, logs, series } from './sketch.ts';

/** A new flag makes one endpoint fail in one region; its caller retries; another region is well. */
export const rollout: readonly EvidenceItem[] = [
  alert(
    { alertname: 'HighErrorRate', service: 'search', region: 'eu-west', severity: 'critical' },
    'more than 5 % of requests to search fail in eu-west',
  ),
  series({
    id: 'E2',
    title: 'http_errors:ratio{service="search",region="eu-west"}',
    unit: 'ratio',
    labels: { service: 'search', region: 'eu-west' },
    corners: [
      [-60, 0.004],
      [-14, 0.004],
      [-2, 0.31],
      [6, 0.284],
    ],
    limit: 0.05,
  }),
  series({
    id: 'E3',
    title: 'http_errors:ratio{service="search",region="us-east"}',
    unit: 'ratio',
    labels: { service: 'search', region: 'us-east' },
    corners: [
      [-60, 0.003],
      [6, 0.003],
    ],
  }),
  series({
    id: 'E4',
    title: 'http_requests:rate5m{service="search",region="eu-west"}',
    unit: 'per_second',
    labels: { service: 'search', region: 'eu-west' },
    corners: [
      [-60, 640],
      [-12, 652],
      [6, 1310],
    ],
  }),
  series({
    id: 'E5',
    title: 'jvm_memory_used_bytes{area="heap",service="search"}',
    unit: 'bytes',
    labels: { service: 'search', pod: 'search-6c9d7f5b8-4tqzm' },
    corners: [
      [-60, 1.42e9],
      [-13, 1.45e9],
      [6, 3.87e9],
    ],
  }),
  series({
    id: 'E6',
    title: 'jvm_memory_used_bytes{area="heap",service="catalog"}',
    unit: 'bytes',
    labels: { service: 'catalog', pod: 'catalog-5d8b6c7f9-h2wlp' },
    corners: [
      [-60, 905e6],
      [6, 912e6],
    ],
  }),
  series({
    id: 'E7',
    title: 'kafka_consumergroup_lag{consumergroup="indexer"}',
    unit: 'count',
    labels: { consumergroup: 'indexer', topic: 'products' },
    corners: [
      [-60, 75],
      [-9, 80],
      [6, 46_200],
    ],
  }),
  series({
    id: 'E8',
    title: 'http_request_duration_seconds:p95{service="search"}',
    unit: 'seconds',
    labels: { service: 'search', region: 'eu-west' },
    corners: [
      [-60, 0.085],
      [-14, 0.09],
      [-3, 1.35],
      [6, 0.74],
    ],
  }),
  change({
    id: 'E9',
    title: 'flag semantic-ranking on for eu-west (flg-1207)',
    service: 'search',
    minute: -15,
    author: 'tomas',
    summary: 'rank results with embeddings, 100 % of eu-west',
  }),
  change({
    id: 'E10',
    title: 'deploy catalog v7.0.3 (dep-55012)',
    service: 'catalog',
    minute: -4,
    author: 'aiko',
    summary: 'bump the logging library',
  }),
  logs({
    id: 'E11',
    service: 'search',
    level: 'error',
    line: 'java.lang.OutOfMemoryError: Java heap space in EmbeddingCache.load',
    since: 512,
    before: 0,
    firstMinute: -13,
  }),
  logs({
    id: 'E12',
    service: 'catalog',
    level: 'warn',
    line: 'slow query: 1204 ms for products by brand',
    since: 17,
    before: 15,
    firstMinute: -58,
  }),
];
