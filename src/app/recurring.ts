import type { Clock } from '../domain/clock.ts';
import type { Scheduler } from '../scheduling/scheduler.ts';

/** Work that is asked for again and again. */
export interface RecurringWork {
  readonly kind: string;
  readonly firstAfterMs: number;
  readonly everyMs: () => number;
}

/**
 * Asks in time. Every replica does so for itself: were it the run that asks for the next one, all would end with the
 * replica that happened to do the last. Requests that meet are one run.
 */
export function startRecurring(
  { scheduler, clock }: { readonly scheduler: Scheduler; readonly clock: Clock },
  list: readonly RecurringWork[],
): { readonly stop: () => void } {
  const cancels = new Map<string, () => void>();
  const tick = ({ kind, everyMs }: RecurringWork): void => {
    scheduler.request({ kind, id: 'all' });
    cancels.set(
      kind,
      clock.after(everyMs(), () => tick({ kind, everyMs, firstAfterMs: 0 })),
    );
  };
  for (const work of list) {
    if (work.firstAfterMs === 0) tick(work);
    else
      cancels.set(
        work.kind,
        clock.after(work.firstAfterMs, () => tick(work)),
      );
  }
  return {
    stop: () => {
      for (const cancel of cancels.values()) cancel();
    },
  };
}
