import type { Point } from '../domain/series.ts';
import { breaches, type ComparisonOperator } from './promql-expression.ts';
import { findBeginning } from './series/find-beginning.ts';
import { firstAtOrAfter, medianOf } from './series/order-statistics.ts';
import { toRatioScale } from './series/ratio-scale.ts';

/** A series in the numbers that tell its story. Points that are not finite numbers are left out. */
export interface SeriesSummary {
  readonly last: Point;
  /** The value an hour before the last point, or the first point if the series is shorter. */
  readonly earlier: Point;
  readonly min: Point;
  readonly max: Point;
  /** last − earlier */
  readonly change: number;
  /** Least-squares slope over the last hour, per hour; null with fewer than 3 points. */
  readonly slopePerHour: number | null;
  /**
   * Where the change from `earlier` to `last` begins: the first point after which 5 % of it is done for good, or the first that
   * is beyond all before it in the stretch in which that lies.
   */
  readonly movingSinceMs: number | null;
  /** Where the last run of points beyond the threshold begins; null without one. */
  readonly crossedAtMs: number | null;
  /** Where that run ends; null when it goes on, or there is none. */
  readonly crossedUntilMs: number | null;
}

export interface Threshold {
  readonly operator: ComparisonOperator;
  readonly value: number;
}

const hourMs = 3_600_000;
const notCrossed = { crossedAtMs: null, crossedUntilMs: null } as const;

/** Ordinary least squares of value over time. */
function slopePerHour(points: readonly Point[]): number | null {
  if (points.length < 3) return null;
  const meanTime = points.reduce((sum, [time]) => sum + time, 0) / points.length;
  const meanValue = points.reduce((sum, [, value]) => sum + value, 0) / points.length;
  let product = 0;
  let square = 0;
  for (const [time, value] of points) {
    product += (time - meanTime) * (value - meanValue);
    square += (time - meanTime) ** 2;
  }
  return square === 0 ? null : (product / square) * hourMs;
}

function findCrossing(
  points: readonly Point[],
  threshold: Threshold,
): Pick<SeriesSummary, 'crossedAtMs' | 'crossedUntilMs'> {
  const beyond = ([, value]: Point): boolean => breaches(value, threshold.operator, threshold.value);
  const lastBeyond = points.findLastIndex(beyond);
  if (lastBeyond < 0) return notCrossed;
  let first = lastBeyond;
  for (let index = lastBeyond; index >= 0; index -= 1) {
    const point = points[index];
    if (point === undefined || !beyond(point)) break;
    first = index;
  }
  return {
    crossedAtMs: points[first]?.[0] ?? null,
    crossedUntilMs: lastBeyond === points.length - 1 ? null : (points[lastBeyond]?.[0] ?? null),
  };
}

const begunShare = 0.05;
/** Of what is told as a beginning, so much may be noise. */
const noiseShare = 1 / 3;
/** One point may be a hiccup: the level from which a change leads away is the middle of so many. */
const levelPoints = 5;

/**
 * What grows many times over is slow at first: then the stretch in which a twentieth is reached began before, where a change
 * point lies. Ratios are compared, else the noise of where it went would hide that it doubled first.
 */
function findMovingSince(points: readonly Point[], earlier: Point, change: number): number | null {
  if (change === 0) return null;
  const times = Float64Array.from(points, ([time]) => time);
  const from = firstAtOrAfter(times, earlier[0]);
  const moved = points.map(([, value]) => Math.sign(change) * (value - earlier[1]));
  const still = moved.findLastIndex(
    (value, place) => place >= from && value <= begunShare * Math.abs(change),
  );
  const atMs = times[still + 1];
  if (atMs === undefined) return null;
  const scaled = toRatioScale(Float64Array.from(points, ([, value]) => value));
  const level = medianOf(scaled.subarray(from, from + levelPoints));
  const distances = scaled.map((value) => value - level);
  const far = begunShare * Math.abs(distances.at(-1) ?? 0);
  const begun = findBeginning({ times, distances }, { atMs, far, leastNoise: noiseShare * far });
  if (begun === null || begun.atMs >= atMs) return atMs;
  const place = firstAtOrAfter(times, begun.atMs);
  const usual = Math.max(0, ...moved.slice(from, place));
  const back = moved.findLastIndex((value, index) => index <= still && value <= usual);
  return times[Math.max(place, back + 1)] ?? atMs;
}

/** Null when the series has no finite point. */
export function summariseSeries(points: readonly Point[], threshold: Threshold | null): SeriesSummary | null {
  const finite = points.filter(([, value]) => Number.isFinite(value));
  const first = finite[0];
  const last = finite.at(-1);
  if (first === undefined || last === undefined) return null;
  const earlier = finite.findLast(([time]) => time <= last[0] - hourMs) ?? first;
  const extreme = (better: (a: number, b: number) => boolean): Point =>
    finite.reduce((best, point) => (better(point[1], best[1]) ? point : best), first);
  return {
    last,
    earlier,
    min: extreme((a, b) => a < b),
    max: extreme((a, b) => a > b),
    change: last[1] - earlier[1],
    slopePerHour: slopePerHour(finite.filter(([time]) => time >= last[0] - hourMs)),
    movingSinceMs: findMovingSince(finite, earlier, last[1] - earlier[1]),
    ...(threshold === null ? notCrossed : findCrossing(finite, threshold)),
  };
}

/** At most `limit` points, evenly chosen, the last one always among them. */
export function thinPoints(points: readonly Point[], limit: number): readonly Point[] {
  if (points.length <= limit) return points;
  const step = (points.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, index) => points[Math.round(index * step)]).filter(
    (point) => point !== undefined,
  );
}
