import type { Config } from '../config/schema.ts';
import { dayMs } from '../domain/time.ts';
import type { Usage, UsageGrouping } from '../domain/usage.ts';
import { listKnownParts, readLimit, readSpend } from '../storage/model-calls.ts';
import type { Db } from '../storage/schema.ts';
import { readUsage as readLedger } from '../storage/usage.ts';
import { listAllLimits } from './spend-limits.ts';

const minuteMs = 60_000;

export interface UsageQuery {
  readonly by: UsageGrouping;
  readonly days: number;
}

/** What models were asked and what it cost, and where the limits stand. */
export async function readUsage(
  source: { readonly db: Db; readonly config: Config; readonly nowMs: number },
  query: UsageQuery,
): Promise<Usage> {
  const { db, config, nowMs } = source;
  const { budget, max_calls_per_minute: maxCallsPerMinute } = config.reasoning;
  const span = { sinceMs: nowMs - query.days * dayMs, untilMs: nowMs };
  const { rows, total } = await readLedger(db, { ...span, by: query.by });
  const known = await listKnownParts(db, nowMs - 30 * dayMs);
  const budgets = await Promise.all(
    listAllLimits(budget, known).map(async (limit) => ({
      name: limit.name,
      part: limit.part,
      windowMs: limit.windowMs,
      limitUsd: limit.usd,
      ...(await readLimit(db, limit, nowMs)),
    })),
  );
  const { calls: callsLastMinute } = await readSpend(db, nowMs - minuteMs);
  return { ...span, by: query.by, rows, total, budgets, callsLastMinute, maxCallsPerMinute };
}
