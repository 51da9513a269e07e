import { expect, test } from 'vitest';
import type { ServiceEdge } from '../domain/observation.ts';
import { toPropagation } from './spread.ts';

const edge = (from: string, to: string): ServiceEdge => ({ from, to, source: 'map', weight: 1 });
const edges = [edge('web', 'cart'), edge('cart', 'stock'), edge('web', 'stock')];
const hits = new Map([
  ['web', 30],
  ['stock', 20],
  ['cart', 10],
]);

test('a fault spreads from its cause, in the order in which services were hit, through what they depend on', () => {
  expect(toPropagation(hits, 'stock', edges)).toEqual([
    { service: 'stock', atMs: 20, through: null },
    { service: 'cart', atMs: 10, through: 'stock' },
    { service: 'web', atMs: 30, through: 'cart' },
  ]);
});

test('a service that depends on nothing that was hit has nothing before it', () => {
  const [, other] = toPropagation(new Map([['mailer', 5]]), 'stock', edges);
  expect(other).toEqual({ service: 'mailer', atMs: 5, through: null });
});

test('without a known cause all are told in their order', () => {
  expect(toPropagation(hits, null, edges).map(({ service }) => service)).toEqual(['cart', 'stock', 'web']);
});
