import { mean, quantileSorted } from 'simple-statistics';

const resamples = 4000;
const seed = 20_261;

/** A small generator with a seed, so that the same figures give the same interval each time (mulberry32). */
function createRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The mean of paired differences with its 95 % interval, by resampling the pairs (Efron's percentile bootstrap). */
export function resampleDifference(differences: readonly number[]): Interval {
  const random = createRandom(seed);
  const size = differences.length;
  const means = Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let index = 0; index < size; index += 1) sum += differences[Math.floor(random() * size)] ?? 0;
    return sum / size;
  }).sort((a, b) => a - b);
  return {
    mean: mean([...differences]),
    low: quantileSorted(means, 0.025),
    high: quantileSorted(means, 0.975),
  };
}
