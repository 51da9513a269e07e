import { sql } from 'kysely';
import { inTransaction } from './guard.ts';
import { isShared } from './locks.ts';
import type { Db } from './schema.ts';

/** Runs work that belongs into one transaction. Resolves after the commit; throws `storage_unavailable` without it. */
export type Commit = <T>(work: (transaction: Db) => Promise<T>) => Promise<T>;

/** Work that shares one commit: as much as comes while the one before is synced to disk, up to this. */
const mostTogether = 64;

interface Waiting {
  readonly run: (transaction: Db) => Promise<void>;
  /** Called after the commit. */
  readonly done: () => void;
  readonly fail: (cause: unknown) => void;
}

type Outcome = { readonly ok: true } | { readonly ok: false; readonly cause: unknown };

/** One piece of work behind a savepoint, so that it can fail without the others. */
async function runApart(transaction: Db, waiting: Waiting): Promise<Outcome> {
  await sql`savepoint one`.execute(transaction);
  try {
    await waiting.run(transaction);
    await sql`release one`.execute(transaction);
    return { ok: true };
  } catch (cause) {
    await sql`rollback to one`.execute(transaction);
    await sql`release one`.execute(transaction);
    return { ok: false, cause };
  }
}

/**
 * Many small transactions on SQLite as few large ones, because each commit waits for the disk. Nobody is told that their
 * work is stored before it is. PostgreSQL does this by itself for connections that commit together.
 */
export function createCommit(db: Db): Commit {
  if (isShared(db)) return (work) => inTransaction(db, work);
  const queue: Waiting[] = [];
  let busy = false;

  async function flush(batch: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await inTransaction(db, async (transaction) => {
        const results: Outcome[] = [];
        for (const waiting of batch) results.push(await runApart(transaction, waiting));
        return results;
      });
      for (const [index, waiting] of batch.entries()) {
        const outcome = outcomes[index];
        if (outcome?.ok === true) waiting.done();
        else waiting.fail(outcome?.cause);
      }
    } catch (cause) {
      for (const waiting of batch) waiting.fail(cause);
    }
  }

  async function drain(): Promise<void> {
    busy = true;
    while (queue.length > 0) await flush(queue.splice(0, mostTogether));
    busy = false;
  }

  return <T>(work: (transaction: Db) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      let result: T;
      queue.push({
        run: async (transaction) => {
          result = await work(transaction);
        },
        done: () => resolve(result),
        fail: reject,
      });
      if (busy) return;
      busy = true;
      // Requests that were read from their sockets together share the first commit, too.
      setImmediate(() => void drain());
    });
}
