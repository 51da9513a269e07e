import type { Clock } from '../domain/clock.ts';

/** Shorter than the 10 s after which Docker kills, the first of those who do. */
const stopGraceMs = 5000;

/** A stop that holds back for a moment. `release` must be called when the work is done. */
export interface StopGrace {
  readonly signal: AbortSignal;
  readonly release: () => void;
}

/**
 * Lets a call that is under way when the service stops come to its end: cut off, its vendor may have taken the message
 * while we take it for not sent, and send it again after the start.
 */
export function createStopGrace(stop: AbortSignal, clock: Clock): StopGrace {
  const controller = new AbortController();
  let cancel = (): void => undefined;
  const onStop = (): void => {
    cancel = clock.after(stopGraceMs, () => controller.abort(stop.reason));
  };
  stop.addEventListener('abort', onStop, { once: true });
  return {
    signal: controller.signal,
    release: () => {
      stop.removeEventListener('abort', onStop);
      cancel();
    },
  };
}
