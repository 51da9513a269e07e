/** Puts the number that belongs at `place` there, smaller ones before and larger ones behind (Hoare's "Find", 1961). */
function select(values: Float64Array, place: number): void {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[place] ?? 0;
    let [left, right] = [low, high];
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left += 1;
      while ((values[right] ?? 0) > pivot) right -= 1;
      if (left > right) break;
      const swapped = values[left] ?? 0;
      values[left] = values[right] ?? 0;
      values[right] = swapped;
      left += 1;
      right -= 1;
    }
    if (right < place) low = left;
    if (left > place) high = right;
  }
}

/** Quantile of a list that may be reordered, between neighbours by distance; 0 for none. */
function quantileInPlace(values: Float64Array, share: number): number {
  if (values.length === 0) return 0;
  const at = share * (values.length - 1);
  const below = Math.floor(at);
  select(values, below);
  const low = values[below] ?? 0;
  if (at === below) return low;
  let high = Number.POSITIVE_INFINITY;
  for (let index = below + 1; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    if (value < high) high = value;
  }
  return low + (at - below) * (high - low);
}

export function medianOf(values: Float64Array): number {
  return quantileInPlace(values.slice(), 0.5);
}

/**
 * Standard deviation of distances from a median, by the one below which 90 % lie: for a normal distribution that is
 * 1.645. The median of them is zero for a series that mostly stands still and sometimes jumps, which would make each jump
 * an event.
 */
export function spreadOf(distances: Float64Array): number {
  const sizes = new Float64Array(distances.length);
  for (let index = 0; index < sizes.length; index += 1) sizes[index] = Math.abs(distances[index] ?? 0);
  return quantileInPlace(sizes, 0.9) / 1.645;
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
