import type { Analysis } from '../domain/analysis.ts';
import { toAppError } from '../domain/errors.ts';
import type { Incident } from '../domain/incident.ts';
import type { CheckedDisproof, CheckedHypothesis } from '../domain/verdict.ts';
import type { MetricSource } from '../evidence/metric-source.ts';
import { listAnalyses, listDoneSince, replaceResult } from '../storage/analyses.ts';
import { findIncident, raiseRevision } from '../storage/incidents.ts';
import { listNotifiers } from '../storage/notifications.ts';
import { applyRun, type DisproofResult, judgeRun } from '../verification/disproof.ts';
import { findSourceFault } from '../verification/promql/find-source-fault.ts';
import { type AppContext, toNotifyKey, work } from './context.ts';

/** How long the query may take, and how far back the last value may lie. */
const queryTimeoutMs = 3000;
const lookbackMs = 300_000;
const stepMs = 15_000;
/** The second look. */
export const lookAgainMs = 600_000;
const mostRuns = 2;

/** The first source that has an answer; the last one's failure when none has. Each is asked only what the gate lets through. */
async function ask(
  sources: readonly MetricSource[],
  query: string,
  nowMs: number,
  signal: AbortSignal,
): Promise<DisproofResult> {
  let failure = 'no source of metrics is configured';
  for (const source of sources) {
    try {
      const plan = { range: { fromMs: nowMs - lookbackMs, toMs: nowMs }, stepMs, signal };
      const fault = await findSourceFault(query, source, plan);
      if (fault !== null) {
        failure = fault;
        continue;
      }
      const { series, incomplete } = await source.queryRange({ expression: query, ...plan });
      const values = series.flatMap(({ points }) => points.at(-1)?.[1] ?? []);
      // A part of the answer neither holds nor disproves.
      if (values.length > 0 && incomplete === null) return { atMs: nowMs, values, failure: null };
      failure = incomplete ?? 'the query has no result';
    } catch (thrown) {
      failure = toAppError(thrown).message;
    }
  }
  return { atMs: nowMs, values: null, failure };
}

async function runOnce(
  context: AppContext,
  disproof: CheckedDisproof,
  signal: AbortSignal,
): Promise<DisproofResult | null> {
  if (disproof.query.verdict !== 'shown' || disproof.runs.length >= mostRuns) return null;
  const sources = context.assembly().collectors.flatMap(({ metrics }) => metrics ?? []);
  const late = AbortSignal.any([signal, AbortSignal.timeout(queryTimeoutMs)]);
  return ask(sources, disproof.query.text, context.clock.now(), late);
}

/** Runs the query that would speak against the root cause. Without one, or when it was withheld, nothing changes. */
export async function testCause(
  context: AppContext,
  hypothesis: CheckedHypothesis,
  signal: AbortSignal,
): Promise<CheckedHypothesis> {
  const { disproof } = hypothesis;
  const result = disproof === null ? null : await runOnce(context, disproof, signal);
  if (disproof === null || result === null) return hypothesis;
  return applyRun(hypothesis, judgeRun(disproof.expected, result));
}

/** Whether a second look at the test of its cause is still to be taken. */
function waits(analysis: Analysis): boolean {
  const disproof = analysis.hypothesis?.disproof ?? null;
  return disproof?.query.verdict === 'shown' && disproof.runs.length > 0 && disproof.runs.length < mostRuns;
}

/** Asks for the second look, ten minutes after the first. */
export function wantSecondLook(context: AppContext, incident: Incident, analysis: Analysis): void {
  if (!waits(analysis)) return;
  const afterMs = Math.max(0, analysis.finishedAtMs + lookAgainMs - context.clock.now());
  context.scheduler.request({ kind: work.testCause, id: incident.id }, afterMs);
}

/** Asks again for the second looks that a stop has interrupted. */
export async function resumeSecondLooks(context: AppContext): Promise<void> {
  const recent = await listDoneSince(context.db, context.clock.now() - 2 * lookAgainMs);
  for (const { incidentId, result } of recent) {
    const incident = result === null || !waits(result) ? null : await findIncident(context.db, incidentId);
    if (incident !== null && result !== null) wantSecondLook(context, incident, result);
  }
}

/** Takes the second look at the newest analysis of an incident, stores what came of it and has its messages edited. */
export async function testCauseAgain(
  context: AppContext,
  incidentId: string,
  signal: AbortSignal,
): Promise<void> {
  const { db, scheduler } = context;
  const incident = await findIncident(db, incidentId);
  const newest = (await listAnalyses(db, incidentId)).find(({ result }) => result !== null);
  const hypothesis = newest?.result?.hypothesis ?? null;
  if (incident === null || newest?.result == null || hypothesis === null || !waits(newest.result)) return;
  if (newest.result.finishedAtMs + lookAgainMs > context.clock.now()) {
    wantSecondLook(context, incident, newest.result);
    return;
  }
  const tested = await testCause(context, hypothesis, signal);
  if (signal.aborted) return;
  const result = { ...newest.result, hypothesis: tested };
  const notifiers = await context.commit(async (transaction) => {
    await replaceResult(transaction, newest.id, result);
    await raiseRevision(transaction, incidentId);
    return listNotifiers(transaction, incidentId);
  });
  for (const notifier of notifiers) {
    scheduler.request(toNotifyKey({ notifier, groupKey: incident.groupKey }));
  }
}
