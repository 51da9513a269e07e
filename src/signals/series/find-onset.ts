import { residualsOfBestStep } from './best-step.ts';
import { findBeginning } from './find-beginning.ts';
import { toFamilyKey } from './metric-meaning.ts';
import type { Onset } from './onset.ts';
import { firstAtOrAfter, medianOf } from './order-statistics.ts';
import { leastSpread, moderateSpreads } from './peer-spread.ts';
import type { ReadSeries } from './read-series.ts';

/** An alert tells of a fault up to half an hour after it began (`for:`, evaluation, grouping) … */
export const longestDelayMs = 1_800_000;
/** … and of a rate before a whole minute of it has been recorded. */
const ahead = 60_000;
const stepMs = 30_000;
/** What is an hour after the alert is no longer it. */
export const incidentMs = 3_600_000;
/** A single point is worth no more than this many spreads. */
const mostSpreads = 8;
/** The series that changed most decide, and none of them by itself, nor what is measured several times. */
const deciding = 6;
/** Gains count in full up to about this. */
const mostGain = 150;
/** The alert's own time stands unless another explains the series so much better. */
const enoughShare = 0.6;
/** What is left of a time's gain half an hour before the alert: most alerts are on time. */
const delayDiscount = 0.3;
/** Times that explain nearly as much as the best are as possible. */
const nearlyBest = 0.9;

const weightOf = { errors: 1, latency: 1, saturation: 1, traffic: 0.3, other: 0.3 } as const;
/** Latencies of outgoing calls jump for reasons of their own, such as idle connections. */
const outgoingWeight = 0.3;

/** A stretch this many spreads from the usual level belongs to the incident, when the one after it does. */
const unusualSpreads = 3;
/** A series has to gain this much from the two levels to tell when the second began. */
const tellingGain = 10;

/** So many points outside of the time in which the incident may have begun show by themselves what is usual. */
const enoughUsual = 8;

interface Leveled {
  readonly series: ReadSeries;
  /** Distances from the usual level, of all points. */
  readonly distances: Float64Array;
  /** Of those that are usual. */
  readonly residuals: Float64Array;
}

function level(series: ReadSeries, startedAtMs: number): Leveled | null {
  const { times, moved } = series;
  if (times.length < 4) return null;
  const from = firstAtOrAfter(times, startedAtMs - longestDelayMs);
  const to = firstAtOrAfter(times, startedAtMs + incidentMs);
  const outside = new Float64Array(times.length - (to - from));
  outside.set(moved.subarray(0, from));
  outside.set(moved.subarray(to), from);
  const usual = outside.length >= enoughUsual ? outside : moved;
  const center = medianOf(usual);
  return {
    series,
    distances: moved.map((value) => value - center),
    residuals: usual === outside ? usual.map((value) => value - center) : residualsOfBestStep(moved),
  };
}

function isHarmless(difference: number, { harm }: ReadSeries['meaning']): boolean {
  return harm === 'up' ? difference < 0 : harm === 'down' && difference > 0;
}

/** The first `count` of the series that do not measure what one before them does. */
function takeApart<Of extends { readonly one: Leveled }>(
  ordered: readonly Of[],
  count: number,
): readonly Of[] {
  const seen = new Set<string>();
  const taken: Of[] = [];
  for (const item of ordered) {
    if (taken.length === count) break;
    const { service, meaning } = item.one.series;
    const key = `${service}\0${toFamilyKey(meaning)}`;
    if (!seen.has(key)) taken.push(item);
    seen.add(key);
  }
  return taken;
}

