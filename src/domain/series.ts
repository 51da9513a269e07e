import type { Labels } from './labels.ts';

/** Epoch milliseconds and a value. */
export type Point = readonly [timeMs: number, value: number];

/** One time series, oldest point first. */
export interface Series {
  readonly name: string;
  readonly labels: Labels;
  readonly points: readonly Point[];
}

export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}
