import type { Clock } from '../src/domain/clock.ts';

export interface FastClock extends Clock {
  /** Sets the clock forth or back at once, as an administrator or NTP would; timers that are set stay as they are. */
  readonly jump: (ms: number) => void;
}

/** Time that goes `speed` times as fast as ours, so that waiting for retries takes no patience. */
export function createFastClock(speed: number): FastClock {
  const startMs = Date.now();
  const startedAtMs = performance.now();
  let jumpedMs = 0;
  return {
    now: () => Math.round(startMs + jumpedMs + (performance.now() - startedAtMs) * speed),
    after: (delayMs, fn) => {
      const timer = setTimeout(fn, delayMs / speed);
      return () => clearTimeout(timer);
    },
    jump: (ms) => {
      jumpedMs += ms;
    },
  };
}
