import { spreadOf } from './order-statistics.ts';
import type { ReadSeries } from './read-series.ts';

export interface Residuals {
  readonly series: Pick<ReadSeries, 'peerKey'>;
  /** Distances from the usual level. */
  readonly residuals: Float64Array;
}

/** How many points of its own a series needs to be believed as much as its peers. */
const peerWeight = 24;
/** Nothing moves by less than this on the scale of ratios: 3 % of a level, so that float noise on a constant is none. */
export const leastSpread = 0.03;
/** Of each series, for the spread of all of them. */
const mostSamples = 100;

function sample(values: Float64Array): Float64Array {
  if (values.length <= mostSamples) return values;
  const step = values.length / mostSamples;
  const taken = new Float64Array(mostSamples);
  for (let index = 0; index < mostSamples; index += 1) taken[index] = values[Math.floor(index * step)] ?? 0;
  return taken;
}

function concatenate(lists: readonly Float64Array[]): Float64Array {
  const together = new Float64Array(lists.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const list of lists) {
    together.set(list, at);
    at += list.length;
  }
  return together;
}

/**
 * The spread of each series. One with few points does not know its own: it is moderated by that of the same metric of
 * other services (Smyth, "Linear models and empirical Bayes methods for assessing differential expression", 2004).
 */
export function moderateSpreads(all: readonly Residuals[]): readonly number[] {
  const peers = Map.groupBy(all, ({ series }) => series.peerKey);
  const spreadOfPeers = new Map(
    [...peers].map(([key, list]) => [key, spreadOf(concatenate(list.map((one) => sample(one.residuals))))]),
  );
  return all.map(({ series, residuals }) => {
    const own = spreadOf(residuals);
    const ofPeers = spreadOfPeers.get(series.peerKey) ?? own;
    const { length } = residuals;
    const variance = (length * own ** 2 + peerWeight * ofPeers ** 2) / (length + peerWeight);
    return Math.hypot(Math.sqrt(variance), leastSpread);
  });
}
