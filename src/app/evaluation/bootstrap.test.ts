import { expect, test } from 'vitest';
import { resampleDifference } from './bootstrap.ts';

test('the interval holds the mean, and is the same each time', () => {
  const differences = [0, 0, 1, 1, 0, 1, -1, 1];
  const interval = resampleDifference(differences);
  expect(interval.mean).toBeCloseTo(3 / 8);
  expect(interval.low).toBeLessThan(interval.mean);
  expect(interval.high).toBeGreaterThan(interval.mean);
  expect(resampleDifference(differences)).toEqual(interval);
});

test('what never differs has an interval of nothing', () => {
  expect(resampleDifference([0.5, 0.5, 0.5])).toEqual({ mean: 0.5, low: 0.5, high: 0.5 });
});

test('more incidents make it narrower', () => {
  const widthOf = (times: number): number => {
    const { low, high } = resampleDifference(Array.from({ length: times }, (_, index) => index % 2));
    return high - low;
  };
  expect(widthOf(200)).toBeLessThan(widthOf(10) / 2);
});
