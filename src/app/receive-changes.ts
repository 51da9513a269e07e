import { parseChanges } from '../intake/parse-changes.ts';
import { saveChange } from '../storage/changes.ts';
import { inTransaction } from '../storage/guard.ts';
import type { AppContext } from './context.ts';

/**
 * Takes in changes: all of a body or none. Throws `bad_request` that says what is wrong, or `storage_unavailable`.
 * The same change sent again replaces itself.
 */
export async function receiveChanges(
  context: AppContext,
  body: string,
): Promise<{ readonly stored: number }> {
  const nowMs = context.clock.now();
  const changes = parseChanges(body, nowMs);
  await inTransaction(context.db, async (db) => {
    for (const change of changes) await saveChange(db, change, nowMs);
  });
  const sources = [...new Set(changes.map(({ source }) => source))];
  context.log.info({ changes: changes.length, sources }, 'changes taken in');
  return { stored: changes.length };
}
