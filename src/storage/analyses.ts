import type { Analysis } from '../domain/analysis.ts';
import type { AnalysisRow, Db } from './schema.ts';

/** An analysis that was asked for; `result` is null until it is done. */
export interface StoredAnalysis {
  readonly id: string;
  readonly incidentId: string;
  readonly trigger: string;
  readonly requestedAtMs: number;
  readonly finishedAtMs: number | null;
  readonly result: Analysis | null;
}

function fromRow(row: AnalysisRow): StoredAnalysis {
  return {
    id: row.id,
    incidentId: row.incident_id,
    trigger: row.trigger,
    requestedAtMs: row.requested_at,
    finishedAtMs: row.finished_at,
    result: row.data === null ? null : (JSON.parse(row.data) as Analysis),
  };
}

export interface AnalysisRequest {
  readonly id: string;
  readonly incidentId: string;
  readonly trigger: string;
  readonly requestedAtMs: number;
}

export async function requestAnalysis(db: Db, request: AnalysisRequest): Promise<void> {
  await db
    .insertInto('analyses')
    .values({
      id: request.id,
      incident_id: request.incidentId,
      state: 'pending',
      trigger: request.trigger,
      requested_at: request.requestedAtMs,
      finished_at: null,
      rung: null,
      data: null,
    })
    .execute();
}

/** The analyses of an incident, newest first. */
export async function listAnalyses(db: Db, incidentId: string): Promise<readonly StoredAnalysis[]> {
  const rows = await db
    .selectFrom('analyses')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** Settles every pending analysis of the incident with one result: they all asked the same. */
export async function finishAnalyses(db: Db, incidentId: string, result: Analysis): Promise<void> {
  await db
    .updateTable('analyses')
    .set({ state: 'done', finished_at: result.finishedAtMs, rung: result.rung, data: JSON.stringify(result) })
    .where('incident_id', '=', incidentId)
    .where('state', '=', 'pending')
    .execute();
}

/** Analyses that were finished since then, newest first. */
export async function listDoneSince(db: Db, sinceMs: number): Promise<readonly StoredAnalysis[]> {
  const rows = await db
    .selectFrom('analyses')
    .selectAll()
    .where('state', '=', 'done')
    .where('finished_at', '>=', sinceMs)
    .orderBy('finished_at', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** Puts another result in the place of a finished one: something was learned since. */
export async function replaceResult(db: Db, id: string, result: Analysis): Promise<void> {
  await db
    .updateTable('analyses')
    .set({ rung: result.rung, data: JSON.stringify(result) })
    .where('id', '=', id)
    .execute();
}

/** Incidents with an analysis that is still to be made, oldest request first. */
export async function listPendingAnalyses(db: Db, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('analyses')
    .select('incident_id')
    .where('state', '=', 'pending')
    .orderBy('requested_at')
    .limit(limit)
    .execute();
  return [...new Set(rows.map((row) => row.incident_id))];
}
