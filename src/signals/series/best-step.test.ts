import { describe, expect, test } from 'vitest';
import { residualsOfBestStep } from './best-step.ts';
import { spreadOf } from './order-statistics.ts';

/** Repeatable noise of ±1. */
const noise = (index: number): number => Math.sin(index * 78.233);

describe('the spread around the best step', () => {
  test('does not hold the step, however much of the time it takes', () => {
    for (const since of [4, 12, 20]) {
      const values = Float64Array.from(
        { length: 24 },
        (_, index) => noise(index) + (index < since ? 0 : 100),
      );
      expect(spreadOf(residualsOfBestStep(values))).toBeLessThan(1);
    }
  });

  test('of noise without a step is that of the noise', () => {
    const values = Float64Array.from({ length: 24 }, (_, index) => noise(index));
    expect(spreadOf(residualsOfBestStep(values))).toBeGreaterThan(0.4);
  });

  test('of what climbs all the time is far more than from point to point', () => {
    const values = Float64Array.from({ length: 24 }, (_, index) => index);
    expect(spreadOf(residualsOfBestStep(values))).toBeGreaterThan(2);
  });

  test('of a constant is nothing', () => {
    expect([...residualsOfBestStep(new Float64Array(5).fill(7))]).toEqual([0, 0, 0, 0, 0]);
    expect(residualsOfBestStep(new Float64Array(0))).toHaveLength(0);
  });
});
