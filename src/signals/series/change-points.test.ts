import { describe, expect, test } from 'vitest';
import { segmentSeries } from './change-points.ts';

const minuteMs = 60_000;

/** Normal noise that is the same each time (Box and Muller over a linear congruence). */
function createNoise(): () => number {
  let state = 7;
  const next = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  return () => Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(2 * Math.PI * next());
}

function segment(valueAt: (place: number, noise: () => number) => number, floor = 1, count = 120) {
  const noise = createNoise();
  const places = Array.from({ length: count }, (_, index) => index);
  const times = Float64Array.from(places, (place) => place * minuteMs);
  return segmentSeries(
    times,
    Float64Array.from(places, (place) => valueAt(place, noise)),
    floor,
  ).changes;
}

describe('segmentSeries', () => {
  test.each([
    ['level', (place: number, noise: () => number) => noise() + (place < 80 ? 0 : 5), 80, 1],
    ['trend', (place: number, noise: () => number) => noise() + Math.max(0, place - 80) / 2, 80, 5],
    ['spread', (place: number, noise: () => number) => noise() * (place < 80 ? 1 : 6), 80, 2],
  ] as const)('finds a change of %s, and where', (kind, valueAt, place, within) => {
    const [first, ...rest] = segment(valueAt);
    expect(rest).toEqual([]);
    expect(first?.kind).toBe(kind);
    expect(Math.abs((first?.place ?? 0) - place)).toBeLessThanOrEqual(within);
    const [low = 0, high = 0] = first?.possible ?? [];
    expect(low).toBeLessThanOrEqual(first?.place ?? 0);
    expect(high).toBeGreaterThanOrEqual(first?.place ?? 0);
  });

  test.each([
    ['noise', (_: number, noise: () => number) => noise()],
    ['a constant', () => 3],
    ['a straight climb', (place: number) => place * 10],
  ])('finds none in %s', (_, valueAt) => {
    expect(segment(valueAt)).toEqual([]);
  });

  test('a climb that begins slowly is told from the flat before it', () => {
    const [first] = segment((place) => (place < 60 ? 0 : (place - 60) * 0.05), 0.03);
    expect(first).toMatchObject({ kind: 'trend' });
    expect(Math.abs((first?.place ?? 0) - 60)).toBeLessThanOrEqual(2);
  });

  test('too few points have no change', () => {
    expect(segment((place) => place ** 3, 1, 5)).toEqual([]);
  });
});
