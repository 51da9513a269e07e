import { expect, test } from 'vitest';
import { lineOfPoints, minuteMs, startMs } from '../../../../test/samples.ts';
import type { Point } from '../../../domain/series.ts';
import {
  type Course,
  findPassings,
  isCalm,
  isStill,
  listRuns,
  rangeOf,
  shareOf,
  toCourse,
  valueAt,
  wayOf,
} from './course.ts';

/** A point every ten minutes from the start of the incident on. */
function courseOf(...values: readonly number[]): Course {
  const course = toCourse(values.map((value, index): Point => [startMs + index * 10 * minuteMs, value]));
  if (course === null) throw new Error('no point is finite');
  return course;
}

const at = (minute: number): number => startMs + minute * minuteMs;

test('a course has its ends, its extremes, and the straight pieces between its turns', () => {
  const { first, last, low, high, legs, stepMs } = courseOf(10, 10, 90, 30);
  expect([first, last, low, high].map(([, value]) => value)).toEqual([10, 30, 10, 90]);
  expect(legs.map(({ from, to, way }) => [from, to, way])).toEqual([
    [10, 10, 'flat'],
    [10, 90, 'up'],
    [90, 30, 'down'],
  ]);
  expect(stepMs).toBe(10 * minuteMs);
});

test('beside a great movement a small one is none', () => {
  expect(courseOf(100, 104, 4, 4).legs.map(({ way }) => way)).toEqual(['flat', 'down', 'flat']);
});

test('what an item tells in words stands among its points, and what is no number does not', () => {
  const points: readonly Point[] = [
    [at(0), 5],
    [at(10), Number.NaN],
    [at(20), 7],
  ];
  const told = { earlier: [at(-10), 1] as Point, others: [[at(12), 40] as Point] };
  const course = toCourse(points, told);
  expect(course?.points.map(([, value]) => value)).toEqual([1, 5, 40, 7]);
  expect(course?.earlier).toEqual([at(-10), 1]);
  expect(course?.high).toEqual([at(12), 40]);
  expect(toCourse([[at(0), Number.NaN]])).toBeNull();
});

test('between two points it is on the line, a step beyond its ends where it ended', () => {
  const course = courseOf(10, 30);
  expect(valueAt(course, at(5))).toBe(20);
  expect(valueAt(course, at(15))).toBe(30);
  expect(valueAt(course, at(-5))).toBe(10);
  expect(valueAt(course, at(21))).toBeNull();
  expect(valueAt(course, at(-11))).toBeNull();
});

test('a range holds its ends and what lies between them', () => {
  const course = courseOf(10, 30, 0);
  expect(rangeOf(course, at(5), at(15))).toEqual([15, 30]);
  expect(rangeOf(course, at(12), at(14))).toEqual([expect.closeTo(18), expect.closeTo(24)]);
  expect(rangeOf(course, at(60), at(70))).toBeNull();
});

test('it passes a level each time that it goes through it, up or down', () => {
  const course = courseOf(10, 30, 0, 0);
  expect(findPassings(course, 20)).toEqual([
    { ms: at(5), way: 'up' },
    { ms: expect.closeTo(at(10 + 10 / 3), -1), way: 'down' },
  ]);
  // What stands still at a level does not pass it.
  expect(findPassings(course, 0).map(({ way }) => way)).toEqual(['down']);
  expect(findPassings(course, 31)).toEqual([]);
});

test('pieces that go the same way are one run', () => {
  expect(courseOf(0, 10, 60, 60, 20).legs).toHaveLength(4);
  expect(listRuns(courseOf(0, 10, 60, 60, 20)).map(({ from, to, way }) => [from, to, way])).toEqual([
    [0, 60, 'up'],
    [60, 60, 'flat'],
    [60, 20, 'down'],
  ]);
});

test.each([
  [100, 101, 'flat', true, true],
  [100, 103, 'up', true, true],
  [100, 112, 'up', true, false],
  [100, 120, 'up', false, false],
  [100, 80, 'down', false, false],
  [0, 0, 'flat', true, true],
])('from %d to %d it went %s', (from, to, way, calm, still) => {
  expect(wayOf(from, to)).toBe(way);
  expect(isCalm(from, to)).toBe(calm);
  expect(isStill(from, to)).toBe(still);
});

test('a share is one of the greater of two', () => {
  expect(shareOf(50, 100)).toBe(0.5);
  expect(shareOf(100, 50)).toBe(-0.5);
  expect(shareOf(0, 0)).toBe(0);
});

test('a single point is a course that stands still', () => {
  const course = toCourse(lineOfPoints(7, 7, 1));
  expect(course).toMatchObject({ stepMs: minuteMs, legs: [] });
});
