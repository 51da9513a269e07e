/**
 * The way to one vendor: so many messages a second, and none while the vendor is down. Each notifier has its own, so that
 * a slow or dead one holds up nobody else. A lane loses nothing: who is turned away has a row that stays behind, and
 * comes again.
 */
import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import type { Clock } from '../domain/clock.ts';
import { AppError, type ErrorCode, toAppError } from '../domain/errors.ts';
import { type Priority, priorities } from './priority.ts';

/** What a vendor takes: https://api.slack.com/apis/rate-limits names one message a second and channel, with short bursts. */
export interface Pace {
  readonly perSecond: number;
  readonly burst: number;
}

export interface LaneOptions {
  readonly notifier: string;
  /** Null: as fast as the vendor answers. */
  readonly pace: Pace | null;
  readonly clock: Clock;
  readonly onBreaker: (open: boolean) => void;
}

export type Admission = { readonly ok: true } | { readonly ok: false; readonly retryInMs: number };

export interface Lane {
  /** Waits for a turn, if what is to be told is worth a place; else says when to come again. */
  readonly enter: (priority: Priority, signal: AbortSignal) => Promise<Admission>;
  /** Gives a turn back that was not used. */
  readonly giveBack: () => void;
  /** Calls the vendor, unless it has failed several times in a row: then `notifier_unreachable` at once. */
  readonly call: <T>(work: () => Promise<T>) => Promise<T>;
}

/** These say that the vendor is down, not that it dislikes a message. */
const outages: readonly ErrorCode[] = ['notifier_unreachable', 'notifier_timeout'];
const failuresToOpen = 5;
const halfOpenAfterMs = 10_000;
/** Places of the scheduler that those who wait here may hold. */
const mostWaiting = 4;
const longestAwayMs = 30_000;

interface Waiter {
  readonly priority: Priority;
  readonly admit: (admission: Admission) => void;
}

export function createLane(options: LaneOptions): Lane {
  const { clock, pace } = options;
  const breaker = circuitBreaker(
    handleWhen((error) => outages.includes(toAppError(error).code)),
    { halfOpenAfter: halfOpenAfterMs, breaker: new ConsecutiveBreaker(failuresToOpen) },
  );
  breaker.onBreak(() => options.onBreaker(true));
  breaker.onReset(() => options.onBreaker(false));

  let tokens = pace?.burst ?? 0;
  let countedMs = clock.now();
  const waiting: Waiter[] = [];
  /** When the last of those who were sent away is to come back. */
  let lastReturnMs = 0;
  let cancel: (() => void) | null = null;

  function refill(rate: Pace): void {
    const nowMs = clock.now();
    // A clock that was set back must not stop the lane.
    const elapsedMs = Math.max(0, nowMs - countedMs);
    tokens = Math.min(rate.burst, tokens + (elapsedMs / 1000) * rate.perSecond);
    countedMs = nowMs;
  }

  function admitNext(rate: Pace): void {
    cancel = null;
    refill(rate);
    while (tokens >= 1 && waiting.length > 0) {
      waiting.sort((a, b) => priorities.indexOf(a.priority) - priorities.indexOf(b.priority));
      tokens -= 1;
      waiting.shift()?.admit({ ok: true });
    }
    if (waiting.length === 0) return;
    cancel = clock.after(Math.ceil(((1 - tokens) / rate.perSecond) * 1000), () => admitNext(rate));
  }

  /** Those who are sent away come back one after the other, behind those who wait. */
  function turnAway(rate: Pace): Admission {
    const nowMs = clock.now();
    const turnMs = 1000 / rate.perSecond;
    const soonestMs = nowMs + turnMs * (waiting.length + 1);
    const wantedMs = Math.max(soonestMs, Math.min(lastReturnMs, nowMs + longestAwayMs) + turnMs);
    lastReturnMs = Math.min(wantedMs, nowMs + longestAwayMs);
    return { ok: false, retryInMs: Math.ceil(lastReturnMs - nowMs) };
  }

  return {
    enter: (priority, signal) => {
      if (pace === null) return Promise.resolve({ ok: true });
      refill(pace);
      if (tokens >= 1 && waiting.length === 0) {
        tokens -= 1;
        return Promise.resolve({ ok: true });
      }
      const urgent = priority === 'critical' || priority === 'resolved';
      if (!urgent || waiting.length >= mostWaiting) return Promise.resolve(turnAway(pace));
      return new Promise((resolve) => {
        const onStop = (): void => {
          const index = waiting.indexOf(waiter);
          if (index < 0) return;
          waiting.splice(index, 1);
          resolve({ ok: false, retryInMs: 1000 });
        };
        const admit = (admission: Admission): void => {
          signal.removeEventListener('abort', onStop);
          resolve(admission);
        };
        const waiter: Waiter = { priority, admit };
        waiting.push(waiter);
        signal.addEventListener('abort', onStop, { once: true });
        if (cancel === null) admitNext(pace);
      });
    },
    giveBack: () => {
      if (pace !== null) tokens = Math.min(pace.burst, tokens + 1);
    },
    call: async (work) => {
      try {
        return await breaker.execute(work);
      } catch (thrown) {
        if (!(thrown instanceof BrokenCircuitError)) throw thrown;
        throw new AppError({
          code: 'notifier_unreachable',
          message: `notifier "${options.notifier}" has failed ${failuresToOpen} times in a row and is left alone for a moment`,
          retryAfterMs: halfOpenAfterMs,
        });
      }
    },
  };
}
