import type { AnalysisJudgement, DecisionChannel, Feedback } from '../domain/review.ts';
import type { Db, FeedbackRow } from './schema.ts';

function fromRow(row: FeedbackRow): Feedback {
  return {
    id: row.id,
    incidentId: row.incident_id,
    analysisId: row.analysis_id,
    judgement: row.judgement as AnalysisJudgement,
    note: row.note,
    by: row.given_by,
    via: row.via as DecisionChannel,
    atMs: row.given_at,
    model: row.model,
    promptVersion: row.prompt_version,
  };
}

/** One judgement a person and analysis: a later one takes the place of the earlier. */
export async function saveFeedback(db: Db, feedback: Feedback): Promise<void> {
  const row: FeedbackRow = {
    id: feedback.id,
    incident_id: feedback.incidentId,
    analysis_id: feedback.analysisId,
    judgement: feedback.judgement,
    note: feedback.note,
    given_by: feedback.by,
    via: feedback.via,
    given_at: feedback.atMs,
    model: feedback.model,
    prompt_version: feedback.promptVersion,
  };
  await db
    .deleteFrom('feedback')
    .where('analysis_id', '=', feedback.analysisId)
    .where('given_by', '=', feedback.by)
    .execute();
  await db.insertInto('feedback').values(row).execute();
}

/** What people said of the explanations of these incidents, newest first. */
export async function listFeedbackOf(db: Db, incidentIds: readonly string[]): Promise<readonly Feedback[]> {
  if (incidentIds.length === 0) return [];
  const rows = await db
    .selectFrom('feedback')
    .selectAll()
    .where('incident_id', 'in', [...incidentIds])
    .orderBy('given_at', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** Incidents of whose explanations people said this, the newest judgement first. */
export async function listJudgedIncidents(db: Db, judgement: AnalysisJudgement): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('feedback')
    .select('incident_id')
    .where('judgement', '=', judgement)
    .orderBy('given_at', 'desc')
    .execute();
  return [...new Set(rows.map(({ incident_id }) => incident_id))];
}

/** What people said of an incident's explanations, newest first. */
export async function listFeedback(db: Db, incidentId: string): Promise<readonly Feedback[]> {
  const rows = await db
    .selectFrom('feedback')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('given_at', 'desc')
    .execute();
  return rows.map(fromRow);
}

/** Judgements that an alert's history goes back to; older answers came from other models and prompts. */
const judgementsCounted = 50;

/**
 * How often models' explanations of an alert were right by people's word: the newest judgement of each explanation. One
 * that was partly right counts as not right.
 */
export async function countRight(
  db: Db,
  alertName: string,
): Promise<{ readonly right: number; readonly total: number }> {
  const rows = await db
    .selectFrom('feedback')
    .innerJoin('incidents', 'incidents.id', 'feedback.incident_id')
    .select(['feedback.analysis_id', 'feedback.judgement'])
    .where('incidents.alert_name', '=', alertName)
    .where('feedback.model', 'is not', null)
    .orderBy('feedback.given_at', 'desc')
    .limit(judgementsCounted)
    .execute();
  const newest = new Map(rows.toReversed().map(({ analysis_id, judgement }) => [analysis_id, judgement]));
  return {
    right: [...newest.values()].filter((judgement) => judgement === 'right').length,
    total: newest.size,
  };
}
