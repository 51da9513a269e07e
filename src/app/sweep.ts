import { listPendingAnalyses } from '../storage/analyses.ts';
import { listBehind } from '../storage/notifications.ts';
import { type AppContext, toNotifyKey, work } from './context.ts';
import { expireOldReviews } from './reviews.ts';

export const sweepEveryMs = 5000;

/** Rows that one sweep asks for; the next one asks for the rest. */
const sweepLimit = 1000;

/** Asks again for everything that is behind, so that a lost wake-up, a crash or a restart is harmless. */
export async function sweep(context: AppContext): Promise<void> {
  const { db, scheduler, metrics } = context;
  const behind = await listBehind(db, sweepLimit);
  const configured = behind.filter(({ notifier }) => context.assembly().notifiers.has(notifier));
  metrics.rowsBehind.set(configured.length);
  for (const group of configured) scheduler.request(toNotifyKey(group));
  await expireOldReviews(context);
  for (const id of await listPendingAnalyses(db, sweepLimit)) scheduler.request({ kind: work.analyse, id });
}
