import { medianOf } from './order-statistics.ts';

/** The place from which on another level explains the values best, by the squares between the two; 0 when they are all equal. */
function findBestStep(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  let [sum, most, place] = [0, 0, 0];
  for (let index = 1; index < values.length; index += 1) {
    sum += values[index - 1] ?? 0;
    const rest = values.length - index;
    const gain = (sum / index - (total - sum) / rest) ** 2 * index * rest;
    if (gain > most) [most, place] = [gain, index];
  }
  return place;
}

/**
 * Distances from the two levels of which the values are made, if there is a step in them. What an incident did for a tenth of
 * the time or more would pass for the usual spread: the plainer and longer it was, the less it would count.
 */
export function residualsOfBestStep(values: Float64Array): Float64Array {
  const place = findBestStep(values);
  const before = medianOf(values.subarray(0, place));
  const after = medianOf(values.subarray(place));
  return values.map((value, index) => value - (index < place ? before : after));
}
