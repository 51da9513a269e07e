import { medianOf, spreadOf } from './order-statistics.ts';

/** How much more a series swings in an incident than usual. */
export interface Unsteadiness {
  /** Its spread there over the usual one. */
  readonly ratio: number;
  /** How far out that is, in standard errors; 0 when it is as steady as ever, or has too few points to tell. */
  readonly size: number;
}

const fewestPoints = 8;
/** Neighbouring points say the same again, as for levels. */
const mostIndependent = 12;

/**
 * From distances to the usual level in usual spreads: the logarithm of a variance of n points has a standard error of about
 * √(2 / (n − 1)) (Bartlett and Kendall, 1946). Its own middle is taken off, so that a step counts as none.
 */
export function measureUnsteadiness(distances: Float64Array): Unsteadiness {
  if (distances.length < fewestPoints) return { ratio: 1, size: 0 };
  const middle = medianOf(distances);
  const ratio = spreadOf(distances.map((distance) => distance - middle));
  const error = Math.sqrt(2 / (Math.min(distances.length, mostIndependent) - 1));
  return { ratio, size: Math.max(0, (2 * Math.log(Math.max(1, ratio))) / error) };
}
