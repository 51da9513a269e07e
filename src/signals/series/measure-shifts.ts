import { measureReach, type Reach } from './measure-reach.ts';
import { measureUnsteadiness, type Unsteadiness } from './measure-unsteadiness.ts';
import { firstAtOrAfter, medianOf } from './order-statistics.ts';
import { moderateSpreads } from './peer-spread.ts';
import type { ReadSeries } from './read-series.ts';
import type { SeriesLimit } from './series-limit.ts';

/** The time in which the incident is taken to be. Everything outside of it, before or after, shows what is usual. */
export interface IncidentWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How far a series moved in the incident. */
export interface Shift {
  readonly series: ReadSeries;
  /** In spreads, negative for down. */
  readonly size: number;
  /** How many times as far as in any stretch of equal length that was usual: beyond 1, it never went so far before. */
  readonly surpass: number;
  /** Places of the incident in the series. */
  readonly from: number;
  readonly to: number;
  /** Distance from the usual level at each of them, in spreads. */
  readonly distances: Float64Array;
  /** How near to its limit it came; null when none is known. */
  readonly reach: Reach | null;
  readonly unsteadiness: Unsteadiness;
}

interface Split {
  readonly series: ReadSeries;
  readonly center: number;
  readonly residuals: Float64Array;
  readonly from: number;
  readonly to: number;
}

const fewestUsual = 2;
/** Neighbouring points say the same again: more than these tell no more about a level than so many. */
const mostIndependent = 4;
const mostUsual = 30;

function split(series: ReadSeries, window: IncidentWindow): Split | null {
  const { times, moved } = series;
  const from = firstAtOrAfter(times, window.fromMs);
  const to = firstAtOrAfter(times, window.toMs + 1);
  const usual = new Float64Array(times.length - (to - from));
  if (usual.length < fewestUsual || to === from) return null;
  usual.set(moved.subarray(0, from));
  usual.set(moved.subarray(to), from);
  const center = medianOf(usual);
  return { series, center, residuals: usual.map((value) => value - center), from, to };
}

/** Longer stretches than these are compared by stretches of this length. */
const longestStretch = 5;
/** A stretch that was calmer than this share of the shift's spread counts as much as that. */
const calmestStretch = 1;

/** The farthest that the mean of any stretch of usual points lay in one direction, in spreads. */
function farthestStretch(distances: Float64Array, length: number, sign: number): number {
  let [sum, most] = [0, 0];
  for (let index = 0; index < distances.length; index += 1) {
    sum += distances[index] ?? 0;
    if (index >= length) sum -= distances[index - length] ?? 0;
    if (index >= length - 1) most = Math.max(most, (sign * sum) / length);
  }
  return most;
}

/** How far each series moved between its usual level and the incident: a t-statistic with a moderated spread. */
export function measureShifts(
  all: readonly ReadSeries[],
  window: IncidentWindow & { readonly limits: ReadonlyMap<ReadSeries, SeriesLimit> },
): readonly Shift[] {
  const splits = all.flatMap((series) => split(series, window) ?? []);
  const spreads = moderateSpreads(splits);
  return splits.map(({ series, center, residuals, from, to }, index): Shift => {
    const spread = spreads[index] ?? 1;
    const distances = series.moved.subarray(from, to).map((value) => (value - center) / spread);
    let total = 0;
    for (const distance of distances) total += distance;
    const error = Math.sqrt(
      1 / Math.min(distances.length, mostIndependent) + 1 / Math.min(residuals.length, mostUsual),
    );
    const mean = total / distances.length;
    const length = Math.min(longestStretch, distances.length, Math.ceil(residuals.length / 2));
    const farthest = farthestStretch(residuals, length, Math.sign(mean)) / spread;
    const surpass = Math.abs(mean) / Math.max(calmestStretch, farthest);
    const limit = window.limits.get(series);
    const reach = limit === undefined ? null : measureReach({ series, from, to }, limit);
    return {
      series,
      size: mean / error,
      surpass,
      from,
      to,
      distances,
      reach,
      unsteadiness: measureUnsteadiness(distances),
    };
  });
}
