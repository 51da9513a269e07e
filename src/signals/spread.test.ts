import { describe, expect, test } from 'vitest';
import type { ServiceEdge } from '../domain/observation.ts';
import { listAbove } from './list-above.ts';
import type { LogEvent } from './logs/log-events.ts';
import type { MovedSeries } from './moved-series.ts';
import { findHits, toPropagation } from './spread.ts';

const edge = (from: string, to: string): ServiceEdge => ({ from, to, source: 'map', weight: 1 });
const edges = [edge('web', 'cart'), edge('cart', 'stock'), edge('web', 'stock')];
const hits = new Map([
  ['web', 30],
  ['stock', 20],
  ['cart', 10],
]);

test('a fault spreads from its cause, in the order in which services were hit, through what they depend on', () => {
  const early = new Map([...hits, ['stock', 5] as const]);
  expect(toPropagation(early, 'stock', edges)).toEqual([
    { service: 'stock', atMs: 5, through: null },
    { service: 'cart', atMs: 10, through: 'stock' },
    { service: 'web', atMs: 30, through: 'cart' },
  ]);
});

test('no time of a cause contradicts the order when it was seen after what it hit', () => {
  const [first, second] = toPropagation(hits, 'stock', edges);
  expect(first).toEqual({ service: 'stock', atMs: null, through: null });
  expect(second).toMatchObject({ service: 'cart', atMs: 10 });
});

test('a service that depends on nothing that was hit has nothing before it', () => {
  const [, other] = toPropagation(new Map([['mailer', 5]]), 'stock', edges);
  expect(other).toEqual({ service: 'mailer', atMs: 5, through: null });
});

test('without a known cause all are told in their order', () => {
  expect(toPropagation(hits, null, edges).map(({ service }) => service)).toEqual(['cart', 'stock', 'web']);
});

test('who depends on the cause was hit when it moved; a stranger only when it moved plainly', () => {
  const moved = (service: string, strength: number, name = 'latency_seconds'): MovedSeries => ({
    ...{ key: service, name, labels: {}, service, direction: 'up', before: 1, now: 2, atMs: 5, strength },
  });
  const all = [
    moved('cart', 0.7),
    moved('mailer', 0.7),
    moved('search', 0.95),
    moved('web', 0.95, 'requests_per_second'),
  ];
  const above = listAbove('stock', edges);
  const hit = findHits({ events: [], moved: all, spansHitAtMs: new Map(), above, cause: 'stock' });
  expect([...above].sort()).toEqual(['cart', 'web']);
  expect([...hit.keys()]).toEqual(['cart', 'search']);
});

describe('a service that does not depend on the cause', () => {
  const move = (name: string, [before, now]: readonly [number, number], strength = 0.95): MovedSeries => {
    const direction = now > before ? 'up' : 'down';
    return { key: name, name, labels: {}, service: 'mailer', direction, before, now, atMs: 5, strength };
  };
  const say = (weight: 1 | 2, count: number): LogEvent => {
    const example = { key: 'l', timeMs: 5, labels: {}, line: 'slow query', fields: {} };
    return {
      ...{ service: 'mailer', template: 'slow query', weight, atMs: 5, isNew: true, count, before: 0 },
      ...{
        example,
        point: { callees: [], callers: [], away: false, outside: [] },
        support: [],
        versions: new Map(),
      },
    };
  };
  const isHit = (found: { readonly moved?: readonly MovedSeries[]; readonly events?: readonly LogEvent[] }) =>
    findHits({
      ...{
        events: [],
        moved: [],
        spansHitAtMs: new Map(),
        above: new Set(['web']),
        cause: 'stock',
        ...found,
      },
    }).has('mailer');

  test.each([
    ['fails', 'error_ratio', 0.01, 0.4],
    ['is slow', 'http_server_duration_p99_ms', 100, 900],
    ['succeeds less', 'success_ratio', 1, 0.5],
    ['gets nothing done any more', 'transfers_confirmed_per_sec', 2.1, 0],
  ])('is hit when it %s', (_, name, before, now) => {
    expect(isHit({ moved: [move(name, [before, now])] })).toBe(true);
  });

  test.each([
    ['is called less', 'requests_per_sec', 100, 10],
    ['is called more', 'db_rows_read_per_sec', 100, 900],
    ['has more of a resource in use', 'cpu_utilization', 0.2, 0.7],
    ['is scaled', 'replicas_ready', 6, 3],
    ['answers faster', 'http_server_duration_p99_ms', 900, 100],
    ['does a little less', 'transfers_confirmed_per_sec', 2.1, 1.6],
  ])('is not hit when it %s', (_, name, before, now) => {
    expect(isHit({ moved: [move(name, [before, now])] })).toBe(false);
  });

  test('work that stops is plain however small its spread; a warning or two are not, an error is', () => {
    expect(isHit({ moved: [move('jobs_per_min', [2, 0], 0.7)] })).toBe(true);
    expect(isHit({ events: [say(1, 2)] })).toBe(false);
    expect(isHit({ events: [say(1, 3)] })).toBe(true);
    expect(isHit({ events: [say(2, 1)] })).toBe(true);
  });
});
