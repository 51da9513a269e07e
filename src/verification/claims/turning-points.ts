/** Where a course turns: the points at which its pieces, straight to the eye, meet. */
import type { Point } from '../../domain/series.ts';

/** A course may be off the straight line by this share of its height. */
const straightShare = 0.03;
/** What moves by less than this share of its size is one piece. */
export const stillShare = 0.02;
/** A course with more turns than this is noise; the greatest are kept. */
const mostTurns = 8;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The point between two that is farthest from the straight line through them. */
function findFarthest(points: readonly Point[], { from, to }: Span): { index: number; distance: number } {
  const [[startMs, start], [endMs, end]] = [points[from] ?? [0, 0], points[to] ?? [0, 0]];
  let [index, distance] = [from, 0];
  for (let at = from + 1; at < to; at += 1) {
    const [ms, value] = points[at] ?? [0, 0];
    const line = start + ((end - start) * (ms - startMs)) / Math.max(1, endMs - startMs);
    const off = Math.abs(value - line);
    if (off > distance) [index, distance] = [at, off];
  }
  return { index, distance };
}

/**
 * First and last point, and those at which a course turns, in their order (Douglas and Peucker, 1973, with the distance along
 * the value alone).
 */
export function findTurningPoints(points: readonly Point[]): readonly Point[] {
  const last = points.length - 1;
  if (last < 1) return points;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [, value] of points) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const turns = new Set([0, last]);
  const least = (high - low) * straightShare;
  const size = Math.max(Math.abs(low), Math.abs(high));
  const spans: Span[] = high - low < size * stillShare ? [] : [{ from: 0, to: last }];
  while (spans.length > 0 && turns.size < mostTurns) {
    const farthest = spans.map((span) => ({ span, ...findFarthest(points, span) }));
    const most = farthest.reduce((best, one) => (one.distance > best.distance ? one : best));
    if (most.distance <= least) break;
    turns.add(most.index);
    spans.splice(
      spans.indexOf(most.span),
      1,
      { from: most.span.from, to: most.index },
      { from: most.index, to: most.span.to },
    );
  }
  return [...turns]
    .toSorted((a, b) => a - b)
    .flatMap((index) => (points[index] === undefined ? [] : [points[index]]));
}
