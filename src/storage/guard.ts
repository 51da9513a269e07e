import type { Db } from './schema.ts';
import { toStoreError } from './store-errors.ts';

/** Runs `work` in one transaction. Whatever the database throws becomes `storage_unavailable`. */
export async function inTransaction<T>(db: Db, work: (transaction: Db) => Promise<T>): Promise<T> {
  try {
    return await db.transaction().execute(work);
  } catch (cause) {
    throw toStoreError(cause);
  }
}
