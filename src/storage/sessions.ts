import type { Db } from './schema.ts';

/** A browser that is logged in. Its cookie holds the secret; the row only its hash. */
export interface Session {
  readonly idHash: string;
  /** Who it is, as JSON of the server's own shape. */
  readonly principal: string;
  readonly csrfToken: string;
  readonly expiresAtMs: number;
}

export async function saveSession(db: Db, session: Session, nowMs: number): Promise<void> {
  await db.deleteFrom('sessions').where('expires_at', '<=', nowMs).execute();
  await db
    .insertInto('sessions')
    .values({
      id_hash: session.idHash,
      principal: session.principal,
      csrf_token: session.csrfToken,
      expires_at: session.expiresAtMs,
    })
    .execute();
}

/** Null when there is none, or it has expired. */
export async function findSession(db: Db, idHash: string, nowMs: number): Promise<Session | null> {
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('id_hash', '=', idHash)
    .where('expires_at', '>', nowMs)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    idHash: row.id_hash,
    principal: row.principal,
    csrfToken: row.csrf_token,
    expiresAtMs: row.expires_at,
  };
}

export async function deleteSession(db: Db, idHash: string): Promise<void> {
  await db.deleteFrom('sessions').where('id_hash', '=', idHash).execute();
}
