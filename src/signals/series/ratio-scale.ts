import { medianOf } from './order-statistics.ts';

/** Values below this share of what is usual are taken for nearly zero. */
const nearZeroShare = 0.1;
/** What is farther from zero than this is only far. */
const mostRatio = 1e12;

/** `asinh(value / scale)`, on which ratios are distances: nearly linear around zero, logarithmic beyond, whatever the unit. */
export function toRatioScale(values: Float64Array): Float64Array {
  const sizes = new Float64Array(values.length);
  let sized = 0;
  for (const value of values) {
    if (value === 0) continue;
    sizes[sized] = Math.abs(value);
    sized += 1;
  }
  const usual = sized === 0 ? 1 : nearZeroShare * medianOf(sizes.subarray(0, sized));
  const scale = Math.max(Number.MIN_VALUE, usual);
  const moved = new Float64Array(values.length);
  for (let index = 0; index < moved.length; index += 1) {
    const ratio = (values[index] ?? 0) / scale;
    moved[index] = Math.asinh(Math.max(-mostRatio, Math.min(mostRatio, ratio)));
  }
  return moved;
}
