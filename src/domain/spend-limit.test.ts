import fc from 'fast-check';
import { expect, test } from 'vitest';
import { computeAllowance, fits, type SpentSlice } from './spend-limit.ts';

const hourMs = 3_600_000;
const day = { windowMs: 24 * hourMs, usd: 24, burst: 0.25 };

/** Spends as much as is allowed, a call of this size at a time, at each of these times. */
function spendAll(times: readonly number[], size: number, limit = day): readonly SpentSlice[] {
  const spent: SpentSlice[] = [];
  for (const atMs of times) {
    while (fits(size, computeAllowance(limit, spent, { neededUsd: size, nowMs: atMs })))
      spent.push({ atMs, usd: size });
  }
  return spent;
}

const sum = (slices: readonly SpentSlice[]): number => slices.reduce((total, { usd }) => total + usd, 0);

test('a storm at once takes its share of the day, and no more', () => {
  expect(sum(spendAll([0], 0.1))).toBeCloseTo(6);
});

test('a storm from midnight on leaves something for every hour of the day', () => {
  const spent = spendAll(
    Array.from({ length: 24 * 12 }, (_, index) => (index * hourMs) / 12),
    0.1,
  );
  expect(sum(spent.filter(({ atMs }) => atMs < 3 * hourMs))).toBeLessThan(9);
  for (let hour = 0; hour < 24; hour += 1) {
    const within = spent.filter(({ atMs }) => atMs >= hour * hourMs && atMs < (hour + 1) * hourMs);
    expect(sum(within), `hour ${hour}`).toBeGreaterThan(0.5);
  }
});

test('no window ever sees more than the limit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 72 * hourMs }), { maxLength: 40 }),
      fc.double({ min: 0.05, max: 5, noNaN: true }),
      fc.constantFrom(0.1, 0.25, 1),
      (times, size, burst) => {
        const spent = spendAll(
          [...times].sort((a, b) => a - b),
          size,
          { ...day, burst },
        );
        for (const { atMs } of spent) {
          const window = spent.filter((one) => one.atMs > atMs - day.windowMs && one.atMs <= atMs);
          expect(sum(window)).toBeLessThanOrEqual(day.usd + 1e-6);
        }
      },
    ),
    { numRuns: 50 },
  );
});

test('a plain window allows all of it at once', () => {
  expect(computeAllowance({ ...day, burst: 1 }, [], { neededUsd: 1, nowMs: 0 })).toBe(24);
  expect(
    computeAllowance({ ...day, burst: 1 }, [{ atMs: 0, usd: 20 }], { neededUsd: 1, nowMs: hourMs }),
  ).toBe(4);
});

test('a small budget still allows the one call that it can pay', () => {
  expect(fits(0.06, computeAllowance({ ...day, usd: 0.08 }, [], { neededUsd: 0.06, nowMs: 0 }))).toBe(true);
  expect(fits(0.1, computeAllowance({ ...day, usd: 0.08 }, [], { neededUsd: 0.1, nowMs: 0 }))).toBe(false);
});
