import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import { alert, change, gibibyte, logs, series } from './sketch.ts';

/** A consumer's new release fills its heap and falls behind its topic; another consumer, the producers, DNS and the broker are well. */
export const stream: readonly EvidenceItem[] = [
  alert(
    {
      alertname: 'KafkaConsumerLagHigh',
      consumergroup: 'fraud-scorer',
      topic: 'payments.authorized',
      severity: 'critical',
    },
    'fraud-scorer is more than 50,000 records behind on payments.authorized',
  ),
  series({
    id: 'E2',
    title: 'kafka_consumergroup_lag{consumergroup="fraud-scorer"}',
    unit: 'count',
    labels: { consumergroup: 'fraud-scorer', topic: 'payments.authorized' },
    corners: [
      [-60, 310],
      [-28, 320],
      [5, 118_000],
    ],
    limit: 50_000,
  }),
  series({
    id: 'E3',
    title: 'kafka_consumergroup_lag{consumergroup="ledger-writer"}',
    unit: 'count',
    labels: { consumergroup: 'ledger-writer', topic: 'payments.authorized' },
    corners: [
      [-60, 290],
      [5, 305],
    ],
  }),
  series({
    id: 'E4',
    title: 'container_memory_working_set_bytes',
    unit: 'bytes',
    labels: { service: 'fraud-scorer', pod: 'fraud-scorer-6f7d9c8b5-x2lqp' },
    corners: [
      [-60, 1.2 * gibibyte],
      [-31, 1.2 * gibibyte],
      [-3, 3.9 * gibibyte],
      [5, 3.9 * gibibyte],
    ],
  }),
  series({
    id: 'E5',
    title: 'jvm_gc_pause_seconds:p99{service="fraud-scorer"}',
    unit: 'seconds',
    labels: { service: 'fraud-scorer' },
    corners: [
      [-60, 0.042],
      [-28, 0.045],
      [0, 1.85],
      [5, 1.9],
    ],
  }),
  series({
    id: 'E6',
    title: 'kafka_records_consumed:rate5m{consumergroup="fraud-scorer"}',
    unit: 'per_second',
    labels: { consumergroup: 'fraud-scorer', topic: 'payments.authorized' },
    corners: [
      [-60, 1840],
      [-29, 1830],
      [-10, 412],
      [5, 405],
    ],
  }),
  series({
    id: 'E7',
    title: 'kafka_records_produced:rate5m{topic="payments.authorized"}',
    unit: 'per_second',
    labels: { topic: 'payments.authorized' },
    corners: [
      [-60, 1835],
      [5, 1842],
    ],
  }),
  series({
    id: 'E8',
    title: 'container_cpu_throttled:ratio{service="fraud-scorer"}',
    unit: 'ratio',
    labels: { service: 'fraud-scorer' },
    corners: [
      [-60, 0.03],
      [-25, 0.04],
      [0, 0.62],
      [5, 0.61],
    ],
  }),
  series({
    id: 'E9',
    title: 'coredns_dns_request_duration_seconds:p99',
    unit: 'seconds',
    labels: { service: 'coredns', cluster: 'eu-1' },
    corners: [
      [-60, 0.008],
      [5, 0.009],
    ],
  }),
  series({
    id: 'E10',
    title: 'kafka_broker_disk_used:percent{instance="kafka-02"}',
    unit: 'percent',
    labels: { instance: 'kafka-02:9308' },
    corners: [
      [-60, 71.4],
      [5, 71.9],
    ],
  }),
  change({
    id: 'E11',
    title: 'deploy fraud-scorer v5.12.0 (dep-31877)',
    service: 'fraud-scorer',
    minute: -32,
    author: 'oksana',
    summary: 'score model kept in memory per partition',
  }),
  change({
    id: 'E12',
    title: 'config kafka (cfg-4410)',
    service: 'kafka',
    minute: -4,
    author: 'diego',
    summary: 'retention.ms from 7d to 3d on payments.authorized',
  }),
  logs({
    id: 'E13',
    service: 'fraud-scorer',
    level: 'warn',
    line: 'Member left consumer group, rebalance in progress',
    since: 96,
    before: 1,
    firstMinute: -24,
  }),
  logs({
    id: 'E14',
    service: 'fraud-scorer',
    level: 'error',
    line: 'java.lang.OutOfMemoryError: Java heap space',
    since: 7,
    before: 0,
    firstMinute: -9,
  }),
  series({
    id: 'E15',
    title: 'tls_certificate_expires_in_seconds{host="kafka-bootstrap.internal"}',
    unit: 'seconds',
    labels: { host: 'kafka-bootstrap.internal' },
    corners: [
      [-60, 1_990_800],
      [5, 1_986_900],
    ],
  }),
];
