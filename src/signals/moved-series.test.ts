import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Point } from '../domain/series.ts';
import { findMovedSeries, type MovedSeries } from './moved-series.ts';

const minuteMs = 60_000;
const startedAtMs = Date.parse('2026-03-03T12:00:00Z');

/** A value a minute, from an hour before the alert until five minutes after it. */
function movedOf(valueAt: (minute: number) => number, name = 'latency_seconds'): MovedSeries | undefined {
  const points = Array.from(
    { length: 66 },
    (_, index): Point => [startedAtMs + (index - 60) * minuteMs, valueAt(index - 60)],
  );
  return findMovedSeries([{ key: 's', name, labels: { service: 'cart' }, points }], startedAtMs)[0];
}

const wave = (minute: number): number => 10 + Math.sin(minute);

describe('a series has moved', () => {
  test('when it left its usual level and stayed away; since the first point that was away', () => {
    expect(movedOf((minute) => (minute < -7 ? wave(minute) : 40))).toMatchObject({
      ...{ service: 'cart', direction: 'up', now: 40, atMs: startedAtMs - 7 * minuteMs },
    });
    expect(movedOf((minute) => (minute < -7 ? wave(minute) : 0))?.direction).toBe('down');
  });

  test('when a constant does, be it large or small', () => {
    for (const level of [1e-9, 1, 1e9]) {
      expect(movedOf((minute) => (minute < -3 ? level : 2 * level))?.direction).toBe('up');
    }
  });

  test('when a counter begins to rise faster, not because it rises', () => {
    expect(movedOf((minute) => 1000 + 7 * minute, 'requests_total')).toBeUndefined();
    const faster = (minute: number): number => 1000 + 7 * minute + (minute < -8 ? 0 : 90 * (minute + 8));
    expect(movedOf(faster, 'requests_total')).toMatchObject({ direction: 'up', before: 7 });
    const reset = (minute: number): number => (minute < -8 ? 1000 : 500) + 7 * minute;
    expect(movedOf(reset, 'requests_total')).toBeUndefined();
  });
});

describe('a series has not moved', () => {
  test.each([
    ['when it stays within what is usual', wave],
    ['when it was away and is back', (minute: number) => (minute > -30 && minute < -20 ? 90 : wave(minute))],
    ['when only rounding differs', (minute: number) => 1 + 1e-12 * (minute % 3)],
    ['when it is always zero', () => 0],
  ])('%s', (_, valueAt) => {
    expect(movedOf(valueAt)).toBeUndefined();
  });
});

test('scaling and the order of points change nothing, and no number makes it fall over', () => {
  const value = fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constantFrom(Number.NaN, 0));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 66 }), fc.constantFrom(1, 1024), (values, factor) => {
      const points = values.map((one, index): Point => [startedAtMs + (index - 60) * minuteMs, one * factor]);
      const series = { key: 's', name: 'x', labels: {}, points };
      const [moved] = findMovedSeries([series], startedAtMs);
      const plain = values.map((one, index): Point => [startedAtMs + (index - 60) * minuteMs, one]);
      const [other] = findMovedSeries([{ ...series, points: plain.toReversed() }], startedAtMs);
      expect(moved?.atMs).toBe(other?.atMs);
      expect(moved?.direction).toBe(other?.direction);
      if (moved !== undefined) expect(moved.strength).toBeLessThanOrEqual(1);
    }),
  );
});

test('a day of points is thinned and still tells when', () => {
  const points = Array.from(
    { length: 5760 },
    (_, index): Point => [startedAtMs + (index - 5700) * 15_000, index < 5500 ? wave(index) : 50],
  );
  const [moved] = findMovedSeries([{ key: 's', name: 'x', labels: {}, points }], startedAtMs);
  expect(Math.abs((moved?.atMs ?? 0) - (startedAtMs - 200 * 15_000))).toBeLessThan(4 * minuteMs);
});
