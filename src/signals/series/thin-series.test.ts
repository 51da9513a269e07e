import { expect, test } from 'vitest';
import type { ObservedSeries } from '../../domain/observation.ts';
import { thinSeries } from './thin-series.ts';

const startMs = Date.parse('2026-03-02T12:00:00Z');

function every(stepMs: number, count: number): ObservedSeries {
  const points = Array.from(
    { length: count },
    (_, index) => [startMs - (count - 1 - index) * stepMs, index] as const,
  );
  return { key: 'k', name: 'n', labels: {}, points };
}

test('a short series is left as it is', () => {
  const short = every(60_000, 240);
  expect(thinSeries(short, startMs)).toBe(short);
});

test('of a long one the time around the alert is kept densest, and its last point always', () => {
  const { points } = thinSeries(every(15_000, 5760), startMs);
  expect(points.length).toBeLessThanOrEqual(480);
  expect(points.at(-1)).toEqual([startMs, 5759]);
  const around = points.filter(([timeMs]) => timeMs >= startMs - 7_200_000);
  expect(around.length).toBeGreaterThan(points.length / 3);
  expect(points).toEqual(points.toSorted((a, b) => a[0] - b[0]));
});

test('points that came in disorder are put in order', () => {
  const reversed = { ...every(60_000, 30), points: every(60_000, 30).points.toReversed() };
  expect(thinSeries(reversed, startMs).points).toEqual(every(60_000, 30).points);
});
