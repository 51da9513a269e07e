import type { AuditAction, AuditEntry } from '../domain/audit.ts';
import { AppError } from '../domain/errors.ts';
import type { Actor, AnalysisJudgement, Feedback, Review, ReviewOutcome } from '../domain/review.ts';
import { decideApprovers } from '../notification/route.ts';
import { decideReview } from '../review/decide-review.ts';
import { type ReviewableCommand, toReviews } from '../review/to-reviews.ts';
import { listAnalyses } from '../storage/analyses.ts';
import { appendAudit } from '../storage/audit-log.ts';
import { saveFeedback } from '../storage/feedback.ts';
import { inTransaction } from '../storage/guard.ts';
import { findIncident, raiseRevision } from '../storage/incidents.ts';
import { listNotifiers } from '../storage/notifications.ts';
import { expireReviews, findReview, insertReviews, noteOutcome, settleReview } from '../storage/reviews.ts';
import type { Db } from '../storage/schema.ts';
import { type AppContext, toNotifyKey } from './context.ts';

const mostExpiredAtOnce = 200;

function toEntry(
  context: AppContext,
  entry: Omit<AuditEntry, 'atMs'> & { readonly action: AuditAction },
): AuditEntry {
  return { ...entry, atMs: context.clock.now() };
}

/** The messages of an incident are to show what has changed about its reviews. */
async function showAgain(context: AppContext, incidentId: string): Promise<void> {
  const incident = await findIncident(context.db, incidentId);
  if (incident === null) return;
  for (const notifier of await listNotifiers(context.db, incidentId)) {
    context.scheduler.request(toNotifyKey({ notifier, groupKey: incident.groupKey }));
  }
}

/** Puts the commands of an analysis that change something into the queue; part of the transaction that stores it. */
export async function queueReviews(
  context: AppContext,
  db: Db,
  request: { readonly incidentId: string; readonly commands: readonly ReviewableCommand[] },
): Promise<void> {
  const incident = await findIncident(db, request.incidentId);
  if (incident === null || request.commands.length === 0) return;
  const { config } = context.assembly();
  const reviews = toReviews(request.commands, {
    incident,
    nowMs: context.clock.now(),
    expireAfterMs: config.review.expire_after,
    createId: context.createId,
  });
  for (const review of await insertReviews(db, reviews)) {
    await appendAudit(
      db,
      toEntry(context, {
        actor: 'service',
        action: 'review_created',
        subject: review.id,
        detail: { incident: incident.id, command: review.command, sha256: review.sha256 },
      }),
    );
  }
}

/** The same outside an analysis: the messages of the incident show them. */
export async function suggestCommands(
  context: AppContext,
  request: { readonly incidentId: string; readonly commands: readonly ReviewableCommand[] },
): Promise<void> {
  await inTransaction(context.db, async (db) => {
    await queueReviews(context, db, request);
    await raiseRevision(db, request.incidentId);
  });
  await showAgain(context, request.incidentId);
}

async function getReview(db: Db, id: string): Promise<Review> {
  const review = await findReview(db, id);
  if (review !== null) return review;
  throw new AppError({ code: 'not_found', message: `no review has the id ${id}` });
}

/** Whether somebody is one of those who may, given the approvers of a route; an empty list names everybody. */
export type MayApprove = (approvers: readonly string[]) => boolean | Promise<boolean>;

export interface ReviewDecision {
  readonly id: string;
  /** Of the bytes that the person has seen. */
  readonly sha256: string;
  readonly decision: 'approved' | 'rejected';
  readonly reason: string | null;
  readonly actor: Actor;
  readonly mayApprove: MayApprove;
}

/**
 * The review, if this person may decide on these bytes now. Throws `not_found`, `forbidden` for somebody who is not among
 * the approvers, and `conflict` when it was decided before, has expired, or other bytes were shown.
 */
export async function findReviewFor(
  context: AppContext,
  request: {
    readonly id: string;
    readonly sha256: string;
    readonly person: string;
    readonly mayApprove: MayApprove;
  },
): Promise<Review> {
  const review = await getReview(context.db, request.id);
  const incident = await findIncident(context.db, review.incidentId);
  const approvers = decideApprovers(context.assembly().config.route, incident?.labels ?? {});
  if (!(await request.mayApprove(approvers))) {
    throw new AppError({
      code: 'forbidden',
      message: `${request.person} is not among the approvers of this alert's route`,
    });
  }
  const possible = decideReview(review, { sha256: request.sha256, nowMs: context.clock.now() });
  if (!possible.ok) throw new AppError({ code: 'conflict', message: possible.message });
  return review;
}

