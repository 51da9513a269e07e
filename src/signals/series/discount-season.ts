import { firstAtOrAfter, medianOf, spreadOf } from './order-statistics.ts';
import type { ReadSeries } from './read-series.ts';

const hourMs = 3_600_000;
/** People and jobs keep the hours of the day and of the week. */
export const seasonsMs = [24 * hourMs, 7 * 24 * hourMs] as const;
/** What comes at the same time every day is late by so much at times. */
const looseMs = 900_000;
const asFarShare = 0.25;
/** What may be of the incident, and is discounted: what came before shows by itself how far things go. */
const beforeMs = hourMs / 2;
const afterMs = hourMs;
/** A season is told from noise from this many spreads on. */
const plainSpreads = 1.5;

/** How far a series was from a level at about this time, in one direction: a quarter of the points around it were as far. */
function distanceAround(
  { times, moved }: ReadSeries,
  timeMs: number,
  from: { center: number; sign: number },
): number {
  const [first, end] = [firstAtOrAfter(times, timeMs - looseMs), firstAtOrAfter(times, timeMs + looseMs + 1)];
  const far = moved.slice(first, end).map((value) => from.sign * (value - from.center));
  return far.sort()[Math.floor((1 - asFarShare) * far.length)] ?? 0;
}

/**
 * Takes from each movement around the alert what came at the same hour a day or a week before, too: the seasonal naive
 * forecast (Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", 2021, ch. 5.2), only ever used to discount,
 * so that a calm yesterday makes nothing more unusual than it is. The same series when there is no yesterday.
 */
export function discountSeason(series: ReadSeries, startedAtMs: number): ReadSeries {
  const { times, moved } = series;
  const first = times[0] ?? startedAtMs;
  if (first > startedAtMs + afterMs - (seasonsMs[0] - looseMs)) return series;
  const from = firstAtOrAfter(times, startedAtMs - beforeMs);
  const to = firstAtOrAfter(times, startedAtMs + afterMs + 1);
  const usual = new Float64Array(from + moved.length - to);
  usual.set(moved.subarray(0, from));
  usual.set(moved.subarray(to), from);
  const center = medianOf(usual);
  const least = plainSpreads * spreadOf(usual.map((value) => value - center));
  const discounted = moved.slice();
  let changed = false;
  for (let place = from; place < to; place += 1) {
    const distance = (moved[place] ?? 0) - center;
    if (Math.abs(distance) <= least) continue;
    const sign = Math.sign(distance);
    const most = seasonsMs.reduce(
      (far, season) => Math.max(far, distanceAround(series, (times[place] ?? 0) - season, { center, sign })),
      0,
    );
    if (most <= least) continue;
    discounted[place] = center + sign * Math.max(0, Math.abs(distance) - most);
    changed = true;
  }
  return changed ? { ...series, moved: discounted } : series;
}
