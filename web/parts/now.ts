import { useSyncExternalStore } from 'react';

const tickMs = 5000;

let offsetMs = 0;
let shownMs = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function tick(): void {
  shownMs = Date.now() + offsetMs;
  for (const listener of listeners) listener();
}

/** Ages are told by the service's clock: this computer's may be wrong, and a demo lives in its own time. */
export function setServiceTime(nowMs: number): void {
  offsetMs = nowMs - Date.now();
  tick();
}

const readShown = (): number => shownMs;

/** The time of the service, a few seconds coarse. */
export function useNow(): number {
  return useSyncExternalStore(
    (notify) => {
      listeners.add(notify);
      timer ??= setInterval(tick, tickMs);
      return () => {
        listeners.delete(notify);
        if (listeners.size > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
      };
    },
    readShown,
    readShown,
  );
}
