import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { alert, change, logs, series } from './sketch.ts';

/** A certificate is rotated on one gateway and its clients fail; another gateway is well; a batch runs as every night. */
export const gateway: readonly EvidenceItem[] = [
  alert(
    {
      alertname: 'GatewayHandshakeFailures',
      service: 'edge-gateway',
      cluster: 'fra-1',
      severity: 'critical',
    },
    'edge-gateway in fra-1 refuses more than 20 handshakes a second',
  ),
  series({
    id: 'E2',
    title: 'tls_handshake_failures:rate5m{cluster="fra-1"}',
    unit: 'per_second',
    labels: { service: 'edge-gateway', cluster: 'fra-1' },
    corners: [
      [-60, 0.6],
      [-19, 0.7],
      [-1, 21.8],
      [8, 44.2],
    ],
    limit: 20,
  }),
  series({
    id: 'E3',
    title: 'tls_handshake_failures:rate5m{cluster="ams-2"}',
    unit: 'per_second',
    labels: { service: 'edge-gateway', cluster: 'ams-2' },
    corners: [
      [-60, 0.5],
      [8, 0.5],
    ],
  }),
  series({
    id: 'E4',
    title: 'active_sessions{cluster="fra-1"}',
    unit: 'count',
    labels: { service: 'edge-gateway', cluster: 'fra-1' },
    corners: [
      [-60, 15_240],
      [-18, 15_300],
      [8, 6120],
    ],
  }),
  series({
    id: 'E5',
    title: 'active_sessions{cluster="ams-2"}',
    unit: 'count',
    labels: { service: 'edge-gateway', cluster: 'ams-2' },
    corners: [
      [-60, 14_870],
      [8, 15_020],
    ],
  }),
  series({
    id: 'E6',
    title: 'process_resident_memory_bytes{service="ledger-batch"}',
    unit: 'bytes',
    labels: { service: 'ledger-batch' },
    corners: [
      [-60, 640e6],
      [-40, 645e6],
      [8, 2.31e9],
    ],
  }),
  series({
    id: 'E7',
    title: 'http_request_duration_seconds:p90{service="mobile-api"}',
    unit: 'seconds',
    labels: { service: 'mobile-api' },
    corners: [
      [-60, 0.31],
      [-17, 0.32],
      [2, 4.7],
      [8, 4.4],
    ],
  }),
  series({
    id: 'E8',
    title: 'node_cpu_used:percent{instance="gw-fra-07"}',
    unit: 'percent',
    labels: { instance: 'gw-fra-07:9100' },
    corners: [
      [-60, 36.4],
      [8, 37.1],
    ],
  }),
  change({
    id: 'E9',
    title: 'config certificate-rotation (sec-4402)',
    service: 'edge-gateway',
    minute: -21,
    author: 'yusuf',
    summary: 'serve the chain without the old intermediate in fra-1',
  }),
  change({
    id: 'E10',
    title: 'deploy mobile-api v5.19.0 (dep-31877)',
    service: 'mobile-api',
    minute: -10,
    author: 'greta',
    summary: 'translate the onboarding screens',
  }),
  logs({
    id: 'E11',
    service: 'edge-gateway',
    level: 'error',
    line: 'tls: unknown certificate authority from client',
    since: 27_400,
    before: 36,
    firstMinute: -20,
  }),
  logs({
    id: 'E12',
    service: 'mobile-api',
    level: 'error',
    line: 'login failed: gateway unreachable after 4 attempts',
    since: 918,
    before: 5,
    firstMinute: -16,
  }),
];
