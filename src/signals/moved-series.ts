import { median, medianAbsoluteDeviation } from 'simple-statistics';
import type { Labels } from '../domain/labels.ts';
import type { ObservedSeries } from '../domain/observation.ts';
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

/** Shows of one series whether, when and how far it moved. Linear in its points. */
function toMoved(series: ObservedSeries, startedAtMs: number): MovedSeries | null {
  const points = series.points.filter(([, value]) => Number.isFinite(value)).toSorted((a, b) => a[0] - b[0]);
  const firstMs = points[0]?.[0] ?? startedAtMs;
  const usualUntilMs = usualUntil(firstMs, startedAtMs);
  const usual = points.filter(([time]) => time <= usualUntilMs).map(([, value]) => value);
  if (usual.length < fewestUsual) return null;
  const before = median(usual);
  const largest = points.reduce((most, [, value]) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return null;
  const floor = leastSpread * Math.max(Math.abs(before), ofLargest * largest);
  const spread = Math.max(medianAbsoluteDeviation(usual), floor);
  const distance = (value: number): number => Math.abs(value - before) / spread;
  const around = points.filter(([time]) => Math.abs(time - startedAtMs) <= aroundMs);
  const unusual = around.filter(([, value]) => distance(value) > unusualSpreads);
  if (unusual.length === 0 || unusual.length < movedShare * around.length) return null;
  let atMs = unusual[0]?.[0] ?? startedAtMs;
  for (const [time, value] of points.toReversed()) {
    if (time > atMs) continue;
    if (distance(value) <= unusualSpreads) break;
    atMs = time;
  }
  // What restarts after the alert begins anew: where it stood before is the news.
  const until = unusual.filter(([time]) => time <= startedAtMs);
  const now = median((until.length > 0 ? until : unusual).map(([, value]) => value));
  const size = distance(now);
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
