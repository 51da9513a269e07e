/** A number of a sentence, with its unit and with what kind of statement it makes. */
import type { Dimension } from '../quantity.ts';

/**
 * `amount`: so much of something. `factor`: so many times as much. `share`: such a part of a whole. `points`: a distance
 * of two percentages.
 */
export type NumeralKind = 'amount' | 'factor' | 'share' | 'points';

export interface Numeral {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: NumeralKind;
  /** In bytes, seconds, percent, or as it is. */
  readonly value: number;
  readonly tolerance: number;
  readonly dimension: Dimension;
  readonly perSeconds: number | null;
  readonly bound: 'above' | 'below' | null;
  readonly isSpelled: boolean;
}
