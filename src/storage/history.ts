import type { Analysis } from '../domain/analysis.ts';
import type { Incident } from '../domain/incident.ts';
import { incidentColumns, toIncident } from './incidents.ts';
import type { Db } from './schema.ts';

export interface EarlierQuery {
  readonly beforeMs: number;
  readonly sinceMs: number;
  readonly exceptId: string;
  readonly limit: number;
}

/** Incidents that began in a time before another, newest first. */
export async function listEarlierIncidents(db: Db, query: EarlierQuery): Promise<readonly Incident[]> {
  const rows = await db
    .selectFrom('incidents')
    .select(incidentColumns)
    .where('started_at', '<', query.beforeMs)
    .where('started_at', '>=', query.sinceMs)
    .where('id', '!=', query.exceptId)
    .orderBy('started_at', 'desc')
    .limit(query.limit)
    .execute();
  return rows.map(toIncident);
}

/** The newest analysis of each of these incidents that has one. */
export async function listNewestResults(
  db: Db,
  incidentIds: readonly string[],
): Promise<ReadonlyMap<string, Analysis>> {
  if (incidentIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('analyses')
    .select(['incident_id', 'data'])
    .where('incident_id', 'in', [...incidentIds])
    .where('state', '=', 'done')
    .orderBy('requested_at')
    .orderBy('id')
    .execute();
  return new Map(
    rows.flatMap(({ incident_id, data }) =>
      data === null ? [] : [[incident_id, JSON.parse(data) as Analysis] as const],
    ),
  );
}
