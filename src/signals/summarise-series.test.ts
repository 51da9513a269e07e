import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineOfPoints, minuteMs, startMs } from '../../test/samples.ts';
import type { Point } from '../domain/series.ts';
import { dropWrongLimit, toSeriesFacts, unitOfSeries } from './series-facts.ts';
import { summariseSeries, type Threshold, thinPoints } from './summarise-series.ts';

/** Points a minute apart, the last one at the start of the sample incident. */
function points(...values: readonly number[]): readonly Point[] {
  return values.map((value, index): Point => [startMs - (values.length - 1 - index) * minuteMs, value]);
}

const above90: Threshold = { operator: '>', value: 90 };

describe('a summary', () => {
  test('of a line tells its ends, its extremes and its slope', () => {
    const summary = summariseSeries(lineOfPoints(10, 70), null);
    expect(summary).toMatchObject({
      last: [startMs, 70],
      earlier: [startMs - 60 * minuteMs, 10],
      min: [startMs - 60 * minuteMs, 10],
      max: [startMs, 70],
      change: 60,
      crossedAtMs: null,
    });
    expect(summary?.slopePerHour).toBeCloseTo(60);
  });

  test('looks back one hour, however long the series is', () => {
    expect(summariseSeries(lineOfPoints(0, 180, 181), null)?.earlier).toEqual([startMs - 60 * minuteMs, 120]);
  });

  test('takes the last point before the hour where a gap is', () => {
    const gap: readonly Point[] = [
      [startMs - 90 * minuteMs, 1],
      [startMs - 10 * minuteMs, 2],
      [startMs, 3],
    ];
    expect(summariseSeries(gap, null)?.earlier).toEqual([startMs - 90 * minuteMs, 1]);
  });

  test('leaves out what is no finite number', () => {
    const summary = summariseSeries(points(Number.NaN, 1, Number.POSITIVE_INFINITY, 3, Number.NaN), null);
    expect(summary).toMatchObject({ change: 2, last: [startMs - minuteMs, 3] });
  });

  test.each([
    ['no points', points()],
    ['no finite point', points(Number.NaN, Number.NEGATIVE_INFINITY)],
  ])('of %s is null', (_, list) => {
    expect(summariseSeries(list, null)).toBeNull();
  });

  test('of one point has no change and no slope', () => {
    expect(summariseSeries(points(5), above90)).toMatchObject({
      last: [startMs, 5],
      earlier: [startMs, 5],
      change: 0,
      slopePerHour: null,
      movingSinceMs: null,
      crossedAtMs: null,
    });
  });

  test('of a constant moves nowhere', () => {
    expect(summariseSeries(points(5, 5, 5, 5), null)).toMatchObject({
      change: 0,
      slopePerHour: 0,
      movingSinceMs: null,
    });
  });

  test('of points at one and the same time has no slope', () => {
    const same = points(1, 2, 3).map(([, value]): Point => [startMs, value]);
    expect(summariseSeries(same, null)?.slopePerHour).toBeNull();
  });

  test('tells where a slow change begins, though little of it is done then', () => {
    const climbing = Array.from(
      { length: 60 },
      (_, minute) => 50 + 0.02 * (minute % 2) + 0.02 * Math.max(0, minute - 20) ** 2,
    );
    // A twentieth of it is done 30 minutes before the end.
    const sinceMs = summariseSeries(points(...climbing), null)?.movingSinceMs ?? 0;
    expect((startMs - sinceMs) / minuteMs).toBeGreaterThanOrEqual(32);
    expect((startMs - sinceMs) / minuteMs).toBeLessThanOrEqual(39);
  });

  test('tells where what grows many times over first grew, though noise is a hundred times larger in the end', () => {
    const levels = Array.from({ length: 100 }, (_, minute) => {
      const doubling = 10 + Math.max(0, minute - 50) * 0.5;
      return (minute < 80 ? doubling : 200) * (1 + 0.04 * Math.sin(minute * 78.233));
    });
    const sinceMs = summariseSeries(points(...levels), null)?.movingSinceMs ?? 0;
    expect(Math.abs(sinceMs - (startMs - 49 * minuteMs))).toBeLessThanOrEqual(2 * minuteMs);
  });

  test('does not count a point after which it was as before once more', () => {
    const swinging = [50, 52, 49, 51, 48, 50, 53, 49, 51, 50, 52, 50, 49, 52, 51, 50];
    const summary = summariseSeries(points(...swinging, 58, 50, 62, 64, 66, 68, 70), null);
    expect(summary?.movingSinceMs).toBe(startMs - 4 * minuteMs);
  });

  test('tells where a change begins', () => {
    expect(summariseSeries(points(5, 5, 5, 6, 8, 10), null)?.movingSinceMs).toBe(startMs - 2 * minuteMs);
  });
});

test('of what is back a summary tells when it was beyond the threshold, not since when it is', () => {
  const tell = (...values: readonly number[]): string | undefined => {
    const summary = summariseSeries(points(...values), above90);
    if (summary === null) throw new Error('there are points');
    return toSeriesFacts(summary, 'none', above90).find(({ name }) => name === 'crossed')?.text;
  };
  expect(tell(0, 95, 95, 0)).toBe('was beyond it from 2026-11-12T02:47:00Z to 2026-11-12T02:48:00Z');
  expect(tell(0, 95, 0)).toBe('was beyond it at 2026-11-12T02:48:00Z');
  expect(tell(0, 95)).toBe('beyond it since 2026-11-12T02:49:00Z');
});

