import type { AuditAction, AuditEntry, ChainedEntry } from '../domain/audit.ts';
import { firstHash, hashEntry } from './audit-chain.ts';
import { lockNames } from './locks.ts';
import type { AuditRow, Db } from './schema.ts';

function fromRow(row: AuditRow): ChainedEntry {
  return {
    seq: row.seq,
    atMs: row.at,
    actor: row.actor,
    action: row.action as AuditAction,
    subject: row.subject,
    detail: JSON.parse(row.detail) as AuditEntry['detail'],
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

/** Adds an entry at the end of the log, within a transaction: replicas append one after the other. */
export async function appendAudit(db: Db, entry: AuditEntry): Promise<ChainedEntry> {
  await lockNames(db, ['audit log']);
  const last = await db
    .selectFrom('audit_log')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const seq = (last?.seq ?? 0) + 1;
  const previousHash = last?.hash ?? firstHash;
  const hash = hashEntry(previousHash, seq, entry);
  await db
    .insertInto('audit_log')
    .values({
      seq,
      at: entry.atMs,
      actor: entry.actor,
      action: entry.action,
      subject: entry.subject,
      detail: JSON.stringify(entry.detail),
      previous_hash: previousHash,
      hash,
    })
    .execute();
  return { ...entry, seq, previousHash, hash };
}

/** The newest entry of a kind; null when there is none. */
export async function findLastAudit(db: Db, action: AuditAction): Promise<ChainedEntry | null> {
  const row = await db
    .selectFrom('audit_log')
    .selectAll()
    .where('action', '=', action)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** Entries after `afterSeq`, oldest first. */
export async function listAudit(
  db: Db,
  page: { readonly afterSeq: number; readonly limit: number },
): Promise<readonly ChainedEntry[]> {
  const rows = await db
    .selectFrom('audit_log')
    .selectAll()
    .where('seq', '>', page.afterSeq)
    .orderBy('seq')
    .limit(page.limit)
    .execute();
  return rows.map(fromRow);
}

/** Entries before `beforeSeq`, newest first; from the end of the log for null. */
export async function listNewestAudit(
  db: Db,
  page: { readonly beforeSeq: number | null; readonly limit: number },
): Promise<readonly ChainedEntry[]> {
  let rows = db.selectFrom('audit_log').selectAll();
  if (page.beforeSeq !== null) rows = rows.where('seq', '<', page.beforeSeq);
  return (await rows.orderBy('seq', 'desc').limit(page.limit).execute()).map(fromRow);
}
