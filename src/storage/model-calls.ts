import { inTransaction } from './guard.ts';
import { lockNames } from './locks.ts';
import type { Db } from './schema.ts';

export interface CallReservation {
  readonly id: string;
  readonly incidentId: string | null;
  readonly model: string;
  readonly nowMs: number;
  /** At most `limit` calls in any `windowMs`. */
  readonly limit: number;
  readonly windowMs: number;
  /** The most that the call can cost; null when that is not known. */
  readonly estimateUsd: number | null;
  /** What may be spent in any `budgetWindowMs` for a call like this one; null for no limit. */
  readonly budgetUsd: number | null;
  readonly budgetWindowMs: number;
}

export type ReservationOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: 'calls' | 'budget' | 'price_unknown' };

/**
 * Writes down a call and what it may cost before it is made, in one transaction, so that no two workers can take the
 * last call or spend the last cent. What is reserved and not settled counts as spent.
 */
export function reserveCall(db: Db, reservation: CallReservation): Promise<ReservationOutcome> {
  const { nowMs, budgetUsd, estimateUsd } = reservation;
  return inTransaction(db, async (transaction) => {
    await lockNames(transaction, ['model calls']);
    const { calls } = await transaction
      .selectFrom('model_calls')
      .select((row) => row.fn.countAll<number>().as('calls'))
      .where('reserved_at', '>', nowMs - reservation.windowMs)
      .executeTakeFirstOrThrow();
    if (Number(calls) >= reservation.limit) return { ok: false, reason: 'calls' };
    if (budgetUsd !== null) {
      if (estimateUsd === null) return { ok: false, reason: 'price_unknown' };
      const { spent } = await transaction
        .selectFrom('model_calls')
        .select((row) => row.fn.sum<number>(row.fn.coalesce('cost_usd', 'reserved_usd')).as('spent'))
        .where('reserved_at', '>', nowMs - reservation.budgetWindowMs)
        .executeTakeFirstOrThrow();
      if (Number(spent ?? 0) + estimateUsd > budgetUsd) return { ok: false, reason: 'budget' };
    }
    await transaction
      .insertInto('model_calls')
      .values({
        id: reservation.id,
        incident_id: reservation.incidentId,
        model: reservation.model,
        state: 'reserved',
        outcome: null,
        reserved_at: nowMs,
        reserved_usd: estimateUsd ?? 0,
        settled_at: null,
        input_tokens: 0,
        cached_input_tokens: 0,
        output_tokens: 0,
        cost_usd: null,
      })
      .execute();
    return { ok: true };
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
    .select((from) => [
      from.fn.countAll<number>().as('calls'),
      from.fn.sum<number>(from.fn.coalesce('cost_usd', 'reserved_usd')).as('spent'),
    ])
    .where('reserved_at', '>', sinceMs)
    .executeTakeFirstOrThrow();
  return { calls: Number(row.calls), spentUsd: Number(row.spent ?? 0) };
}
