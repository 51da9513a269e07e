import type { Clock } from '../domain/clock.ts';

/** Taking alerts in goes before explaining them: one thread does both. */
export interface GiveWay {
  /** A webhook is being taken in, or has just been. */
  readonly noteIntake: () => void;
  /** Whether an analysis that has waited since then should wait a little longer. */
  readonly mustWait: (sinceMs: number) => boolean;
}

/** So many webhooks within the window are a load that would feel an analysis beside it. */
const busyWebhooks = 10;
const windowMs = 500;
/** However busy it is: after this long an alert is explained. */
const longestWaitMs = 30_000;

export function createGiveWay(clock: Clock): GiveWay {
  let windowStartMs = clock.now();
  let counted = 0;
  let before = 0;
  const roll = (): void => {
    const passedMs = clock.now() - windowStartMs;
    if (passedMs >= 0 && passedMs < windowMs) return;
    before = passedMs >= 0 && passedMs < 2 * windowMs ? counted : 0;
    counted = 0;
    windowStartMs = clock.now();
  };
  return {
    noteIntake: () => {
      roll();
      counted += 1;
    },
    mustWait: (sinceMs) => {
      roll();
      const waitedMs = clock.now() - sinceMs;
      return Math.max(counted, before) >= busyWebhooks && waitedMs >= 0 && waitedMs < longestWaitMs;
    },
  };
}
