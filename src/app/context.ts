import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { Scheduler } from '../scheduling/scheduler.ts';
import type { NotificationGroup } from '../storage/notifications.ts';
import type { Db } from '../storage/schema.ts';
import type { Assembly } from './assemble.ts';
import type { Metrics } from './metrics.ts';

/** What the steps of the path share. `assembly()` is asked each time: a reload replaces it. */
export interface AppContext {
  readonly db: Db;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly assembly: () => Assembly;
  readonly createId: () => string;
}

/** The kinds of work that the scheduler is asked for. */
export const work = {
  /** id: `<notifier>/<group key>`, so that what a vendor is told of one group is told in order */
  notify: 'notify',
  /** id: `<incident>` */
  analyse: 'analyse',
  /** id: `<incident>`; the second look at the test of its cause */
  testCause: 'test_cause',
  sweep: 'sweep',
} as const;

/** Group keys may hold anything, names of notifiers hold no slash. */
export function toNotifyId(group: NotificationGroup): string {
  return `${group.notifier}/${group.groupKey}`;
}

export function parseNotifyId(id: string): NotificationGroup {
  const slash = id.indexOf('/');
  return { notifier: id.slice(0, slash), groupKey: id.slice(slash + 1) };
}
