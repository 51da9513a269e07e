import type { RootCauseStatus } from '../domain/hypothesis.ts';
import type { Incident } from '../domain/incident.ts';
import type { AnalysisJudgement, ReviewOutcome } from '../domain/review.ts';

/** What was made of a past incident, and what people said of that. */
export interface PastFinding {
  readonly incidentId: string;
  readonly headline: string;
  readonly cause: string;
  readonly status: RootCauseStatus;
  readonly rung: string;
  /** What people said of the explanation, newest first. */
  readonly feedback: readonly PastFeedback[];
  /** Commands that people were allowed to run, and what came of them. */
  readonly tried: readonly PastCommand[];
}

export interface PastCommand {
  readonly command: string;
  readonly outcome: ReviewOutcome;
}

export interface PastFeedback {
  readonly verdict: AnalysisJudgement;
  readonly text: string | null;
}

/** Where past incidents are kept. Failures are AppErrors `storage_unavailable`. */
export interface IncidentHistory {
  /** Incidents that began before this one and not before `sinceMs`, newest first. */
  readonly list: (incident: Incident, sinceMs: number, limit: number) => Promise<readonly Incident[]>;
  /** What was found out about these, as far as anything was. */
  readonly findings: (incidentIds: readonly string[]) => Promise<readonly PastFinding[]>;
}