test.each([
  ['disk_used_percent', '', true],
  ['render_error_ratio', '', false],
  ['cpu usage', '', false],
  ['disk usage', '100 - 100 * node_filesystem_avail_bytes / node_filesystem_size_bytes', true],
  ['memory free percent', '', false],
])('%s can be full: %s %s', (name, about, isFull) => {
  const facts = [{ name: 'time_to_limit', text: 'full in 2 h', value: 1, unit: 'none', atMs: null } as const];
  expect(dropWrongLimit(facts, { name, about }).length === 1).toBe(isFull);
});

test.each([
  ['node_filesystem_avail_bytes', true],
  ['container_memory_working_set_bytes', false],
])('%s can be empty: %s', (name, isEmpty) => {
  const facts = [
    { name: 'time_to_limit', text: 'empty in 2 h', value: 1, unit: 'none', atMs: null } as const,
  ];
  expect(dropWrongLimit(facts, { name, about: '' }).length === 1).toBe(isEmpty);
});

test.each([
  ['buffer_used_pct', 0.848, null, 'none'],
  ['buffer_used_pct', 0.848, 0.8, 'ratio'],
  ['buffer_used_pct', 0.848, 90, 'percent'],
  ['buffer_used_pct', 84.8, null, 'percent'],
  ['buffer_used_pct', 0.848, 1.4, 'none'],
  ['buffer_used_pct', 1.4, 0.9, 'none'],
  ['buffer_used_bytes', 0.848, null, 'bytes'],
  ['buffer_used_ratio', 0.848, null, 'ratio'],
  ['buffer_used_ratio', 0.848, 0.9, 'ratio'],
  ['buffer_used_ratio', 84.8, null, 'none'],
  ['buffer_used_ratio', 0.848, 90, 'none'],
  ['compression_ratio', 3.2, null, 'none'],
] as const)('%s of at most %d with the limit %s is in %s', (name, largest, limit, unit) => {
  expect(unitOfSeries(name, { min: [0, 0], max: [0, largest] }, limit)).toBe(unit);
});

test.each([
  ['at the first point beyond', [80, 89, 91, 95], above90, 1],
  ['not at a point on the threshold', [80, 90, 91], above90, 0],
  ['at the beginning of the last run', [95, 95, 80, 92, 93], above90, 1],
  ['of a run that has ended', [80, 95, 96, 80], above90, 2],
  ['at the first point of all', [95, 96], above90, 1],
  ['nowhere', [1, 2, 3], above90, null],
  ['downwards', [9, 5, 4], { operator: '<', value: 5 }, 0],
  ['by equality', [1, 0, 0], { operator: '==', value: 0 }, 1],
] as const)('a threshold is crossed %s', (_, values, threshold, minutesBefore) => {
  const crossed = summariseSeries(points(...values), threshold)?.crossedAtMs;
  expect(crossed).toBe(minutesBefore === null ? null : startMs - minutesBefore * minuteMs);
});

test('facts read as people write them', () => {
  const summary = summariseSeries(lineOfPoints(30, 93.4), above90);
  if (summary === null) throw new Error('there are points');
  const texts = toSeriesFacts(summary, 'percent', above90).map((fact) => fact.text);
  expect(texts).toEqual(
    expect.arrayContaining([
      'now 93.4 % (2026-11-12T02:49:00Z)',
      '60 min before 30 %',
      'change +63.4 percentage points',
      'threshold > 90 %',
    ]),
  );
  expect(texts.find((text) => text.startsWith('beyond it since'))).toBe(
    'beyond it since 2026-11-12T02:46:00Z',
  );
});

test.each([
  [1, 5],
  [5, 5],
  [1000, 5],
  [1000, 120],
])('%d points thinned to %d keep first and last, in order', (count, limit) => {
  const thin = thinPoints(lineOfPoints(0, 1, count), limit);
  expect(thin).toHaveLength(Math.min(count, limit));
  expect(thin.at(-1)).toEqual([startMs, 1]);
  expect(thin.every(([time], index) => index === 0 || time > (thin[index - 1]?.[0] ?? 0))).toBe(true);
});

test('no points, thresholds or units make a summary or its facts fall over', () => {
  const value = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1e308, -1e308, Number.MIN_VALUE, 100));
  const list = fc.array(value, { maxLength: 80 }).map((values) => points(...values));
  const threshold = fc.option(
    fc.record({ operator: fc.constantFrom('>', '<', '==', '!=' as const), value: fc.double() }),
  );
  const unit = fc.constantFrom(
    'none',
    'bytes',
    'percent',
    'ratio',
    'seconds',
    'count',
    'per_second' as const,
  );
  fc.assert(
    fc.property(list, threshold, unit, (series, limit, one) => {
      const summary = summariseSeries(series, limit as Threshold | null);
      expect(summary === null).toBe(!series.some(([, number]) => Number.isFinite(number)));
      if (summary === null) return;
      expect(summary.min[1]).toBeLessThanOrEqual(summary.max[1]);
      for (const fact of toSeriesFacts(summary, one, limit as Threshold | null))
        expect(fact.text).not.toBe('');
    }),
  );
});
