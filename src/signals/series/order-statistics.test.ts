import fc from 'fast-check';
import { medianSorted } from 'simple-statistics';
import { expect, test } from 'vitest';
import { firstAtOrAfter, medianOf, spreadOf } from './order-statistics.ts';

const numbers = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
  minLength: 1,
  maxLength: 60,
});

test('the median is the one of sorted numbers, and leaves them as they were', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const given = Float64Array.from(values);
      expect(medianOf(given)).toBeCloseTo(medianSorted(values.toSorted((a, b) => a - b)), 6);
      expect([...given]).toEqual(values);
    }),
  );
  expect(medianOf(new Float64Array())).toBe(0);
});

test('the spread of normal noise is its standard deviation, of one jump in twenty nearly nothing', () => {
  const noise = Float64Array.from({ length: 1000 }, (_, index) => {
    const [u, v] = [(index + 0.5) / 1000, ((index * 7919) % 1000) / 1000];
    return 3 * Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
  });
  expect(spreadOf(noise)).toBeGreaterThan(2.6);
  expect(spreadOf(noise)).toBeLessThan(3.4);
  expect(spreadOf(Float64Array.from({ length: 20 }, (_, index) => (index === 7 ? 100 : 0)))).toBe(0);
});

test('the first time that is not before another', () => {
  const times = Float64Array.of(10, 20, 20, 30);
  expect([5, 10, 20, 25, 31].map((time) => firstAtOrAfter(times, time))).toEqual([0, 0, 1, 3, 4]);
});
