import type { Db } from './schema.ts';

export interface CachedAnswer {
  readonly key: string;
  readonly incidentId: string;
  readonly answer: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** The answer to a question that was asked before; null when there is none or it is too old. */
export async function findAnswer(db: Db, key: string, nowMs: number): Promise<CachedAnswer | null> {
  const row = await db
    .selectFrom('response_cache')
    .selectAll()
    .where('key', '=', key)
    .where('expires_at', '>', nowMs)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    key: row.key,
    incidentId: row.incident_id,
    answer: row.answer,
    createdAtMs: row.created_at,
    expiresAtMs: row.expires_at,
  };
}

/** Keeps an answer, in place of an older one; those that have expired are dropped. */
export async function saveAnswer(db: Db, answer: CachedAnswer): Promise<void> {
  const row = {
    key: answer.key,
    situation: null,
    incident_id: answer.incidentId,
    answer: answer.answer,
    created_at: answer.createdAtMs,
    expires_at: answer.expiresAtMs,
  };
  await db.deleteFrom('response_cache').where('expires_at', '<=', answer.createdAtMs).execute();
  await db
    .insertInto('response_cache')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}
