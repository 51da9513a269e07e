import { sql } from 'kysely';
import {
  computeAllowance,
  fits,
  type SpendLimit,
  type SpentSlice,
  slicesPerWindow,
} from '../domain/spend-limit.ts';
import { inTransaction } from './guard.ts';
import { lockNames } from './locks.ts';
import type { Db } from './schema.ts';

export interface CallReservation {
  readonly id: string;
  readonly incidentId: string | null;
  readonly alertName: string | null;
  /** The model's name in the configuration, and the provider's id of it. */
  readonly model: string;
  readonly providerModel: string;
  readonly prompt: { readonly id: string; readonly version: number };
  readonly nowMs: number;
  /** At most `limit` calls in any `windowMs`. */
  readonly limit: number;
  readonly windowMs: number;
  /** At most so many calls that are not over; those that began `runningMs` ago and were never settled are. */
  readonly maxConcurrent: number;
  readonly runningMs: number;
  /** The most tokens that the call can take, and that all calls for its incident may. */
  readonly estimateTokens: number;
  readonly maxTokensPerIncident: number;
  /** The most that the call can cost; null when that is not known. */
  readonly estimateUsd: number | null;
  /** What may be spent; those of a part count only calls of that part. */
  readonly limits: readonly SpendLimit[];
  /** The parts of the budget that this call counts for. */
  readonly parts: readonly string[];
}

export type ReservationOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'calls' | 'running' | 'tokens' | 'price_unknown' }
  | { readonly ok: false; readonly reason: 'budget'; readonly limit: SpendLimit };

const spentUsd = sql<number>`coalesce(cost_usd, reserved_usd)`;

/** What was spent in a limit's window, in slices; the end of each stands for all of it. */
async function listSpent(db: Db, limit: SpendLimit, nowMs: number): Promise<readonly SpentSlice[]> {
  const sliceMs = Math.max(1, Math.floor(limit.windowMs / slicesPerWindow));
  const start = sql<number>`reserved_at - reserved_at % ${sql.lit(sliceMs)}`;
  const { part } = limit;
  const rows = await db
    .selectFrom('model_calls')
    .select([start.as('start'), sql<number>`sum(${spentUsd})`.as('usd')])
    .where('reserved_at', '>', nowMs - limit.windowMs)
    .where(spentUsd, '>', 0)
    .$if(part !== null, (query) =>
      query.where('id', 'in', (inner) =>
        inner
          .selectFrom('model_call_parts')
          .select('call_id')
          .where('part', '=', part ?? ''),
      ),
    )
    .groupBy(start)
    .execute();
  return rows.map((row) => ({ atMs: Math.min(nowMs, Number(row.start) + sliceMs), usd: Number(row.usd) }));
}

/** The first limit that a call of this cost would break; null when it fits all. */
async function findBroken(
  db: Db,
  limits: readonly SpendLimit[],
  estimateUsd: number,
  nowMs: number,
): Promise<SpendLimit | null> {
  for (const limit of limits) {
    const spent = await listSpent(db, limit, nowMs);
    const allowance = computeAllowance(limit, spent, { neededUsd: estimateUsd, nowMs });
    if (!fits(estimateUsd, allowance)) return limit;
  }
  return null;
}

async function countCalls(db: Db, sinceMs: number, running: boolean): Promise<number> {
  const { calls } = await db
    .selectFrom('model_calls')
    .select((row) => row.fn.countAll<number>().as('calls'))
    .where('reserved_at', '>', sinceMs)
    .$if(running, (query) => query.where('state', '=', 'reserved'))
    .executeTakeFirstOrThrow();
  return Number(calls);
}

async function countTokens(db: Db, incidentId: string): Promise<number> {
  const used = sql<number>`case when state = 'reserved' then reserved_tokens
    else input_tokens + output_tokens end`;
  const { tokens } = await db
    .selectFrom('model_calls')
    .select(sql<number>`sum(${used})`.as('tokens'))
    .where('incident_id', '=', incidentId)
    .executeTakeFirstOrThrow();
  return Number(tokens ?? 0);
}

