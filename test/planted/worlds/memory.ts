import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { alert, change, logs, series } from './sketch.ts';

/** A worker runs out of memory; its queue grows; traffic is as ever. */
export const memory: readonly EvidenceItem[] = [
  alert(
    { alertname: 'QueueBacklog', queue: 'emails', namespace: 'mail', severity: 'warning' },
    'more than 10,000 messages wait in emails',
  ),
  series({
    id: 'E2',
    title: 'rabbitmq_queue_messages_ready{queue="emails"}',
    unit: 'count',
    labels: { queue: 'emails' },
    corners: [
      [-60, 120],
      [-25, 140],
      [6, 18_400],
    ],
    limit: 10_000,
  }),
  series({
    id: 'E3',
    title: 'container_memory_working_set_bytes{pod="mail-worker-7d9f8b6c4-x2kqp"}',
    unit: 'bytes',
    labels: { pod: 'mail-worker-7d9f8b6c4-x2kqp', container: 'mail-worker', namespace: 'mail' },
    corners: [
      [-60, 212e6],
      [-30, 220e6],
      [-24, 512e6],
      [-23, 190e6],
      [-12, 512e6],
      [-11, 188e6],
      [6, 430e6],
    ],
  }),
  series({
    id: 'E4',
    title: 'kube_pod_container_status_restarts_total{pod="mail-worker-7d9f8b6c4-x2kqp"}',
    unit: 'count',
    labels: { pod: 'mail-worker-7d9f8b6c4-x2kqp', container: 'mail-worker', namespace: 'mail' },
    corners: [
      [-60, 0],
      [-24, 0],
      [-23, 1],
      [-12, 1],
      [-11, 2],
      [6, 3],
    ],
  }),
  series({
    id: 'E5',
    title: 'rabbitmq_queue_messages_published_total:rate5m{queue="emails"}',
    unit: 'per_second',
    labels: { queue: 'emails' },
    corners: [
      [-60, 9.8],
      [6, 10.1],
    ],
  }),
  series({
    id: 'E6',
    title: 'rabbitmq_queue_messages_ready{queue="sms"}',
    unit: 'count',
    labels: { queue: 'sms' },
    corners: [
      [-60, 31],
      [6, 33],
    ],
  }),
  change({
    id: 'E7',
    title: 'config mail-worker (cfg-330)',
    service: 'mail-worker',
    minute: -31,
    author: 'lena',
    summary: 'render attachments in memory, PREFETCH_COUNT=500',
  }),
  logs({
    id: 'E8',
    service: 'mail-worker',
    level: 'error',
    line: 'OOMKilled: memory limit 512Mi exceeded',
    since: 3,
    before: 0,
    firstMinute: -24,
  }),
];
