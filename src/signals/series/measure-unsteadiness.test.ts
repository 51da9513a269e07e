import { expect, test } from 'vitest';
import { measureUnsteadiness } from './measure-unsteadiness.ts';

const calm = Float64Array.from({ length: 12 }, (_, index) => Math.sin(index * 78.233));

test('what swings five times as far as usual is unsteady', () => {
  const { ratio, size } = measureUnsteadiness(calm.map((value) => 8 * value));
  expect(ratio).toBeGreaterThan(3);
  expect(size).toBeGreaterThan(4);
});

test('a step is none, nor is what is as calm as ever, nor a few points', () => {
  expect(measureUnsteadiness(calm.map((value) => 50 + value)).size).toBe(0);
  expect(measureUnsteadiness(calm).size).toBe(0);
  expect(measureUnsteadiness(calm.slice(0, 7).map((value) => 99 * value)).size).toBe(0);
});
