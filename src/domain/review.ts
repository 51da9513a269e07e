export const reviewStates = ['pending', 'approved', 'rejected', 'expired'] as const;
export type ReviewState = (typeof reviewStates)[number];

export const reviewOutcomes = ['worked', 'did_not_work', 'not_run'] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];

/** Where a decision or a judgement came from. */
export type DecisionChannel = 'page' | 'api' | 'slack';

/** A person (or a token) that acts, and from where. */
export interface Actor {
  /** What the audit log calls them: "slack:U024BE7LH ana", "token:deploy-bot", "oidc:ana@example.com". */
  readonly name: string;
  readonly via: DecisionChannel;
}

/**
 * A suggested command that waits for a person's word. An approval means that a person may run it; nothing here ever does.
 * It binds exactly the bytes whose sha256 was shown.
 */
export interface Review {
  readonly id: string;
  readonly incidentId: string;
  readonly command: string;
  readonly sha256: string;
  /** What it would change, in one sentence. */
  readonly effect: string;
  /** The same command in the form that only says what it would do; null if it has none. */
  readonly dryRun: string | null;
  /** How to take it back, in words; null if there is no way, or none is known. */
  readonly undo: string | null;
  /** Why the model suggests it. */
  readonly purpose: string;
  readonly state: ReviewState;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
  readonly decidedAtMs: number | null;
  readonly decidedBy: string | null;
  readonly decidedVia: DecisionChannel | null;
  readonly reason: string | null;
  readonly outcome: ReviewOutcome | null;
  readonly outcomeBy: string | null;
}

export const verdictsOnAnalysis = ['right', 'partly', 'wrong'] as const;
export type AnalysisJudgement = (typeof verdictsOnAnalysis)[number];

/** What a person said of an explanation. */
export interface Feedback {
  readonly id: string;
  readonly incidentId: string;
  readonly analysisId: string;
  readonly judgement: AnalysisJudgement;
  /** What it was instead. */
  readonly note: string | null;
  readonly by: string;
  readonly via: DecisionChannel;
  readonly atMs: number;
  readonly model: string | null;
  readonly promptVersion: number | null;
}
