import { dayMs } from '../domain/time.ts';
import type { Db } from './schema.ts';

/** What hangs on an incident and goes with it. */
const parts = ['notifications', 'analyses', 'reviews', 'feedback', 'egress'] as const;

/** A budget of a month needs its calls, however short the rest is kept. */
const ledgerMs = 31 * dayMs;

/**
 * Deletes incidents that were resolved before then with all that belongs to them, and what else is as old: bodies,
 * settled calls, changes, and answers that have expired. At most `limit` of each. How many rows' worth it was.
 */
export async function deleteOld(
  transaction: Db,
  options: { readonly beforeMs: number; readonly nowMs: number; readonly limit: number },
): Promise<number> {
  const { beforeMs, nowMs, limit } = options;
  const old = await transaction
    .selectFrom('incidents')
    .select('id')
    .where('state', '=', 'resolved')
    .where('resolved_at', '<', beforeMs)
    .limit(limit)
    .execute();
  const ids = old.map((row) => row.id);
  if (ids.length > 0) {
    for (const part of parts) await transaction.deleteFrom(part).where('incident_id', 'in', ids).execute();
    await transaction.deleteFrom('incidents').where('id', 'in', ids).execute();
  }
  const bodies = await transaction
    .deleteFrom('webhook_bodies')
    .where('id', 'in', (query) =>
      query.selectFrom('webhook_bodies').select('id').where('received_at', '<', beforeMs).limit(limit),
    )
    .executeTakeFirst();
  await transaction
    .deleteFrom('egress')
    .where('incident_id', 'is', null)
    .where('sent_at', '<', beforeMs)
    .execute();
  const callsBeforeMs = Math.min(beforeMs, nowMs - ledgerMs);
  await transaction.deleteFrom('model_calls').where('reserved_at', '<', callsBeforeMs).execute();
  await transaction.deleteFrom('open_questions').where('expires_at', '<=', nowMs).execute();
  await transaction.deleteFrom('changes').where('received_at', '<', beforeMs).execute();
  await transaction.deleteFrom('response_cache').where('expires_at', '<=', nowMs).execute();
  await transaction.deleteFrom('sessions').where('expires_at', '<=', nowMs).execute();
  return Math.max(ids.length, Number(bodies.numDeletedRows));
}
