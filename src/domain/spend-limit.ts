/** What may be spent in any window of time: by all calls, or by those of one part such as a team. */
export interface SpendLimit {
  /** How a message names it: "the day's budget", "the day's budget of team=db". */
  readonly name: string;
  /** Whose calls count; null for all. */
  readonly part: string | null;
  readonly windowMs: number;
  readonly usd: number;
  /**
   * The share that may be spent at once; the rest flows back evenly over the window, so that a storm at night leaves
   * something for the morning. 1 for a plain rolling window.
   */
  readonly burst: number;
}

/** What was spent in a slice of time; `atMs` is no earlier than any of it. */
export interface SpentSlice {
  readonly atMs: number;
  readonly usd: number;
}

/** So many slices make a window: five minutes of a day. */
export const slicesPerWindow = 288;

/** Rounding in sums of many small amounts. */
const epsilon = 1e-9;

/**
 * What may still be spent now: a token bucket that holds `burst` of the limit and is refilled with the rest in the course
 * of the window, so that no window ever sees more than the limit. It is written as its equivalent over the past, because
 * rows are kept and levels are not: of what was spent since any moment, no more than the bucket plus the refill since then
 * (Le Boudec and Thiran, Network Calculus, theorem 1.2.2). `neededUsd` is what the next call may cost; the bucket is never
 * smaller, or a small budget would allow nothing at all.
 */
export function computeAllowance(
  limit: Pick<SpendLimit, 'windowMs' | 'usd' | 'burst'>,
  spent: readonly SpentSlice[],
  { neededUsd, nowMs }: { readonly neededUsd: number; readonly nowMs: number },
): number {
  const bucket = Math.max(limit.usd * limit.burst, Math.min(neededUsd, limit.usd));
  const refillPerMs = (limit.usd - bucket) / limit.windowMs;
  let sum = 0;
  let allowance = bucket;
  for (const { atMs, usd } of [...spent].sort((a, b) => b.atMs - a.atMs)) {
    sum += usd;
    const sinceMs = Math.min(limit.windowMs, Math.max(0, nowMs - atMs));
    allowance = Math.min(allowance, bucket + refillPerMs * sinceMs - sum);
  }
  return Math.max(0, allowance);
}

export function fits(neededUsd: number, allowanceUsd: number): boolean {
  return neededUsd <= allowanceUsd + epsilon;
}
