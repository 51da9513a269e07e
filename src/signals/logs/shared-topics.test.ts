import { expect, test } from 'vitest';
import type { ObservedLog, ObservedSpan } from '../../domain/observation.ts';
import { findSharedTopics } from './shared-topics.ts';

const none = { logs: [], series: [], spans: [] };
const log = (service: string, line: string, fields: Readonly<Record<string, string>> = {}): ObservedLog => ({
  ...{ key: service + line, timeMs: 0, labels: { service }, line, fields },
});
const span = (service: string, name: string): ObservedSpan => ({
  ...{ key: service + name, traceId: 't', spanId: 's', parentSpanId: null, service, name },
  ...{ startMs: 0, durationMs: 1, status: 'ok' },
});

const meet = (shared: ReturnType<typeof findSharedTopics>): boolean =>
  shared.get('ledger')?.has('payouts') === true;

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
  expect(meet(findSharedTopics({ ...none, logs }))).toBe(expected);
});

test('by labels of their metrics', () => {
  const series = ['ledger', 'payouts'].map((service) => ({
    ...{ key: service, name: 'records', points: [], labels: { service, topic: 'payouts.new' } },
  }));
  expect(meet(findSharedTopics({ ...none, series }))).toBe(true);
});

test('and by what their spans are called', () => {
  const spans = [span('ledger', 'payouts.new publish'), span('payouts', 'consume payouts.new')];
  expect(meet(findSharedTopics({ ...none, spans }))).toBe(true);
  expect(
    meet(findSharedTopics({ ...none, spans: [span('ledger', 'GET /'), span('payouts', 'GET /')] })),
  ).toBe(false);
});
