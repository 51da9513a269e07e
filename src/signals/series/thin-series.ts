import type { ObservedSeries } from '../../domain/observation.ts';
import type { Point } from '../../domain/series.ts';

/** Around the alert more is needed than of the time that shows what is usual. */
const aroundMs = 7_200_000;
const mostAround = 240;
const mostElsewhere = 240;

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

/** The series in order, with no more points than the mathematics needs; the same series when it has few. */
export function thinSeries(series: ObservedSeries, startedAtMs: number): ObservedSeries {
  const ordered = isSorted(series.points) ? series.points : series.points.toSorted((a, b) => a[0] - b[0]);
  const from = firstAtOrAfter(ordered, startedAtMs - aroundMs);
  const to = firstAtOrAfter(ordered, startedAtMs + aroundMs);
  const around = Math.ceil((to - from) / mostAround);
  const elsewhere = Math.ceil((ordered.length - (to - from)) / mostElsewhere);
  if (around <= 1 && elsewhere <= 1)
    return ordered === series.points ? series : { ...series, points: ordered };
  const points = [
    ...take(ordered, 0, from, elsewhere),
    ...take(ordered, from, to, around),
    ...take(ordered, to, ordered.length, elsewhere),
  ];
  return { ...series, points };
}
