import { expect, test } from 'vitest';
import { findBeginning } from './find-beginning.ts';

const minuteMs = 60_000;

function begin(valueAt: (minute: number) => number, atMinute: number, minutes = 60) {
  const places = Array.from({ length: minutes }, (_, index) => index);
  const times = Float64Array.from(places, (place) => place * minuteMs);
  const distances = Float64Array.from(places, valueAt);
  return findBeginning({ times, distances }, { atMs: atMinute * minuteMs, far: 1, leastNoise: 0.03 });
}

test('a step that is still there began where it stepped', () => {
  expect(begin((minute) => (minute < 40 ? 0 : 5), 50)).toMatchObject({ atMs: 40 * minuteMs });
});

test('a climb and the plateau that it reaches are one way', () => {
  const climb = (minute: number) => Math.min(5, Math.max(0, minute - 20) * 0.25);
  const begun = begin(climb, 50);
  expect(Math.abs((begun?.atMs ?? 0) - 20 * minuteMs)).toBeLessThanOrEqual(2 * minuteMs);
});

test('what went back to usual in between does not count', () => {
  const twice = (minute: number) => ((minute >= 10 && minute < 20) || minute >= 45 ? 5 : 0);
  expect(begin(twice, 50)).toMatchObject({ atMs: 45 * minuteMs });
});

test('what was far from usual from the first point on began there, and what is as usual did not begin', () => {
  expect(begin((minute) => (minute < 5 ? 5 : 0), 2)).toMatchObject({ atMs: 0 });
  expect(begin(() => 0, 50)).toBeNull();
});
