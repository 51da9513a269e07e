import { expect, test } from 'vitest';
import { noObservations, type Observations, type ObservedLog } from '../../domain/observation.ts';
import { toLogGroups } from '../logs/log-events.ts';
import { createServiceNames } from '../service-names.ts';
import { toTopicEdges } from './topic-edges.ts';
import { findTopicUses } from './topic-uses.ts';

const names = createServiceNames(['orders', 'billing-worker', 'search', 'kafka-exporter']);

function log(service: string, line: string, fields: Readonly<Record<string, string>> = {}): ObservedLog {
  return { key: `${service}:${line}`, timeMs: 1000, labels: { service }, line, fields };
}

function usesIn(part: Partial<Observations>): readonly string[] {
  const observations = { ...noObservations, ...part };
  const uses = findTopicUses(observations, { groups: toLogGroups(observations.logs, names), names });
  return uses.map(({ service, role, topic }) => `${service} ${role} ${topic}`).sort();
}

test.each([
  [log('orders', 'order published', { topic: 'orders.v1' }), ['orders writes orders.v1']],
  [log('search', 'consumed batch of 20', { stream: 'orders.v1' }), ['search reads orders.v1']],
  [log('orders', 'sent to queue "billing-jobs"'), ['orders writes billing-jobs']],
  [log('search', 'XREADGROUP failed on stream=changes'), ['search reads changes']],
  [
    log('search', 'received', { queue_url: 'https://sqs.eu-west-1.amazonaws.com/1/Jobs' }),
    ['search reads jobs'],
  ],
  [
    log('search', 'done', { 'messaging.operation': 'publish', 'messaging.destination.name': 'found' }),
    ['search writes found'],
  ],
  [log('search', 'handled', { topic: 't.a', producer: 'orders' }), ['orders writes t.a', 'search reads t.a']],
  [log('search', 'queue is full'), []],
  [log('search', 'topic of the day: consumed'), []],
  [log('search', 'published and consumed', { topic: 'both' }), ['search names both']],
])('a line says who writes or reads a topic: %j', (line, expected) => {
  expect(usesIn({ logs: [line] })).toEqual(expected);
});

test('labels of metrics name readers, and an exporter that tells of a group reads nothing itself', () => {
  const labels = { service: 'kafka-exporter', topic: 'orders.v1', consumergroup: 'billing-worker' };
  const series = [
    { key: 'a', name: 'kafka_consumergroup_lag', labels, points: [] },
    {
      key: 'b',
      name: 'messages_published_total',
      labels: { service: 'orders', topic: 'orders.v1' },
      points: [],
    },
  ];
  expect(usesIn({ series })).toEqual(['billing-worker reads orders.v1', 'orders writes orders.v1']);
});

test('spans of either convention, and code that names a known topic', () => {
  const span = (service: string, name: string) => ({
    ...{ key: service, traceId: service, spanId: 'a', parentSpanId: null, service, name },
    ...{ startMs: 0, durationMs: 1, status: 'ok' as const },
  });
  const base = { key: 'c', id: 'c', timeMs: 0, kind: 'commit', version: null, author: null, summary: null };
  const change = {
    ...base,
    service: null,
    files: ['services/billing/main.py'],
    diff: '+consumer.subscribe(["placed"])\n+consumer.subscribe(["never-seen"])',
  };
  expect(
    usesIn({
      spans: [span('orders', 'publish placed'), span('search', 'placed receive')],
      changes: [change],
    }),
  ).toEqual(['billing-worker reads placed', 'orders writes placed', 'search reads placed']);
});

test('readers depend on writers, nobody on itself, and a bus tells of nobody', () => {
  const uses = [
    { service: 'orders', topic: 't', role: 'writes' },
    { service: 'search', topic: 't', role: 'reads' },
    { service: 'orders', topic: 't', role: 'reads' },
  ] as const;
  expect(toTopicEdges(uses).map(({ from, to }) => [from, to])).toEqual([['search', 'orders']]);
  const many = Array.from({ length: 13 }, (_, index) => ({
    ...{ service: `s${index}`, topic: 'bus', role: 'writes' as const },
  }));
  expect(toTopicEdges([...many, { service: 'search', topic: 'bus', role: 'reads' }])).toEqual([]);
});
