import type { Labels } from '../domain/labels.ts';
import type { ObservedSeries } from '../domain/observation.ts';
import type { Point } from '../domain/series.ts';
import { serviceOfLabels } from './service-of-labels.ts';
import { usualUntil } from './usual-time.ts';

/** A series that left its usual level before the alert and has not come back by then. */
export interface MovedSeries {
  readonly key: string;
  readonly name: string;
  readonly labels: Labels;
  readonly service: string | null;
  readonly direction: 'up' | 'down';
  /** Its usual level, and the one farthest from it since. */
  readonly before: number;
  readonly now: number;
  /** When it left its usual level for good. */
  readonly atMs: number;
  /** How unusual, 0–1. */
  readonly strength: number;
}

const fewestUsual = 5;
/** A point is unusual beyond this many spreads; for a normal distribution, 6 median deviations are 4 standard deviations. */
const unusualSpreads = 6;
/** Spread is at least this share of the level: constants with rounding noise have none of their own. */
const leastSpread = 0.02;
/** A series that was at zero is compared with this share of the most that it ever was. */
const ofLargest = 0.1;
/** A series has moved when it is unusual for this share of the time around the alert. */
const movedShare = 0.5;
/** The time around the alert in which it has to be unusual. */
const aroundMs = 300_000;

/** Longer series are averaged over steps of equal length; an onset is told to 1/480 of the range. */
const mostPoints = 480;

interface Course {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

function isInOrder(points: readonly Point[]): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    if (point[0] < last) return false;
    last = point[0];
  }
  return true;
}

/** Finite points in order of time, thinned. One pass: a day of thousands of series is read within a second's fraction. */
function toCourse(points: readonly Point[]): Course {
  const ordered = isInOrder(points) ? points : points.toSorted((a, b) => a[0] - b[0]);
  const fromMs = ordered[0]?.[0] ?? 0;
  const spanMs = (ordered.at(-1)?.[0] ?? 0) - fromMs;
  const stepMs = ordered.length <= mostPoints ? 0 : spanMs / (mostPoints - 1);
  const times = new Float64Array(Math.min(mostPoints, ordered.length));
  const sums = new Float64Array(times.length);
  const counts = new Float64Array(times.length);
  let place = -1;
  let endMs = Number.NEGATIVE_INFINITY;
  for (const point of ordered) {
    const time = point[0];
    const value = point[1];
    if (!Number.isFinite(value)) continue;
    if (time >= endMs) {
      place += 1;
      times[place] = time;
      endMs = stepMs === 0 ? time : fromMs + stepMs * (1 + Math.floor((time - fromMs) / stepMs));
    }
    sums[place] = (sums[place] ?? 0) + value;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  for (let index = 0; index <= place; index += 1) sums[index] = (sums[index] ?? 0) / (counts[index] ?? 1);
  return { times: times.subarray(0, place + 1), values: sums.subarray(0, place + 1) };
}

const counterName = /_(?:total|count|sum|bucket)$/;
/** A counter in use rises at most of its steps; one that stood still and begins to rise is news by itself. */
const risingShare = 0.5;

/** What a counter that was in use adds at each step; a restart begins at zero. Other series stay as they are. */
function toIncreases(name: string, { times, values }: Course, usualUntilMs: number): Course {
  if (!counterName.test(name) || values.length < 2) return { times, values };
  let usual = 0;
  let rising = 0;
  let falling = 0;
  for (let place = 1; place < values.length; place += 1) {
    const step = (values[place] ?? 0) - (values[place - 1] ?? 0);
    if (step < 0) falling += 1;
    if ((times[place] ?? 0) > usualUntilMs) continue;
    usual += 1;
    if (step > 0) rising += 1;
  }
  if (rising <= risingShare * usual || falling > 0.1 * values.length) return { times, values };
  const increases = values.slice(1).map((value, place) => {
    const before = values[place] ?? 0;
    return value >= before ? value - before : value;
  });
  return { times: times.slice(1), values: increases };
}

function middleOf(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

/** Shows of one series whether, when and how far it moved. Linear in its points. */
function toMoved(series: ObservedSeries, startedAtMs: number): MovedSeries | null {
  const course = toCourse(series.points);
  const usualUntilMs = usualUntil(course.times[0] ?? startedAtMs, startedAtMs);
  const { times, values } = toIncreases(series.name, course, usualUntilMs);
  let end = 0;
  while (end < times.length && (times[end] ?? 0) <= usualUntilMs) end += 1;
  if (end < fewestUsual) return null;
  const usual = values.slice(0, end).sort();
  const before = middleOf(usual);
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return null;
  for (let place = 0; place < end; place += 1) usual[place] = Math.abs((usual[place] ?? 0) - before);
  const floor = leastSpread * Math.max(Math.abs(before), ofLargest * largest);
  const limit = unusualSpreads * Math.max(middleOf(usual.sort()), floor);
  const isUnusual = (value: number): boolean => Math.abs(value - before) > limit;
  let around = 0;
  const unusual: Point[] = [];
  for (let place = end; place < times.length; place += 1) {
    const time = times[place] ?? 0;
    if (Math.abs(time - startedAtMs) > aroundMs) continue;
    const value = values[place] ?? before;
    around += 1;
    if (isUnusual(value)) unusual.push([time, value]);
  }
  if (unusual.length === 0 || unusual.length < movedShare * around) return null;
  let atMs = unusual[0]?.[0] ?? startedAtMs;
  for (let place = times.length - 1; place >= 0; place -= 1) {
    const time = times[place] ?? 0;
    if (time > atMs) continue;
    if (!isUnusual(values[place] ?? before)) break;
    atMs = time;
  }
  // What restarts after the alert begins anew: where it stood before is the news.
  const until = unusual.filter(([time]) => time <= startedAtMs);
  const now = middleOf(Float64Array.from(until.length > 0 ? until : unusual, ([, value]) => value).sort());
  const size = (unusualSpreads * Math.abs(now - before)) / limit;
  return {
    key: series.key,
    name: series.name,
    labels: series.labels,
    service: serviceOfLabels(series.labels),
    direction: now > before ? 'up' : 'down',
    before,
    now,
    atMs,
    strength: size / (size + unusualSpreads),
  };
}

export function findMovedSeries(
  series: readonly ObservedSeries[],
  startedAtMs: number,
): readonly MovedSeries[] {
  return series
    .flatMap((one) => toMoved(one, startedAtMs) ?? [])
    .sort((a, b) => a.atMs - b.atMs || (a.key < b.key ? -1 : 1));
}
