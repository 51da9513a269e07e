import type { Clock } from '../src/domain/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time on and runs what falls due on the way, in order, each at its own time. */
  readonly advance: (ms: number) => void;
  /** The delays of the timers that are set, from now, the next one first. */
  readonly pending: () => readonly number[];
}

/** Time that stands still until a test moves it. */
export function createManualClock(startMs = 0): ManualClock {
  let nowMs = startMs;
  let timers: { readonly dueMs: number; readonly fn: () => void }[] = [];
  return {
    now: () => nowMs,
    after: (delayMs, fn) => {
      const timer = { dueMs: nowMs + delayMs, fn };
      timers = [...timers, timer].sort((a, b) => a.dueMs - b.dueMs);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance: (ms) => {
      const untilMs = nowMs + ms;
      for (let next = timers[0]; next !== undefined && next.dueMs <= untilMs; next = timers[0]) {
        timers = timers.slice(1);
        nowMs = next.dueMs;
        next.fn();
      }
      nowMs = untilMs;
    },
    pending: () => timers.map((timer) => timer.dueMs - nowMs),
  };
}

/** Lets everything that waits for a promise alone go on, without letting any time pass. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
