import type { Analysis } from '../domain/analysis.ts';
import { toAppError } from '../domain/errors.ts';
import type { Incident } from '../domain/incident.ts';
import { duePending, finishAnalyses, listAnalyses } from '../storage/analyses.ts';
import { findIncident, raiseRevision } from '../storage/incidents.ts';
import { listNotifiers } from '../storage/notifications.ts';
import { type AppContext, toNotifyKey } from './context.ts';
import { listChanges } from './gate-commands.ts';
import { holdBack } from './hold-back.ts';
import { investigate } from './investigate.ts';
import { queueReviews } from './reviews.ts';
import { wantSecondLook } from './test-cause.ts';

/** An analysis that says why there is none. */
function toRawAnalysis(reason: string, nowMs: number): Analysis {
  return {
    rung: 'raw',
    rungReason: reason,
    hypothesis: null,
    findings: [],
    evidence: [],
    model: null,
    failures: [],
    startedAtMs: nowMs,
    finishedAtMs: nowMs,
  };
}

async function analyse(context: AppContext, incident: Incident, signal: AbortSignal): Promise<Analysis> {
  const nowMs = context.clock.now();
  if (incident.state === 'resolved') return toRawAnalysis('resolved before it was analysed', nowMs);
  try {
    return await investigate(context, incident, signal);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'storage_unavailable' || signal.aborted) throw error;
    context.log.error({ incident: incident.id, code: error.code, err: error }, 'analysis failed');
    return toRawAnalysis(`the analysis failed (${error.code})`, context.clock.now());
  }
}

/** Makes the analysis that an incident waits for, stores it, and asks for its messages to be edited. */
export async function runAnalysis(
  context: AppContext,
  incidentId: string,
  signal: AbortSignal,
): Promise<void> {
  const { db, scheduler } = context;
  const due = duePending(await listAnalyses(db, incidentId), context.clock.now());
  if (due.length === 0) return;
  const requestedAtMs = Math.min(...due.map((analysis) => analysis.requestedAtMs));
  await holdBack(context, { incidentId, requestedAtMs }, signal);
  const incident = await findIncident(db, incidentId);
  if (incident === null) return;
  const span = { incidentId, name: 'analyse', attributes: { alert: incident.alertName } };
  const result = await context.egress.within(incidentId, () =>
    context.tracing.forIncident(span, () => analyse(context, incident, signal)),
  );
  // Interrupted by a stop: what is stored is what was asked for, and the next start does it.
  if (signal.aborted) return;
  const notifiers = await context.commit(async (transaction) => {
    await finishAnalyses(
      transaction,
      due.map((analysis) => analysis.id),
      result,
    );
    await queueReviews(context, transaction, { incidentId, commands: listChanges(result) });
    await raiseRevision(transaction, incidentId);
    return listNotifiers(transaction, incidentId);
  });
  wantSecondLook(context, incident, result);
  for (const notifier of notifiers) {
    scheduler.request(toNotifyKey({ notifier, groupKey: incident.groupKey }));
  }
}
