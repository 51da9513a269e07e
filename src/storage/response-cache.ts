import type { Db, ResponseCacheRow } from './schema.ts';

export interface CachedAnswer {
  readonly key: string;
  /** What all questions of this kind share. */
  readonly situation: string;
  readonly incidentId: string;
  readonly answer: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

function fromRow(row: ResponseCacheRow): CachedAnswer {
  return {
    key: row.key,
    situation: row.situation ?? '',
    incidentId: row.incident_id,
    answer: row.answer,
    createdAtMs: row.created_at,
    expiresAtMs: row.expires_at,
  };
}

/** The answer to a question that was asked before; null when there is none or it is too old. */
export async function findAnswer(db: Db, key: string, nowMs: number): Promise<CachedAnswer | null> {
  const row = await db
    .selectFrom('response_cache')
    .selectAll()
    .where('key', '=', key)
    .where('expires_at', '>', nowMs)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** The newest answer to any question of this kind; null when there is none or all are too old. */
export async function findKindredAnswer(
  db: Db,
  situation: string,
  nowMs: number,
): Promise<CachedAnswer | null> {
  const row = await db
    .selectFrom('response_cache')
    .selectAll()
    .where('situation', '=', situation)
    .where('expires_at', '>', nowMs)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** Keeps an answer, in place of an older one; those that have expired are dropped. */
export async function saveAnswer(db: Db, answer: CachedAnswer): Promise<void> {
  const row: ResponseCacheRow = {
    key: answer.key,
    situation: answer.situation,
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