async function decideReservation(db: Db, reservation: CallReservation): Promise<ReservationOutcome> {
  const { nowMs, estimateUsd, estimateTokens, incidentId, limits } = reservation;
  if ((await countCalls(db, nowMs - reservation.windowMs, false)) >= reservation.limit)
    return { ok: false, reason: 'calls' };
  if ((await countCalls(db, nowMs - reservation.runningMs, true)) >= reservation.maxConcurrent)
    return { ok: false, reason: 'running' };
  const tokens = incidentId === null ? 0 : await countTokens(db, incidentId);
  if (tokens + estimateTokens > reservation.maxTokensPerIncident) return { ok: false, reason: 'tokens' };
  if (limits.length === 0 || estimateUsd === 0) return { ok: true };
  if (estimateUsd === null) return { ok: false, reason: 'price_unknown' };
  const broken = await findBroken(db, limits, estimateUsd, nowMs);
  return broken === null ? { ok: true } : { ok: false, reason: 'budget', limit: broken };
}

/**
 * Writes down a call and what it may cost before it is made, in one transaction, so that no two workers can take the
 * last call or spend the last cent. What is reserved and not settled counts as spent.
 */
export function reserveCall(db: Db, reservation: CallReservation): Promise<ReservationOutcome> {
  return inTransaction(db, async (transaction) => {
    await lockNames(transaction, ['model calls']);
    const outcome = await decideReservation(transaction, reservation);
    if (!outcome.ok) return outcome;
    await transaction
      .insertInto('model_calls')
      .values({
        id: reservation.id,
        incident_id: reservation.incidentId,
        model: reservation.model,
        provider_model: reservation.providerModel,
        alert_name: reservation.alertName,
        prompt_id: reservation.prompt.id,
        prompt_version: reservation.prompt.version,
        state: 'reserved',
        outcome: null,
        reserved_at: reservation.nowMs,
        reserved_usd: reservation.estimateUsd ?? 0,
        reserved_tokens: reservation.estimateTokens,
        settled_at: null,
        input_tokens: 0,
        cached_input_tokens: 0,
        output_tokens: 0,
        cost_usd: null,
      })
      .execute();
    const parts = [...new Set(reservation.parts)].map((part) => ({ call_id: reservation.id, part }));
    if (parts.length > 0) await transaction.insertInto('model_call_parts').values(parts).execute();
    return outcome;
  });
}

export interface CallSettlement {
  /** `ok`, or the code of the error that ended it. */
  readonly outcome: string;
  readonly nowMs: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** Null when it is not known: then what was reserved counts on. */
  readonly costUsd: number | null;
}

export async function settleCall(db: Db, id: string, settlement: CallSettlement): Promise<void> {
  await db
    .updateTable('model_calls')
    .set({
      state: 'settled',
      outcome: settlement.outcome,
      settled_at: settlement.nowMs,
      input_tokens: settlement.inputTokens,
      cached_input_tokens: settlement.cachedInputTokens,
      output_tokens: settlement.outputTokens,
      cost_usd: settlement.costUsd,
    })
    .where('id', '=', id)
    .execute();
}

/** How many calls were made since then, and what they cost; what is reserved counts as spent. */
export async function readSpend(
  db: Db,
  sinceMs: number,
): Promise<{ readonly calls: number; readonly spentUsd: number }> {
  const row = await db
    .selectFrom('model_calls')
    .select((from) => [from.fn.countAll<number>().as('calls'), sql<number>`sum(${spentUsd})`.as('spent')])
    .where('reserved_at', '>', sinceMs)
    .executeTakeFirstOrThrow();
  return { calls: Number(row.calls), spentUsd: Number(row.spent ?? 0) };
}

/** What was spent under a limit, and what may be spent now. */
export async function readLimit(
  db: Db,
  limit: SpendLimit,
  nowMs: number,
): Promise<{ readonly spentUsd: number; readonly allowedUsd: number }> {
  const spent = await listSpent(db, limit, nowMs);
  return {
    spentUsd: spent.reduce((sum, { usd }) => sum + usd, 0),
    allowedUsd: computeAllowance(limit, spent, { neededUsd: 0, nowMs }),
  };
}

/** The parts of the budget that calls were made for since then. */
export async function listKnownParts(db: Db, sinceMs: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('model_call_parts')
    .innerJoin('model_calls', 'model_calls.id', 'model_call_parts.call_id')
    .select('part')
    .distinct()
    .where('reserved_at', '>', sinceMs)
    .orderBy('part')
    .execute();
  return rows.map(({ part }) => part);
}
