import { type SqlBool, sql } from 'kysely';
import type { Incident } from '../domain/incident.ts';
import { incidentColumns, toIncident } from './incidents.ts';
import type { Db } from './schema.ts';

export interface IncidentQuery {
  readonly state: 'firing' | 'resolved' | null;
  readonly severity: string | null;
  /** Of the newest explanation: its rung, and the status of its root cause. */
  readonly rung: string | null;
  readonly causeStatus: string | null;
  /** Only those of these that fit; null for all. */
  readonly ids: readonly string[] | null;
  /** Found in the alert's own data or in its explanation; case does not count. Null for everything. */
  readonly text: string | null;
  /** Where the page before ended; null for the first. */
  readonly after: ListPosition | null;
  readonly limit: number;
}

/** The order of the list: what fires first, then the newest. */
export interface ListPosition {
  readonly firing: boolean;
  readonly openedAtMs: number;
  readonly id: string;
}

/** Whether a column contains a text, whatever its case and whatever LIKE makes of its characters. */
function contains(column: 'incidents.data' | 'analyses.headline', text: string) {
  const pattern = `%${text.toLowerCase().replaceAll(/[\\%_]/g, (char) => `\\${char}`)}%`;
  // SQLite has no escape character unless it is named.
  return sql<SqlBool>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
}

/** One page of incidents: what fires first, then the newest. */
export async function findIncidents(db: Db, query: IncidentQuery): Promise<readonly Incident[]> {
  let rows = db.selectFrom('incidents').select(incidentColumns);
  if (query.state !== null) rows = rows.where('state', '=', query.state);
  if (query.severity !== null) rows = rows.where('severity', '=', query.severity);
  if (query.ids !== null) rows = rows.where('id', 'in', [...query.ids]);
  for (const [column, wanted] of [
    ['rung', query.rung],
    ['cause_status', query.causeStatus],
  ] as const) {
    if (wanted === null) continue;
    rows = rows.where((where) =>
      where(
        where
          .selectFrom('analyses')
          .select(column)
          .whereRef('analyses.incident_id', '=', 'incidents.id')
          .where('analyses.state', '=', 'done')
          .orderBy('requested_at', 'desc')
          .orderBy('analyses.id', 'desc')
          .limit(1),
        '=',
        wanted,
      ),
    );
  }
  if (query.text !== null) {
    const { text } = query;
    // As it stands in JSON.
    const quoted = JSON.stringify(text).slice(1, -1);
    rows = rows.where((where) =>
      where.or([
        contains('incidents.data', quoted),
        where.exists(
          where
            .selectFrom('analyses')
            .select('analyses.id')
            .whereRef('analyses.incident_id', '=', 'incidents.id')
            .where(contains('analyses.headline', text)),
        ),
      ]),
    );
  }
  const { after } = query;
  if (after !== null) {
    rows = rows.where((where) => {
      const older = where.or([
        where('opened_at', '<', after.openedAtMs),
        where.and([where('opened_at', '=', after.openedAtMs), where('id', '<', after.id)]),
      ]);
      const sameState = where.and([where('state', '=', after.firing ? 'firing' : 'resolved'), older]);
      return after.firing ? where.or([sameState, where('state', '=', 'resolved')]) : sameState;
    });
  }
  const found = await rows
    .orderBy('state')
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit)
    .execute();
  return found.map(toIncident);
}

export async function countFiring(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('incidents')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('state', '=', 'firing')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** What the list shows of each incident's newest explanation. */
export async function listHeadlines(
  db: Db,
  incidentIds: readonly string[],
): Promise<
  ReadonlyMap<
    string,
    { readonly headline: string | null; readonly causeStatus: string | null; readonly rung: string | null }
  >
> {
  if (incidentIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('analyses')
    .select(['incident_id', 'headline', 'cause_status', 'rung'])
    .where('incident_id', 'in', [...incidentIds])
    .where('state', '=', 'done')
    .orderBy('requested_at')
    .orderBy('id')
    .execute();
  return new Map(
    rows.map((row) => [
      row.incident_id,
      { headline: row.headline, causeStatus: row.cause_status, rung: row.rung },
    ]),
  );
}

/** Other firing periods of the same alert, newest first. */
export async function listSimilar(
  db: Db,
  incident: Pick<Incident, 'id' | 'alertName'>,
  limit: number,
): Promise<readonly Incident[]> {
  const rows = await db
    .selectFrom('incidents')
    .select(incidentColumns)
    .where('alert_name', '=', incident.alertName)
    .where('id', '!=', incident.id)
    .orderBy('opened_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toIncident);
}

/** Which incidents a person should look at again: id and revision of the latest ones, and when anything happened to them. */
export async function listRevisions(
  db: Db,
  limit: number,
): Promise<readonly { readonly id: string; readonly revision: number; readonly state: string }[]> {
  return db
    .selectFrom('incidents')
    .select(['id', 'revision', 'state'])
    .orderBy('updated_at', 'desc')
    .limit(limit)
    .execute();
}
