import { AppError, toAppError } from '../domain/errors.ts';
import type { ChangeLog } from '../evidence/change-log.ts';
import type { IncidentHistory, PastFinding } from '../evidence/incident-history.ts';
import { restoreText } from '../redaction/addresses.ts';
import { listChanges } from '../storage/changes.ts';
import { listFeedbackOf } from '../storage/feedback.ts';
import { listEarlierIncidents, listNewestResults } from '../storage/history.ts';
import { listTried } from '../storage/reviews.ts';
import type { Db } from '../storage/schema.ts';

async function guarded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const message = `the store does not answer: ${toAppError(cause).message}`;
    throw new AppError({ code: 'storage_unavailable', message, cause });
  }
}

/** The changes that were sent to us, for collectors. */
export function createChangeLog(db: Db): ChangeLog {
  return { list: (range, limit) => guarded(listChanges(db, range, limit)) };
}

/** The incidents that are kept here, for collectors. */
export function createIncidentHistory(db: Db): IncidentHistory {
  return {
    list: (incident, sinceMs, limit) =>
      guarded(
        listEarlierIncidents(db, {
          beforeMs: incident.startedAtMs,
          sinceMs,
          exceptId: incident.id,
          limit,
        }),
      ),
    findings: async (ids) => {
      const results = await guarded(listNewestResults(db, ids));
      const feedback = Map.groupBy(await guarded(listFeedbackOf(db, ids)), ({ incidentId }) => incidentId);
      const tried = Map.groupBy(await guarded(listTried(db, ids)), ({ incidentId }) => incidentId);
      return [...results].flatMap(
        ([incidentId, { hypothesis, rung, placeholders = {} }]): readonly PastFinding[] => {
          if (hypothesis === null) return [];
          // Placeholders mean something in their own incident only.
          const restore = (text: string): string => restoreText(text, placeholders);
          return [
            {
              incidentId,
              headline: restore(hypothesis.headline.text),
              cause: restore(hypothesis.rootCause.text),
              status: hypothesis.rootCause.status,
              rung,
              feedback: (feedback.get(incidentId) ?? []).map(({ judgement, note }) => ({
                verdict: judgement,
                text: note,
              })),
              tried: tried.get(incidentId) ?? [],
            },
          ];
        },
      );
    },
  };
}
