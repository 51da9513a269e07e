import { firstAtOrAfter, medianOf } from './order-statistics.ts';
import { moderateSpreads } from './peer-spread.ts';
import type { ReadSeries } from './read-series.ts';

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
  /** Places of the incident in the series. */
  readonly from: number;
  readonly to: number;
  /** Distance from the usual level at each of them, in spreads. */
  readonly distances: Float64Array;
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

/** How far each series moved between its usual level and the incident: a t-statistic with a moderated spread. */
export function measureShifts(all: readonly ReadSeries[], window: IncidentWindow): readonly Shift[] {
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
    return { series, size: total / distances.length / error, from, to, distances };
  });
}
