import type { Clock } from '../domain/clock.ts';
import { createLane, type Lane } from '../notification/lane.ts';
import type { Notifier } from '../notification/notifier.ts';
import type { Metrics } from './metrics.ts';

export interface Lanes {
  /** The lane of a notifier; a new one when its pace has changed. */
  readonly of: (notifier: Notifier) => Lane;
}

export function createLanes(deps: { readonly clock: Clock; readonly metrics: Metrics }): Lanes {
  const lanes = new Map<string, { readonly pace: string; readonly lane: Lane }>();
  return {
    of: (notifier) => {
      const pace = JSON.stringify(notifier.pace);
      const known = lanes.get(notifier.name);
      if (known?.pace === pace) return known.lane;
      const lane = createLane({
        notifier: notifier.name,
        pace: notifier.pace,
        clock: deps.clock,
        onBreaker: (open) => deps.metrics.breakerOpen.set({ notifier: notifier.name }, open ? 1 : 0),
      });
      lanes.set(notifier.name, { pace, lane });
      return lane;
    },
  };
}
