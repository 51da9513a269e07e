import type { ObservedSeries } from '../../domain/observation.ts';
import type { Point } from '../../domain/series.ts';
import { seasonsMs } from './discount-season.ts';

/** Around the alert more is needed than of the time that shows what is usual. */
const aroundMs = 7_200_000;
const mostAround = 240;
const mostElsewhere = 240;
/** At the same hours a day and a week before. */
const mostInSeason = 60;

function isSorted(points: readonly Point[]): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    if (point[0] < last) return false;
    last = point[0];
  }
  return true;
}

function firstAtOrAfter(points: readonly Point[], timeMs: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.[0] ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Every so many-th point, counted from the last. Points, not means: means are calmer than the series is. */
function take(points: readonly Point[], from: number, to: number, stride: number): readonly Point[] {
  if (stride <= 1) return points.slice(from, to);
  const taken: Point[] = [];
  for (let index = to - 1; index >= from; index -= stride) {
    const point = points[index];
    if (point !== undefined) taken.push(point);
  }
  return taken.reverse();
}

/** Where the times begin and end at which more is needed than elsewhere, in order: the same hours before, and now. */
function listDense(
  points: readonly Point[],
  startedAtMs: number,
): readonly (readonly [number, number, number])[] {
  const seasons = seasonsMs.map((season) => [startedAtMs - season, mostInSeason] as const);
  return [...seasons, [startedAtMs, mostAround] as const]
    .sort((a, b) => a[0] - b[0])
    .map(([middle, most]) => [
      firstAtOrAfter(points, middle - aroundMs),
      firstAtOrAfter(points, middle + aroundMs),
      most,
    ]);
}

/** The series in order, with no more points than the mathematics needs; the same series when it has few. */
export function thinSeries(series: ObservedSeries, startedAtMs: number): ObservedSeries {
  const ordered = isSorted(series.points) ? series.points : series.points.toSorted((a, b) => a[0] - b[0]);
  const dense = listDense(ordered, startedAtMs);
  const elsewhere = ordered.length - dense.reduce((sum, [from, to]) => sum + to - from, 0);
  const stride = Math.ceil(elsewhere / mostElsewhere);
  const strides = dense.map(([from, to, most]) => Math.ceil((to - from) / most));
  if (Math.max(stride, ...strides) <= 1)
    return ordered === series.points ? series : { ...series, points: ordered };
  const points: Point[] = [];
  let done = 0;
  for (const [place, [from, to]] of dense.entries()) {
    points.push(...take(ordered, done, from, stride), ...take(ordered, from, to, strides[place] ?? 1));
    done = to;
  }
  points.push(...take(ordered, done, ordered.length, stride));
  return { ...series, points };
}