/** For each time on the grid, how much better two levels explain a series than one: the squares between them. */
function toGains(
  { series, distances }: Leveled,
  spread: number,
  { grid, endMs }: { readonly grid: readonly number[]; readonly endMs: number },
): Float64Array {
  const { times, meaning } = series;
  const clipped = distances.map((value) => Math.max(-mostSpreads, Math.min(mostSpreads, value / spread)));
  let total = 0;
  for (const value of clipped) total += value;
  const weight = weightOf[meaning.kind] * (meaning.outgoing ? outgoingWeight : 1);
  const gains = new Float64Array(grid.length);
  let at = times.length - 1;
  let [sum, count] = [0, 0];
  for (let place = grid.length - 1; place >= 0; place -= 1) {
    for (; at >= 0 && (times[at] ?? 0) >= (grid[place] ?? 0); at -= 1) {
      if ((times[at] ?? 0) > endMs) continue;
      sum += clipped[at] ?? 0;
      count += 1;
    }
    const others = times.length - count;
    if (count < 1 || others < 2) continue;
    const difference = sum / count - (total - sum) / others;
    if (isHarmless(difference, meaning)) continue;
    gains[place] = (weight * difference ** 2 * count * others) / (count + others);
  }
  return gains;
}

function mostOf(gains: Float64Array): number {
  return gains.reduce((most, gain) => Math.max(most, gain), 0);
}

/**
 * When the incident began. The time since which the series that changed most have another level says which of their moves are
 * meant, linear in the points; where these moves began, the change points of a few series say. Null when nothing changed.
 */
export function findOnset(all: readonly ReadSeries[], startedAtMs: number): Onset | null {
  const grid: number[] = [];
  for (let time = startedAtMs - longestDelayMs; time <= startedAtMs + ahead; time += stepMs) grid.push(time);
  const leveled = all.flatMap((series) => level(series, startedAtMs) ?? []);
  const spreads = moderateSpreads(leveled);
  const measured = leveled
    .map((one, index) => {
      const spread = spreads[index] ?? 1;
      const gain = toGains(one, spread, { grid, endMs: startedAtMs + incidentMs });
      return { one, spread, gain, most: mostOf(gain) };
    })
    .sort((a, b) => b.most - a.most);
  const gains = takeApart(measured, deciding);
  // A recording that ends before the alert tells of a fault near its end.
  const lastMs = all.reduce((last, { times }) => Math.max(last, times.at(-1) ?? 0), 0);
  const knownMs = Math.min(startedAtMs, lastMs);
  const together = grid.map((timeMs, place) => {
    const delay = Math.log1p(Math.max(0, knownMs - timeMs) / 60_000) / Math.log1p(longestDelayMs / 60_000);
    const sum = gains.reduce(
      (total, { gain }) => total + mostGain * Math.log1p((gain[place] ?? 0) / mostGain),
      0,
    );
    return { timeMs, gain: sum * (1 - delayDiscount * delay) };
  });
  const best = together.reduce((a, b) => (b.gain > a.gain ? b : a));
  if (best.gain === 0) return null;
  const onTime = together
    .filter(({ timeMs }) => Math.abs(timeMs - startedAtMs) <= ahead)
    .reduce((a, b) => (b.gain > a.gain ? b : a));
  const { timeMs: chosenMs } = onTime.gain >= enoughShare * best.gain ? onTime : best;
  const place = grid.indexOf(chosenMs);
  const begun = gains
    .filter(({ gain }) => (gain[place] ?? 0) >= tellingGain)
    .flatMap(
      ({ one, spread }) =>
        findBeginning(
          { times: one.series.times, distances: one.distances },
          { atMs: chosenMs, far: unusualSpreads * spread, leastNoise: leastSpread },
        ) ?? [],
    );
  const since = begun.toSorted((a, b) => a.atMs - b.atMs);
  // One series alone may have begun to move for a reason of its own.
  const first = since[Math.min(1, since.length - 1)];
  if (first !== undefined && first.atMs <= chosenMs)
    return { atMs: first.atMs, uncertaintyMs: Math.max(stepMs, first.uncertaintyMs) };
  const possible = together.filter(({ gain }) => gain >= nearlyBest * best.gain);
  const width = (possible.at(-1)?.timeMs ?? chosenMs) - (possible[0]?.timeMs ?? chosenMs);
  return { atMs: chosenMs, uncertaintyMs: Math.max(stepMs, width / 2) };
}
