/** Where time comes from. Milliseconds since the epoch. Tests pass their own. */
export interface Clock {
  readonly now: () => number;
  /** Calls `fn` once after `delayMs`; the returned function cancels it. */
  readonly after: (delayMs: number, fn: () => void) => () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, fn) => {
    const timer = setTimeout(fn, delayMs);
    return () => clearTimeout(timer);
  },
};
