import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { Feedback } from '../domain/review.ts';
import { formatTime } from '../domain/time.ts';
import { toBundleFiles } from '../evidence/bundle/write-bundle.ts';
import { gatherEvidence } from '../evidence/gather.ts';
import { createRedactor } from '../redaction/redactor.ts';
import { listFeedback } from '../storage/feedback.ts';
import { findIncident } from '../storage/incidents.ts';
import type { AppContext } from './context.ts';

/** What came after an incident's end belongs to it for so long. */
const afterwardsMs = 600_000;

/** An export is for people who want all of it: sources get longer than when somebody waits. */
const deadlineMs = 60_000;

export interface ExportedIncident {
  /** File name to content. */
  readonly files: ReadonlyMap<string, string>;
  /** Sources that gave nothing, with the reason. */
  readonly gaps: readonly string[];
}

function describeGap({ source, title, reason }: EvidenceItem): string {
  return `${source}: ${reason ?? title}`;
}

/** What a person said of an explanation, for whoever writes down what it was (`truth.json`). */
function toJudgement({ judgement, note, by, atMs, model, promptVersion }: Feedback) {
  return { judgement, note, by, time: formatTime(atMs), model, prompt: promptVersion };
}

/**
 * An incident as a bundle: its alerts as they are kept here, and what the configured sources still know about its time,
 * without secrets. Throws `not_found`.
 */
export async function exportIncident(
  context: AppContext,
  id: string,
  signal: AbortSignal,
): Promise<ExportedIncident> {
  const { db, clock } = context;
  const { config, collectors } = context.assembly();
  const incident = await findIncident(db, id);
  if (incident === null) throw new AppError({ code: 'not_found', message: `no incident has the id ${id}` });
  const endMs = incident.resolvedAtMs === null ? clock.now() : incident.resolvedAtMs + afterwardsMs;
  const past: Clock = { ...clock, now: () => Math.min(endMs, clock.now()) };
  const gathered = await gatherEvidence(incident, {
    collectors,
    clock: past,
    deadlineMs,
    lookbackMs: config.evidence.lookback,
    signal,
  });
  // Group keys and fingerprints are identities; everything else may hold a secret.
  const { redact } = createRedactor({ emails: 'keep', ipAddresses: 'keep' });
  const [shown, observations, evidence, judgements] = await redact([
    incident,
    gathered.observations,
    gathered.evidence,
    await listFeedback(db, id),
  ] as const);
  const files = new Map(
    toBundleFiles({ incident: { ...shown, groupKey: incident.groupKey }, observations, evidence }),
  );
  if (judgements.length > 0)
    files.set('judgements.json', `${JSON.stringify(judgements.map(toJudgement), null, 2)}\n`);
  const gaps = evidence.filter(({ status }) => status === 'unavailable').map(describeGap);
  return { files, gaps };
}
