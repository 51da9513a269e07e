/** Quantile of numbers in order, between neighbours by distance; 0 for none. */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return 0;
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? 0;
  return low + (place - below) * (high - low);
}

export function medianOf(values: Float64Array): number {
  return quantileOfSorted(values.toSorted(), 0.5);
}

/**
 * Standard deviation of distances from a median, by the one below which 90 % lie: for a normal distribution that is
 * 1.645. The median of them is zero for a series that mostly stands still and sometimes jumps, which would make each jump
 * an event.
 */
export function spreadOf(distances: Float64Array): number {
  return quantileOfSorted(distances.map(Math.abs).sort(), 0.9) / 1.645;
}

/** The first place in ordered times that is not before this one. */
export function firstAtOrAfter(times: Float64Array, timeMs: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
