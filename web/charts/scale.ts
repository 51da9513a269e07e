import type { Point } from '../../src/domain/series.ts';

export type Extent = readonly [low: number, high: number];

/** A straight line from values to pixels. */
export function createScale([low, high]: Extent, [from, to]: Extent): (value: number) => number {
  const size = high - low;
  return (value) => (size === 0 ? (from + to) / 2 : from + ((value - low) / size) * (to - from));
}

/** Steps of 1, 2, 2.5 or 5 times a power of ten. */
const niceSteps = [1, 2, 2.5, 5, 10] as const;

/** Some `count` round values within the extent. */
export function listTicks([low, high]: Extent, count: number): readonly number[] {
  const size = high - low;
  if (!(size > 0) || count < 1) return [low];
  const power = 10 ** Math.floor(Math.log10(size / count));
  const step = power * (niceSteps.find((nice) => size / (nice * power) <= count) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

const minuteMs = 60_000;
const timeSteps = [0.25, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map(
  (minutes) => minutes * minuteMs,
);

/** Round times within the extent, no more than `count`. */
export function listTimeTicks([fromMs, toMs]: Extent, count: number): readonly number[] {
  const step = timeSteps.find((ms) => (toMs - fromMs) / ms <= count) ?? toMs - fromMs;
  if (!(step > 0)) return [fromMs];
  // Whole hours of the reader's own day, where it is some minutes away from UTC's.
  const offset = new Date(fromMs).getTimezoneOffset() * minuteMs;
  const first = Math.ceil((fromMs - offset) / step) * step + offset;
  return Array.from(
    { length: Math.max(0, Math.floor((toMs - first) / step) + 1) },
    (_, index) => first + index * step,
  );
}

/** The extent of all values with some air, the limit among them when it is not far off. */
export function findExtent(values: readonly number[], threshold: number | null): Extent {
  const finite = values.filter(Number.isFinite);
  const low = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (low > high) return [0, 1];
  const size = Math.max(high - low, Math.abs(high) * 1e-6);
  const near = threshold !== null && threshold >= low - 2 * size && threshold <= high + 2 * size;
  const [bottom, top] = near ? [Math.min(low, threshold), Math.max(high, threshold)] : [low, high];
  const air = (top - bottom) * 0.06 || Math.abs(top) * 0.1 || 1;
  // A quantity that is never negative is not drawn as if it could be.
  return [bottom >= 0 ? Math.max(0, bottom - air) : bottom - air, top + air];
}

/** A line through the points; it is interrupted where points are missing. */
export function toPath(
  points: readonly Point[],
  x: (ms: number) => number,
  y: (value: number) => number,
): string {
  const gaps = points.slice(1).map(([at], index) => at - (points[index]?.[0] ?? at));
  const usual = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  return points
    .map(([at, value], index) => {
      const far = index === 0 || at - (points[index - 1]?.[0] ?? at) > 4 * usual;
      return `${far ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
}

/** The point nearest in time; null without any. */
export function findNearest(points: readonly Point[], atMs: number): Point | null {
  let best: Point | null = null;
  for (const point of points) {
    if (best === null || Math.abs(point[0] - atMs) < Math.abs(best[0] - atMs)) best = point;
  }
  return best;
}
