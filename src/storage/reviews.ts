import type { Actor, DecisionChannel, Review, ReviewOutcome, ReviewState } from '../domain/review.ts';
import type { Db, ReviewRow } from './schema.ts';

function toRow(review: Review): ReviewRow {
  return {
    id: review.id,
    incident_id: review.incidentId,
    command: review.command,
    sha256: review.sha256,
    effect: review.effect,
    dry_run: review.dryRun,
    undo: review.undo,
    purpose: review.purpose,
    state: review.state,
    created_at: review.createdAtMs,
    expires_at: review.expiresAtMs,
    decided_at: review.decidedAtMs,
    decided_by: review.decidedBy,
    decided_via: review.decidedVia,
    reason: review.reason,
    outcome: review.outcome,
    outcome_by: review.outcomeBy,
  };
}

function fromRow(row: ReviewRow): Review {
  return {
    id: row.id,
    incidentId: row.incident_id,
    command: row.command,
    sha256: row.sha256,
    effect: row.effect,
    dryRun: row.dry_run,
    undo: row.undo,
    purpose: row.purpose,
    state: row.state as ReviewState,
    createdAtMs: row.created_at,
    expiresAtMs: row.expires_at,
    decidedAtMs: row.decided_at,
    decidedBy: row.decided_by,
    decidedVia: row.decided_via as DecisionChannel | null,
    reason: row.reason,
    outcome: row.outcome as ReviewOutcome | null,
    outcomeBy: row.outcome_by,
  };
}

/** Puts reviews into the queue; a command that waits for the same incident already is not put there twice. */
export async function insertReviews(db: Db, reviews: readonly Review[]): Promise<readonly Review[]> {
  const added: Review[] = [];
  for (const review of reviews) {
    const known = await db
      .selectFrom('reviews')
      .select('id')
      .where('incident_id', '=', review.incidentId)
      .where('sha256', '=', review.sha256)
      .executeTakeFirst();
    if (known !== undefined) continue;
    await db.insertInto('reviews').values(toRow(review)).execute();
    added.push(review);
  }
  return added;
}

export async function findReview(db: Db, id: string): Promise<Review | null> {
  const row = await db.selectFrom('reviews').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** The reviews of an incident, in the order in which they were suggested. */
export async function listReviewsOf(db: Db, incidentId: string): Promise<readonly Review[]> {
  const rows = await db
    .selectFrom('reviews')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/** Approved commands of these incidents of which people said what came of them, newest first. */
export async function listTried(
  db: Db,
  incidentIds: readonly string[],
): Promise<
  readonly { readonly incidentId: string; readonly command: string; readonly outcome: ReviewOutcome }[]
> {
  if (incidentIds.length === 0) return [];
  const rows = await db
    .selectFrom('reviews')
    .select(['incident_id', 'command', 'outcome'])
    .where('incident_id', 'in', [...incidentIds])
    .where('state', '=', 'approved')
    .where('outcome', 'is not', null)
    .orderBy('decided_at', 'desc')
    .execute();
  return rows.map(({ incident_id, command, outcome }) => ({
    incidentId: incident_id,
    command,
    outcome: outcome as ReviewOutcome,
  }));
}

/** The queue: what waits first, then the latest decisions. */
export async function listReviews(
  db: Db,
  filter: { readonly state: ReviewState | null; readonly limit: number },
): Promise<readonly Review[]> {
  let query = db.selectFrom('reviews').selectAll();
  if (filter.state !== null) query = query.where('state', '=', filter.state);
  const rows = await query
    .orderBy((row) => row.case().when('state', '=', 'pending').then(0).else(1).end())
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .execute();
  return rows.map(fromRow);
}

/** Takes a decision if nobody has yet and the bytes are those that were shown. Whether it was taken. */
export async function settleReview(
  db: Db,
  decision: {
    readonly id: string;
    readonly sha256: string;
    readonly state: 'approved' | 'rejected';
    readonly actor: Actor;
    readonly reason: string | null;
    readonly nowMs: number;
  },
): Promise<boolean> {
  const result = await db
    .updateTable('reviews')
    .set({
      state: decision.state,
      decided_at: decision.nowMs,
      decided_by: decision.actor.name,
      decided_via: decision.actor.via,
      reason: decision.reason,
    })
    .where('id', '=', decision.id)
    .where('sha256', '=', decision.sha256)
    .where('state', '=', 'pending')
    .where('expires_at', '>', decision.nowMs)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** What came of an approved command that a person ran, or did not. Whether there was such a review. */
export async function noteOutcome(
  db: Db,
  note: { readonly id: string; readonly outcome: ReviewOutcome; readonly by: string },
): Promise<boolean> {
  const result = await db
    .updateTable('reviews')
    .set({ outcome: note.outcome, outcome_by: note.by })
    .where('id', '=', note.id)
    .where('state', '=', 'approved')
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Ends the reviews that nobody decided in time, and gives them. */
export async function expireReviews(db: Db, nowMs: number, limit: number): Promise<readonly Review[]> {
  const due = await db
    .selectFrom('reviews')
    .selectAll()
    .where('state', '=', 'pending')
    .where('expires_at', '<=', nowMs)
    .limit(limit)
    .execute();
  const expired: Review[] = [];
  for (const row of due) {
    const result = await db
      .updateTable('reviews')
      .set({ state: 'expired', decided_at: nowMs })
      .where('id', '=', row.id)
      .where('state', '=', 'pending')
      .executeTakeFirst();
    if (Number(result.numUpdatedRows) === 1) {
      expired.push({ ...fromRow(row), state: 'expired', decidedAtMs: nowMs });
    }
  }
  return expired;
}
