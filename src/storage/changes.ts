import type { Change } from '../domain/change.ts';
import type { TimeRange } from '../domain/series.ts';
import type { ChangeRow, Db } from './schema.ts';

/** Keeps a change in place of an older one with its source and id. */
export async function saveChange(db: Db, change: Change, receivedAtMs: number): Promise<void> {
  const row: ChangeRow = {
    source: change.source,
    id: change.id,
    at: change.timeMs,
    kind: change.kind,
    service: change.service,
    received_at: receivedAtMs,
    data: JSON.stringify(change),
  };
  const { source: _, id: __, ...rest } = row;
  await db
    .insertInto('changes')
    .values(row)
    .onConflict((conflict) => conflict.columns(['source', 'id']).doUpdateSet(rest))
    .execute();
}

/** The changes of a time, newest first. */
export async function listChanges(db: Db, range: TimeRange, limit: number): Promise<readonly Change[]> {
  const rows = await db
    .selectFrom('changes')
    .select('data')
    .where('at', '>=', range.fromMs)
    .where('at', '<=', range.toMs)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ data }) => JSON.parse(data) as Change);
}
