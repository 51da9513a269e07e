import { type Segment, segmentSeries } from './change-points.ts';
import type { Onset } from './onset.ts';
import { firstAtOrAfter, spreadOf } from './order-statistics.ts';

/** So many points tell where a stretch begins; finding it costs their square at worst. */
const mostPoints = 180;
/** Of these, so many after the time that is asked for. */
const mostAfter = 30;
/** The stretch that is meant may begin a point or two after the time that is asked for. */
const loosePoints = 2;
/** A stretch this many times its noise from the usual level is not there by chance. */
const plainNoises = 3;
/** What has gone half of the way is no longer where it usually is, however wide that is. */
const nearShare = 0.5;

/** From point to point, since a series that climbs is far from its middle without being noisy. */
function noiseOf(values: Float64Array, least: number): number {
  const steps = new Float64Array(Math.max(0, values.length - 1));
  for (let index = 0; index < steps.length; index += 1)
    steps[index] = (values[index + 1] ?? 0) - (values[index] ?? 0);
  return Math.hypot(least, spreadOf(steps) / Math.SQRT2);
}

function farthestOf({ startLevel, endLevel }: Segment): number {
  return Math.abs(startLevel) > Math.abs(endLevel) ? startLevel : endLevel;
}

/**
 * Since when a series has been on its way to where it is at a time: the beginning of the first of the stretches up to there that
 * are far from the usual level, or lead away from it. Distances are from that level, and so is `far`, in one unit; `leastNoise` is
 * the smallest that means anything. Null when it is as usual; the first point when it was like this from there on.
 */
export function findBeginning(
  { times, distances }: { readonly times: Float64Array; readonly distances: Float64Array },
  { atMs, far, leastNoise }: { readonly atMs: number; readonly far: number; readonly leastNoise: number },
): Onset | null {
  const asked = firstAtOrAfter(times, atMs);
  const to = Math.min(times.length, asked + mostAfter);
  const from = Math.max(0, to - mostPoints);
  const taken = distances.subarray(from, to);
  const when = times.subarray(from, to);
  const noise = noiseOf(taken, leastNoise);
  const { segments, changes } = segmentSeries(when, taken, noise);
  const place = Math.min(asked - from, taken.length - 1);
  const [here, next] = segments.slice(segments.findIndex((segment) => place < segment.to));
  if (here === undefined) return null;
  const isNext =
    next !== undefined &&
    place + loosePoints >= next.from &&
    Math.abs(farthestOf(next)) > Math.abs(farthestOf(here));
  const reached = farthestOf(isNext ? next : here);
  if (Math.abs(reached) <= plainNoises * noise) return null;
  const sign = Math.sign(reached);
  const enough = Math.min(far, nearShare * Math.abs(reached));
  let begun = segments.indexOf(isNext ? next : here);
  for (let before = segments[begun - 1]; before !== undefined; before = segments[begun - 1]) {
    const { startLevel, endLevel } = before;
    if (Math.max(sign * endLevel, sign * (endLevel - startLevel)) <= enough) break;
    begun -= 1;
  }
  const change = changes[begun - 1];
  if (change === undefined) {
    const [whole] = segments;
    const isAll = whole !== undefined && Math.min(sign * whole.startLevel, sign * whole.endLevel) > enough;
    return isAll ? { atMs: when[0] ?? atMs, uncertaintyMs: 0 } : null;
  }
  const [low, high] = change.possible;
  return { atMs: when[change.place] ?? atMs, uncertaintyMs: ((when[high] ?? 0) - (when[low] ?? 0)) / 2 };
}
