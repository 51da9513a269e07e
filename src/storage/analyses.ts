import type { Analysis } from '../domain/analysis.ts';
import type { AnalysisRow, Db } from './schema.ts';

/** An analysis that was asked for, for now or for later; `result` is null until it is done. */
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
      headline: null,
      cause_status: null,
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

/** Settles these analyses with one result: they all asked the same. What was asked for since stays pending. */
export async function finishAnalyses(db: Db, ids: readonly string[], result: Analysis): Promise<void> {
  await db
    .updateTable('analyses')
    .set({
      state: 'done',
      finished_at: result.finishedAtMs,
      rung: result.rung,
      data: JSON.stringify(result),
      headline: result.hypothesis?.headline.text ?? null,
      cause_status: result.hypothesis?.rootCause.status ?? null,
    })
    .where('id', 'in', [...ids])
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
    .set({
      rung: result.rung,
      data: JSON.stringify(result),
      headline: result.hypothesis?.headline.text ?? null,
      cause_status: result.hypothesis?.rootCause.status ?? null,
    })
    .where('id', '=', id)
    .execute();
}

/** Incidents with an analysis that is to be made by now, oldest request first. */
export async function listPendingAnalyses(db: Db, nowMs: number, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('analyses')
    .select('incident_id')
    .where('state', '=', 'pending')
    .where('requested_at', '<=', nowMs)
    .orderBy('requested_at')
    .limit(limit)
    .execute();
  return [...new Set(rows.map((row) => row.incident_id))];
}

/** Those that are to be made by now. */
export function duePending(analyses: readonly StoredAnalysis[], nowMs: number): readonly StoredAnalysis[] {
  return analyses.filter((analysis) => analysis.result === null && analysis.requestedAtMs <= nowMs);
}

/** When the newest analysis of an incident was asked for; null when none was. */
export async function findNewestRequest(db: Db, incidentId: string): Promise<number | null> {
  const row = await db
    .selectFrom('analyses')
    .select('requested_at')
    .where('incident_id', '=', incidentId)
    .orderBy('requested_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.requested_at ?? null;
}
