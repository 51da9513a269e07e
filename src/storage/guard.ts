import { AppError, toAppError } from '../domain/errors.ts';
import type { Db } from './schema.ts';

/** Runs `work` in one transaction. Whatever the database throws becomes `storage_unavailable`. */
export async function inTransaction<T>(db: Db, work: (transaction: Db) => Promise<T>): Promise<T> {
  try {
    return await db.transaction().execute(work);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError({
      code: 'storage_unavailable',
      message: `the store did not take it: ${toAppError(cause).message}`,
      cause,
    });
  }
}
