import { dayMs } from '../domain/time.ts';
import { listPendingAnalyses } from '../storage/analyses.ts';
import { inTransaction } from '../storage/guard.ts';
import { readSpend } from '../storage/model-calls.ts';
import { listBehind } from '../storage/notifications.ts';
import { deleteOld } from '../storage/retention.ts';
import { type AppContext, toNotifyKey, work } from './context.ts';
import { expireOldReviews } from './reviews.ts';

export const sweepEveryMs = 5000;

/** Rows that one sweep asks for; the next one asks for the rest. */
const sweepLimit = 1000;

/** How often what is too old is looked for, and how much of it goes at a time. */
export const forgetEveryMs = 60_000;
const retentionBatch = 500;

/** Asks again for everything that is behind, so that a lost wake-up, a crash or a restart is harmless. */
export async function sweep(context: AppContext): Promise<void> {
  const { db, scheduler, metrics } = context;
  for (const notifier of context.assembly().notifiers.keys()) {
    const behind = await listBehind(db, notifier, sweepLimit);
    metrics.rowsBehind.set({ notifier }, behind.length);
    for (const groupKey of behind) scheduler.request(toNotifyKey({ notifier, groupKey }));
  }
  await expireOldReviews(context);
  for (const id of await listPendingAnalyses(db, context.clock.now(), sweepLimit))
    scheduler.request({ kind: work.analyse, id });
  for (const [kind, waiting] of await scheduler.depth()) metrics.queueDepth.set({ kind }, waiting);
  const { budget } = context.assembly().config.reasoning;
  if (budget?.usd_per_day !== undefined) {
    const { spentUsd } = await readSpend(db, context.clock.now() - dayMs);
    metrics.budgetLeft.set(Math.max(0, budget.usd_per_day - spentUsd));
  }
}

/** Deletes what is older than the retention, a batch at a time, until nothing is left to delete. */
export async function forget(context: AppContext): Promise<void> {
  const { db, clock, scheduler } = context;
  const beforeMs = clock.now() - context.assembly().config.storage.retention;
  const deleted = await inTransaction(db, (transaction) =>
    deleteOld(transaction, { beforeMs, nowMs: clock.now(), limit: retentionBatch }),
  );
  if (deleted > 0) context.log.info({ rows: deleted }, 'deleted what is older than the retention');
  if (deleted >= retentionBatch) scheduler.request({ kind: work.forget, id: 'all' }, 1000);
}
