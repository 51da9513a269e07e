import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { alert, change, logs, series } from './sketch.ts';

/** A debug log fills a disk after a deploy; another node is well. */
export const disk: readonly EvidenceItem[] = [
  alert(
    { alertname: 'DiskAlmostFull', instance: 'node-3:9100', mountpoint: '/var', severity: 'critical' },
    '/var on node-3 is more than 90 % full',
  ),
  series({
    id: 'E2',
    title: 'instance:node_filesystem_used:percent{mountpoint="/var"}',
    unit: 'percent',
    labels: { instance: 'node-3:9100', mountpoint: '/var' },
    corners: [
      [-60, 58.2],
      [-47, 58.4],
      [4, 93.5],
    ],
    limit: 90,
  }),
  series({
    id: 'E3',
    title: 'node_filesystem_avail_bytes{mountpoint="/var"}',
    unit: 'bytes',
    labels: { instance: 'node-3:9100', mountpoint: '/var' },
    corners: [
      [-60, 41.6e9],
      [-47, 41.4e9],
      [4, 6.48e9],
    ],
  }),
  series({
    id: 'E4',
    title: 'directory_size_bytes{path="/var/log/checkout-api"}',
    unit: 'bytes',
    labels: { instance: 'node-3:9100', path: '/var/log/checkout-api' },
    corners: [
      [-60, 1.2e9],
      [-47, 1.25e9],
      [4, 36.3e9],
    ],
  }),
  series({
    id: 'E5',
    title: 'directory_size_bytes{path="/var/lib/containerd"}',
    unit: 'bytes',
    labels: { instance: 'node-3:9100', path: '/var/lib/containerd' },
    corners: [
      [-60, 18.4e9],
      [4, 18.4e9],
    ],
  }),
  series({
    id: 'E6',
    title: 'instance:node_filesystem_used:percent{instance="node-4:9100"}',
    unit: 'percent',
    labels: { instance: 'node-4:9100', mountpoint: '/var' },
    corners: [
      [-60, 41.1],
      [4, 41.7],
    ],
  }),
  series({
    id: 'E7',
    title: 'instance:node_cpu_used:percent',
    unit: 'percent',
    labels: { instance: 'node-3:9100' },
    corners: [
      [-60, 23.1],
      [4, 23.4],
    ],
  }),
  change({
    id: 'E8',
    title: 'deploy checkout-api v2.4.0 (dep-20461)',
    service: 'checkout-api',
    minute: -48,
    author: 'jonas',
    summary: 'log request and response bodies at debug level',
  }),
  change({
    id: 'E9',
    title: 'deploy invoice-batch v1.9.2 (dep-20464)',
    service: 'invoice-batch',
    minute: -17,
    author: 'ci',
    summary: 'nightly batch image',
  }),
  logs({
    id: 'E10',
    service: 'checkout-api',
    level: 'debug',
    line: 'response body (61665 bytes) for basket',
    since: 99,
    before: 51,
    firstMinute: -47,
  }),
];
