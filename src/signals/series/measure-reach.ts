import { formatDuration } from '../../domain/time.ts';
import { formatValue, type Unit } from '../../domain/unit.ts';
import { canReachEnd } from '../series-facts.ts';
import { medianOf } from './order-statistics.ts';
import type { ReadSeries } from './read-series.ts';
import { limitAt, type SeriesLimit } from './series-limit.ts';

/** How near to its limit a series came in an incident. */
export interface Reach {
  readonly kind: SeriesLimit['kind'];
  /** Whether the series is what is left of it. */
  readonly isRest: boolean;
  /** What the limit is at the end of the incident. */
  readonly limit: number;
  /** Of the limit, in use in the incident. */
  readonly share: number;
  /** How much nearer than usual, 0–1: what is always full tells nothing. */
  readonly newly: number;
  /** At the pace of the incident; null when it is full, or does not fill, or not within a day. */
  readonly fullInMs: number | null;
}

/**
 * Waiting grows with 1 / (1 − use): below four fifths it is small, and beyond it is what people feel (M/M/1; Gregg, "Systems
 * Performance", 2020, ch. 2.6).
 */
const feltShare = 0.8;
/** From here on it is full: what is measured once a minute misses the last moments. */
const fullShare = 0.98;
const longestMs = 86_400_000;
/** Fewer points show no pace, and more cost time without telling more. */
const [fewestPaced, mostPaced] = [4, 60];

function nearness(share: number): number {
  return Math.max(0, Math.min(1, (share - feltShare) / (fullShare - feltShare)));
}

/** The highest that was kept up for two points in a row: one point alone may be a hiccup. */
function keptUp(shares: Float64Array): number {
  if (shares.length < 2) return shares[0] ?? 0;
  let most = 0;
  for (let index = 1; index < shares.length; index += 1)
    most = Math.max(most, Math.min(shares[index] ?? 0, shares[index - 1] ?? 0));
  return most;
}

/** Median of the slopes between all pairs (Sen, 1968): a fourth of the points may be wrong. */
function slopePerMs(times: Float64Array, values: Float64Array): number {
  const from = Math.max(0, values.length - mostPaced);
  const slopes: number[] = [];
  for (let a = from; a < values.length; a += 1) {
    for (let b = a + 1; b < values.length; b += 1) {
      const wait = (times[b] ?? 0) - (times[a] ?? 0);
      if (wait > 0) slopes.push(((values[b] ?? 0) - (values[a] ?? 0)) / wait);
    }
  }
  return medianOf(Float64Array.from(slopes));
}

export function measureReach(
  {
    series,
    from,
    to,
  }: {
    readonly series: ReadSeries /** Places of the incident. */;
    readonly from: number;
    readonly to: number;
  },
  limit: SeriesLimit,
): Reach {
  const { times, values, meaning } = series;
  const shares = values.map((value, index) => {
    const share = value / limitAt(limit, times[index] ?? 0);
    return meaning.harm === 'down' ? 1 - share : share;
  });
  const during = shares.subarray(from, to);
  const usual = medianOf(Float64Array.from([...shares.subarray(0, from), ...shares.subarray(to)]));
  const share = keptUp(during);
  const slope = during.length < fewestPaced ? 0 : slopePerMs(times.subarray(from, to), during);
  const leftMs = slope > 0 ? Math.max(0, 1 - (during.at(-1) ?? 0)) / slope : Number.POSITIVE_INFINITY;
  return {
    kind: limit.kind,
    isRest: meaning.harm === 'down',
    limit: limitAt(limit, times[Math.max(from, to - 1)] ?? 0),
    share,
    newly: Math.max(0, nearness(share) - nearness(usual)),
    fullInMs: share >= fullShare || leftMs > longestMs ? null : leftMs,
  };
}

/** What ends at the pace of the incident, and when: only what can be full or empty, and only at its own limit, not at an alert's. */
function describeEnd({ kind, isRest, fullInMs }: Reach, name: string): string {
  const end = isRest ? 'empty' : 'full';
  if (fullInMs === null || kind === 'threshold') return '';
  // What has a limit of its own that was measured fills up to it, whatever it is called.
  if (kind === 'whole' && !canReachEnd(end, { name, about: '' })) return '';
  return `, ${end} in ${formatDuration(fullInMs)} at this pace`;
}

/** What is used up wholly, and was not before: "its limit of 10", "100 %"; null when nothing is, or only the alert says so. */
export function describeFull(reach: Reach | null, unit: Unit): string | null {
  if (reach === null || reach.newly === 0 || reach.isRest || reach.share < fullShare) return null;
  if (reach.kind === 'threshold') return null;
  return reach.kind === 'whole' ? '100 %' : `its limit of ${formatValue(reach.limit, unit)}`;
}

/** In a few words that follow what the series of this name did: "its limit of 10"; empty when it came nowhere near. */
export function describeReach(
  reach: Reach | null,
  { name, unit }: { readonly name: string; readonly unit: Unit },
): string {
  if (reach === null || reach.newly === 0) return '';
  const limit = formatValue(reach.limit, unit);
  const end = describeEnd(reach, name);
  const what = {
    limit: `its limit of ${limit}`,
    whole: '100 %',
    threshold: `the alert's threshold of ${limit}`,
  }[reach.kind];
  if (reach.isRest)
    return `, ${reach.share >= fullShare ? 'hardly anything' : 'little'} left of ${limit}${end}`;
  if (reach.share >= fullShare) return `, reached ${what}`;
  return `, near ${what}${end}`;
}
