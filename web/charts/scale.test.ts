import { expect, test } from 'vitest';
import { createScale, findExtent, findNearest, listTicks, listTimeTicks, toPath } from './scale.ts';

test.each([
  [[0, 100], 4, [0, 25, 50, 75, 100]],
  [[0.12, 0.87], 3, [0.25, 0.5, 0.75]],
  [[3, 3], 4, [3]],
  [[-5, 5], 4, [-5, -2.5, 0, 2.5, 5]],
] as const)('round values within %j', ([low, high], count, ticks) => {
  expect(listTicks([low, high], count)).toEqual(ticks);
});

test('times on the axis are round, and few', () => {
  const from = Date.parse('2026-11-26T01:03:00Z');
  const ticks = listTimeTicks([from, from + 90 * 60_000], 6);
  expect(ticks.map((ms) => new Date(ms).getUTCMinutes() % 15)).toEqual(ticks.map(() => 0));
  expect(ticks.length).toBeGreaterThan(3);
  expect(ticks.length).toBeLessThanOrEqual(7);
});

test('the limit is drawn when it is near, and squeezes nothing when it is far', () => {
  expect(findExtent([10, 20], 22)[1]).toBeGreaterThan(22);
  expect(findExtent([10, 20], 1000)[1]).toBeLessThan(22);
  expect(findExtent([0, 3], null)[0]).toBe(0);
  expect(findExtent([], null)).toEqual([0, 1]);
});

test('a gap in the points is a gap in the line', () => {
  const same = (value: number): number => value;
  expect(
    toPath(
      [
        [0, 1],
        [1, 1],
        [2, 1],
        [30, 1],
        [31, 1],
      ],
      same,
      same,
    ),
  ).toBe('M0.0 1.0L1.0 1.0L2.0 1.0M30.0 1.0L31.0 1.0');
});

test('one value has a place, and the nearest point is found', () => {
  expect(createScale([5, 5], [0, 10])(5)).toBe(5);
  expect(
    findNearest(
      [
        [0, 1],
        [10, 2],
      ],
      7,
    ),
  ).toEqual([10, 2]);
  expect(findNearest([], 7)).toBeNull();
});
