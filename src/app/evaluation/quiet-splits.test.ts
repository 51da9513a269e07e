import { expect, test } from 'vitest';
import type { Point } from '../../domain/series.ts';
import { findQuietTimes, knownAfter, splitQuiet } from './quiet-splits.ts';

const alertAtMs = Date.parse('2026-03-03T12:00:00Z');
const dayMs = 86_400_000;

function record(...stretches: readonly (readonly [fromMs: number, count: number])[]) {
  const points = stretches.flatMap(([fromMs, count]) =>
    Array.from({ length: count }, (_, index): Point => [fromMs + 60_000 * index, 1]),
  );
  return { series: [{ name: 'up', labels: {}, points }] };
}

test('quiet is the longest stretch that lies more than a day from the alert', () => {
  const recorded = record(
    [alertAtMs - 9 * dayMs, 60],
    [alertAtMs - 3 * dayMs, 100],
    [alertAtMs - 3_600_000, 500],
  );
  const times = findQuietTimes(recorded, alertAtMs);
  expect([times[0], times.length]).toEqual([alertAtMs - 3 * dayMs, 100]);
});

test('an incident alone, and a few samples, are no quiet times', () => {
  expect(findQuietTimes(record([alertAtMs - 3_600_000, 500]), alertAtMs)).toEqual([]);
  expect(findQuietTimes(record([alertAtMs - 3 * dayMs, 20]), alertAtMs)).toEqual([]);
  expect(findQuietTimes({ series: null }, alertAtMs)).toEqual([]);
});

test('it is split 20 times between the middle and nine tenths, each with as much behind as is known', () => {
  const times = Array.from({ length: 200 }, (_, index) => index);
  const ends = knownAfter.map((known) => {
    const splits = splitQuiet(times, known);
    const [first, last] = [splits[0], splits.at(-1)];
    return [splits.length, first?.fromMs, first?.alertAtMs, first?.toMs, last?.alertAtMs, last?.toMs];
  });
  expect(ends).toEqual([
    [20, 0, 100, 100, 180, 180],
    [20, 0, 100, 105, 180, 185],
    [20, 0, 100, 199, 180, 199],
  ]);
});