/**
 * Takes a person's decision: the first one wins over all replicas. Throws what `findReviewFor` throws.
 */
export async function decide(context: AppContext, request: ReviewDecision): Promise<Review> {
  const nowMs = context.clock.now();
  const review = await findReviewFor(context, { ...request, person: request.actor.name });
  const taken = await inTransaction(context.db, async (db) => {
    const won = await settleReview(db, { ...request, state: request.decision, nowMs });
    if (!won) return false;
    await appendAudit(
      db,
      toEntry(context, {
        actor: request.actor.name,
        action: request.decision === 'approved' ? 'review_approved' : 'review_rejected',
        subject: review.id,
        detail: {
          incident: review.incidentId,
          command: review.command,
          sha256: review.sha256,
          via: request.actor.via,
          reason: request.reason,
        },
      }),
    );
    await raiseRevision(db, review.incidentId);
    return true;
  });
  const settled = await getReview(context.db, request.id);
  if (!taken) {
    const lost = decideReview(settled, { sha256: request.sha256, nowMs });
    throw new AppError({ code: 'conflict', message: lost.ok ? 'try it again' : lost.message });
  }
  context.log.info(
    { incident: review.incidentId, review: review.id, decision: request.decision, by: request.actor.name },
    'review decided',
  );
  await showAgain(context, review.incidentId);
  return settled;
}

/** Keeps what came of an approved command. */
export async function giveOutcome(
  context: AppContext,
  request: { readonly id: string; readonly outcome: ReviewOutcome; readonly actor: Actor },
): Promise<Review> {
  const review = await getReview(context.db, request.id);
  await inTransaction(context.db, async (db) => {
    if (!(await noteOutcome(db, { id: request.id, outcome: request.outcome, by: request.actor.name }))) {
      throw new AppError({ code: 'conflict', message: `the review is ${review.state}, not approved` });
    }
    await appendAudit(
      db,
      toEntry(context, {
        actor: request.actor.name,
        action: 'review_outcome',
        subject: review.id,
        detail: { incident: review.incidentId, outcome: request.outcome, via: request.actor.via },
      }),
    );
    await raiseRevision(db, review.incidentId);
  });
  await showAgain(context, review.incidentId);
  return getReview(context.db, request.id);
}

/** Keeps what a person says of an explanation of an incident. */
export async function giveFeedback(
  context: AppContext,
  request: {
    readonly incidentId: string;
    /** Null for the newest. */
    readonly analysisId: string | null;
    readonly judgement: AnalysisJudgement;
    readonly note: string | null;
    readonly actor: Actor;
  },
): Promise<Feedback> {
  const analyses = await listAnalyses(context.db, request.incidentId);
  const { analysisId } = request;
  const analysis = analyses.find(
    (one) => one.result !== null && (analysisId === null || one.id === analysisId),
  );
  if (analysis === undefined) {
    throw new AppError({
      code: 'not_found',
      message: `incident ${request.incidentId} has no explanation that could be judged`,
    });
  }
  const feedback: Feedback = {
    id: context.createId(),
    incidentId: request.incidentId,
    analysisId: analysis.id,
    judgement: request.judgement,
    note: request.note,
    by: request.actor.name,
    via: request.actor.via,
    atMs: context.clock.now(),
    model: analysis.result?.model?.model ?? null,
    promptVersion: analysis.result?.model?.promptVersion ?? null,
  };
  await inTransaction(context.db, async (db) => {
    await saveFeedback(db, feedback);
    await appendAudit(
      db,
      toEntry(context, {
        actor: request.actor.name,
        action: 'feedback',
        subject: request.incidentId,
        detail: {
          judgement: request.judgement,
          note: request.note,
          via: request.actor.via,
          analysis: feedback.analysisId,
          model: feedback.model,
          prompt_version: feedback.promptVersion,
        },
      }),
    );
    await raiseRevision(db, request.incidentId);
  });
  await showAgain(context, request.incidentId);
  return feedback;
}

/** Ends what nobody decided in time; called by the sweep. */
export async function expireOldReviews(context: AppContext): Promise<void> {
  const expired = await inTransaction(context.db, async (db) => {
    const ended = await expireReviews(db, context.clock.now(), mostExpiredAtOnce);
    for (const review of ended) {
      await appendAudit(
        db,
        toEntry(context, {
          actor: 'service',
          action: 'review_expired',
          subject: review.id,
          detail: { incident: review.incidentId, sha256: review.sha256 },
        }),
      );
      await raiseRevision(db, review.incidentId);
    }
    return ended;
  });
  for (const review of expired) await showAgain(context, review.incidentId);
}
