import { expect, test } from 'vitest';
import {
  noObservations,
  type Observations,
  type ObservedLog,
  type ObservedSpan,
} from '../../domain/observation.ts';
import { toLogGroups } from '../logs/log-events.ts';
import { createServiceNames } from '../service-names.ts';
import { findSharedTopics, type SharedTopics } from './shared-topics.ts';
import { findTopicUses } from './topic-uses.ts';

const names = createServiceNames(['ledger', 'payouts']);

function shareIn(part: Partial<Observations>): SharedTopics {
  const observations = { ...noObservations, ...part };
  return findSharedTopics(
    findTopicUses(observations, { groups: toLogGroups(observations.logs, names), names }),
  );
}

const log = (service: string, line: string, fields: Readonly<Record<string, string>> = {}): ObservedLog => ({
  ...{ key: service + line, timeMs: 0, labels: { service }, line, fields },
});
const span = (service: string, name: string): ObservedSpan => ({
  ...{ key: service + name, traceId: 't', spanId: 's', parentSpanId: null, service, name },
  ...{ startMs: 0, durationMs: 1, status: 'ok' },
});

const meet = (shared: SharedTopics): boolean => shared.get('payouts')?.has('ledger') === true;

test.each([
  [
    'fields',
    [
      log('ledger', 'published', { topic: 'payouts.new' }),
      log('payouts', 'read', { 'messaging.destination.name': 'payouts.new' }),
    ],
    true,
  ],
  [
    'logfmt',
    [log('ledger', 'published queue=payouts-new'), log('payouts', 'got queue=payouts-new n=3')],
    true,
  ],
  [
    'other topics',
    [log('ledger', 'published', { topic: 'audit.log' }), log('payouts', 'read', { topic: 'payouts.new' })],
    false,
  ],
  ['what is no topic', [log('ledger', 'x', { region: 'eu' }), log('payouts', 'y', { region: 'eu' })], false],
])('services meet by logs: %s', (_, logs, expected) => {
  expect(meet(shareIn({ logs }))).toBe(expected);
});

test('by labels of their metrics', () => {
  const series = ['ledger', 'payouts'].map((service) => ({
    ...{ key: service, name: 'records', points: [], labels: { service, topic: 'payouts.new' } },
  }));
  expect(meet(shareIn({ series }))).toBe(true);
});

test('and by what their spans are called', () => {
  const spans = [span('ledger', 'payouts.new publish'), span('payouts', 'consume payouts.new')];
  expect(meet(shareIn({ spans }))).toBe(true);
  expect(meet(shareIn({ spans: [span('ledger', 'GET /'), span('payouts', 'GET /')] }))).toBe(false);
});

test('two that are known to read do not break each other, nor does a reader its writer', () => {
  const reads = ['ledger', 'payouts'].map((service) => log(service, 'consumed', { topic: 'payouts.new' }));
  expect(meet(shareIn({ logs: reads }))).toBe(false);
  const logs = [log('ledger', 'published', { topic: 'a.b' }), log('payouts', 'consumed', { topic: 'a.b' })];
  expect(meet(shareIn({ logs }))).toBe(true);
  expect(shareIn({ logs }).has('ledger')).toBe(false);
});
