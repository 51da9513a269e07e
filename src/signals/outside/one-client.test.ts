import { expect, test } from 'vitest';
import type { ObservedSeries } from '../../domain/observation.ts';
import type { Point } from '../../domain/series.ts';
import { findMovedSeries } from '../moved-series.ts';
import { findOneClient } from './one-client.ts';

const startedAtMs = Date.parse('2026-03-03T12:00:00Z');
const stepMs = 60_000;

/** Requests of each client before and since ten minutes before the alert. */
function find(
  clients: Readonly<Record<string, readonly [before: number, since: number]>>,
  edges: readonly { from: string; to: string; source: string; weight: number }[] = [],
) {
  const series = Object.entries(clients).map(([client, [before, since]]): ObservedSeries => {
    const points = Array.from({ length: 95 }, (_, index): Point => {
      const minute = index - 90;
      return [startedAtMs + minute * stepMs, (minute < -10 ? before : since) * (1 + 0.01 * Math.sin(index))];
    });
    return {
      key: client,
      name: 'requests_per_second',
      labels: { service: 'edge', customer: client },
      points,
    };
  });
  const moved = findMovedSeries(series, startedAtMs);
  return findOneClient({ series, moved, groups: [], edges, onsetMs: startedAtMs - 9 * stepMs });
}

test('one customer makes the load by itself', () => {
  const text = find({ acme: [5, 400], b: [60, 60], c: [40, 40] })?.text;
  expect(text).toMatch(/customer acme makes 80 % of requests_per_second of edge, while 2 others stay/);
});

test.each([
  ['all rise', { acme: [5, 50], b: [60, 600], c: [40, 400] }, []],
  ['it was always the largest', { acme: [500, 520], b: [6, 6], c: [4, 4] }, []],
  ['it rises and is small', { acme: [1, 20], b: [600, 600], c: [400, 400] }, []],
  ['there are too few to compare it with', { acme: [5, 400], b: [60, 60] }, []],
  [
    'it is one of our own services',
    { acme: [5, 400], b: [60, 60], c: [40, 40] },
    [{ from: 'acme', to: 'edge', source: 'map', weight: 1 }],
  ],
] as const)('no customer is blamed when %s', (_, clients, edges) => {
  expect(find(clients, edges)).toBeNull();
});
