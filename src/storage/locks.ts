import { PostgresAdapter, sql } from 'kysely';
import type { Db } from './schema.ts';

/** Whether several processes may write at once. SQLite has one writer, and its transactions come one after the other. */
export function isShared(db: Db): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/**
 * Holds these names until the transaction ends, so that two replicas that work on one thing do it one after the other.
 * Sorted, so that two holders never wait for each other.
 */
export async function lockNames(transaction: Db, names: readonly string[]): Promise<void> {
  if (!isShared(transaction)) return;
  for (const name of [...new Set(names)].sort()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(transaction);
  }
}

export function groupLock(groupKey: string): string {
  return `group ${groupKey}`;
}
