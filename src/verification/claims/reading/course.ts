/** What a series did: its value at any time, the straight pieces of its course, and when it was where. */
import type { Point } from '../../../domain/series.ts';
import { movedShare } from '../../../signals/series-facts.ts';
import { findTurningPoints, stillShare } from '../turning-points.ts';

export type Way = 'up' | 'down' | 'flat';

/** A piece of a course that is straight to the eye. */
export interface Leg {
  readonly fromMs: number;
  readonly toMs: number;
  readonly from: number;
  readonly to: number;
  readonly way: Way;
}

export interface Course {
  readonly points: readonly Point[];
  readonly turns: readonly Point[];
  readonly legs: readonly Leg[];
  readonly first: Point;
  readonly last: Point;
  readonly low: Point;
  readonly high: Point;
  /** Where its item says that it was a while before; a sentence may start from there, though nothing turned then. */
  readonly earlier: Point | null;
  /** Half the usual distance of two points: how exactly it is known when something happened. */
  readonly stepMs: number;
}

/** Beside a movement, what moves by less than this share of it stands still. */
const driftShare = 0.06;
/** What moves by no more than this may be said to stand still. */
const calmShare = 0.12;

export function shareOf(from: number, to: number): number {
  const size = Math.max(Math.abs(from), Math.abs(to));
  return size === 0 ? 0 : (to - from) / size;
}

/** Whether the facts of a series call it unmoved: by the same share as they do. */
export function isStill(from: number, to: number): boolean {
  return Math.abs(shareOf(from, to)) < movedShare;
}

export function wayOf(from: number, to: number): Way {
  const share = shareOf(from, to);
  return Math.abs(share) < stillShare ? 'flat' : share > 0 ? 'up' : 'down';
}

/** Whether a movement may be called none, or at least none worth telling. */
export function isCalm(from: number, to: number): boolean {
  return Math.abs(shareOf(from, to)) <= calmShare;
}

const noneTold = { earlier: null, others: [] };

/** A course through its points and those that its item tells in words, some of which may be missing among them. */
export function toCourse(
  given: readonly Point[],
  told: { readonly earlier: Point | null; readonly others: readonly Point[] } = noneTold,
): Course | null {
  const all = [...told.others, ...(told.earlier === null ? [] : [told.earlier]), ...given];
  const points = [...new Map(all.map((point) => [point[0], point])).values()]
    .filter(([, value]) => Number.isFinite(value))
    .toSorted((a, b) => a[0] - b[0]);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  let [low, high] = [first, first];
  for (const point of points) {
    if (point[1] < low[1]) low = point;
    if (point[1] > high[1]) high = point;
  }
  const height = high[1] - low[1];
  const turns = findTurningPoints(points);
  const legs = turns.slice(1).map(([toMs, to], index): Leg => {
    const [fromMs, from] = turns[index] ?? first;
    const isDrift = Math.abs(to - from) < height * driftShare;
    return { fromMs, toMs, from, to, way: isDrift ? 'flat' : wayOf(from, to) };
  });
  const stepMs = points.length < 2 ? 60_000 : (last[0] - first[0]) / (points.length - 1);
  return { points, turns, legs, first, last, low, high, earlier: told.earlier, stepMs };
}

/** On the straight line between the points around it; null where nothing was measured. */
export function valueAt({ points, first, last, stepMs }: Course, ms: number): number | null {
  if (ms < first[0] - stepMs || ms > last[0] + stepMs) return null;
  const next = points.findIndex(([at]) => at >= ms);
  if (next === -1) return last[1];
  const [toMs, to] = points[next] ?? last;
  const [fromMs, from] = points[next - 1] ?? [toMs, to];
  return toMs === fromMs ? to : from + ((to - from) * (ms - fromMs)) / (toMs - fromMs);
}

/** Lowest and highest value from one time to another, the slack included. */
export function rangeOf(
  course: Course,
  fromMs: number,
  toMs: number,
): readonly [low: number, high: number] | null {
  const ends = [fromMs, toMs].flatMap((ms) => valueAt(course, ms) ?? []);
  const inside = course.points.flatMap(([ms, value]) => (ms > fromMs && ms < toMs ? [value] : []));
  const values = [...ends, ...inside];
  return values.length === 0 ? null : [Math.min(...values), Math.max(...values)];
}

/** Every time at which the course goes through a level, upwards or downwards. */
export function findPassings(
  { points }: Course,
  level: number,
): readonly { readonly ms: number; readonly way: 'up' | 'down' }[] {
  return points.slice(1).flatMap(([toMs, to], index) => {
    const [fromMs, from] = points[index] ?? [toMs, to];
    const up = to > from && from <= level && to >= level;
    const down = to < from && from >= level && to <= level;
    if (!up && !down) return [];
    const ms = fromMs + ((level - from) / (to - from)) * (toMs - fromMs);
    return [{ ms, way: up ? ('up' as const) : ('down' as const) }];
  });
}

/** Legs that go one way, longer ones made of such that follow one another. */
export function listRuns({ legs }: Course): readonly Leg[] {
  const runs: Leg[] = [];
  for (const leg of legs) {
    const before = runs.at(-1);
    if (before !== undefined && before.way === leg.way) {
      runs[runs.length - 1] = { ...before, toMs: leg.toMs, to: leg.to };
    } else {
      runs.push(leg);
    }
  }
  return runs;
}
