import { expect, test } from 'vitest';
import type { ServiceEdge } from '../domain/observation.ts';
import { listAbove } from './list-above.ts';
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
  const hit = findHits({ events: [], moved: all, spansHitAtMs: new Map(), above });
  expect([...above].sort()).toEqual(['cart', 'web']);
  expect([...hit.keys()]).toEqual(['cart', 'search']);
});
