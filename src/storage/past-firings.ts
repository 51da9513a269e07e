import { sql } from 'kysely';
import type { Incident } from '../domain/incident.ts';
import type { Labels } from '../domain/labels.ts';
import type { Db } from './schema.ts';

/** More are not looked at: the newest tell enough. */
const mostFirings = 20_000;

/** When incidents fired since then, and whether people had anything to do with them; the newest first. */
export async function listPastFirings(db: Db, sinceMs: number) {
  const rows = await db
    .selectFrom('incidents')
    .select((row) => [
      'id',
      'alert_name',
      'started_at',
      'resolved_at',
      row
        .selectFrom('reviews')
        .select((review) => review.fn.countAll<number>().as('count'))
        .whereRef('reviews.incident_id', '=', 'incidents.id')
        .where('reviews.decided_by', 'is not', null)
        .as('decided'),
      row
        .selectFrom('feedback')
        .select((one) => one.fn.countAll<number>().as('count'))
        .whereRef('feedback.incident_id', '=', 'incidents.id')
        .as('judged'),
      row
        .selectFrom('feedback')
        .select(sql<number>`count(*)`.as('count'))
        .whereRef('feedback.incident_id', '=', 'incidents.id')
        .where('feedback.judgement', '=', 'right')
        .as('judged_right'),
    ])
    .where('opened_at', '>=', sinceMs)
    .orderBy('opened_at', 'desc')
    .limit(mostFirings)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    alertName: row.alert_name,
    startedAtMs: Number(row.started_at),
    resolvedAtMs: row.resolved_at === null ? null : Number(row.resolved_at),
    touched: Number(row.decided) + Number(row.judged) > 0,
    judged: Number(row.judged),
    judgedRight: Number(row.judged_right),
  }));
}

/** So many at once: SQLite takes 32,766 values a statement. */
const mostIds = 500;

/** The labels that all alerts of an incident have in common, by its id. */
export async function listCommonLabels(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Labels>> {
  const found = new Map<string, Labels>();
  for (let at = 0; at < ids.length; at += mostIds) {
    const rows = await db
      .selectFrom('incidents')
      .select(['id', 'data'])
      .where('id', 'in', ids.slice(at, at + mostIds))
      .execute();
    for (const { id, data } of rows) found.set(id, (JSON.parse(data) as Incident).labels);
  }
  return found;
}
