import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { Handle } from '../notification/notifier.ts';
import type { Scheduler, WorkKey } from '../scheduling/scheduler.ts';
import type { Commit } from '../storage/group-commit.ts';
import type { NotificationGroup } from '../storage/notifications.ts';
import type { Db } from '../storage/schema.ts';
import type { Assembly } from './assemble.ts';
import type { Egress } from './egress.ts';
import type { GiveWay } from './give-way.ts';
import type { Lanes } from './lanes.ts';
import type { Metrics } from './metrics.ts';
import type { Tracing } from './tracing.ts';

/** What the steps of the path share. `assembly()` is asked each time: a reload replaces it. */
export interface AppContext {
  readonly db: Db;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly assembly: () => Assembly;
  readonly lanes: Lanes;
  readonly tracing: Tracing;
  readonly giveWay: GiveWay;
  /** For what is taken in: many webhooks share one durable commit. */
  readonly commit: Commit;
  readonly createId: () => string;
  readonly egress: Egress;
  /** By notifier and incident. */
  readonly unsavedHandles: Map<string, UnsavedHandle>;
}

/** What a vendor has answered and the store has not taken yet. Counts while the row is as it was then. */
export interface UnsavedHandle {
  readonly handle: Handle;
  readonly rowHandle: string | null;
}

/** The kinds of work that the scheduler is asked for. */
export const work = {
  /** id: `<incident>` */
  analyse: 'analyse',
  /** id: `<incident>`; the second look at the test of its cause */
  testCause: 'test_cause',
  sweep: 'sweep',
  forget: 'forget',
  reconcile: 'reconcile',
  /** id: `<incident> <notifier>`; a picture beside a message */
  picture: 'picture',
} as const;

/**
 * What one notifier shows of one alert group is told in order: its key is the group. A kind of its own gives each
 * notifier places of its own, so that none waits for another.
 */
export function toNotifyKey(group: NotificationGroup): WorkKey {
  return { kind: notifyKind(group.notifier), id: group.groupKey };
}

export function notifyKind(notifier: string): string {
  return `notify/${notifier}`;
}
