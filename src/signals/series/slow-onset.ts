import { movedShare, relativeChange } from '../series-facts.ts';
import { summariseSeries } from '../summarise-series.ts';
import type { Onset } from './onset.ts';
import { medianOf } from './order-statistics.ts';
import type { ReadSeries } from './read-series.ts';

/** An onset so near to the beginning of the time that was searched may lie before it. */
const nearEdgeMs = 120_000;

/**
 * What builds up for longer than alerts usually take began before the time in which an onset is searched. Then it is where
 * most of the series that moved began to, by the rule that tells of each "moving since".
 */
export function reachBack(
  onset: Onset,
  all: readonly ReadSeries[],
  searched: { readonly fromMs: number; readonly startedAtMs: number },
): Onset {
  if (onset.atMs - searched.fromMs > nearEdgeMs) return onset;
  const begun = all.flatMap(({ source, isCounter }) => {
    if (isCounter) return [];
    const until = source.points.filter(([time]) => time <= searched.startedAtMs);
    const summary = summariseSeries(until, null);
    const moved = summary !== null && Math.abs(relativeChange(summary)) >= movedShare;
    return moved ? (summary.movingSinceMs ?? []) : [];
  });
  const atMs = medianOf(Float64Array.from(begun));
  return begun.length === 0 || atMs >= onset.atMs ? onset : { ...onset, atMs };
}
