import type { Diagnosis } from './diagnosis.ts';
import type { ErrorCode } from './errors.ts';
import type { EvidenceItem } from './evidence.ts';
import type { Finding } from './finding.ts';
import type { Culprit } from './hypothesis.ts';
import type { Labels } from './labels.ts';
import type { CheckedHypothesis } from './verdict.ts';

/** How much of the path worked, best first. `raw` is a message without any analysis. */
export const rungs = ['full', 'economy', 'cached', 'deterministic', 'raw'] as const;
export type Rung = (typeof rungs)[number];

/** The model call behind an analysis. */
export interface ModelUse {
  /** The name in the configuration, and the provider's own model id. */
  readonly name: string;
  readonly model: string;
  readonly promptId: string;
  readonly promptVersion: number;
  /** sha256 of the prompt template, hex. */
  readonly promptHash: string;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** Null when the model's price is not known. */
  readonly costUsd: number | null;
  readonly durationMs: number;
  /** Questions that it asked back and that were looked up. */
  readonly askedBack?: number;
}

/** A model that was asked (or could not be) and did not answer usefully. */
export interface ModelFailure {
  readonly name: string;
  readonly code: ErrorCode;
  readonly message: string;
}

/** What came of investigating an incident once. */
export interface Analysis {
  readonly rung: Rung;
  /** Why it is not `full`; null when it is. */
  readonly rungReason: string | null;
  readonly hypothesis: CheckedHypothesis | null;
  /** What code makes of the observations; missing when nothing was gathered. */
  readonly diagnosis?: Diagnosis;
  readonly findings: readonly Finding[];
  readonly evidence: readonly EvidenceItem[];
  readonly model: ModelUse | null;
  /** Where the model says that the cause lies; missing when none was asked. Nobody is shown it unchecked. */
  readonly culprit?: Culprit;
  readonly failures: readonly ModelFailure[];
  /** What the placeholders that models saw stand for: `⟨ip-1⟩` to an address. */
  readonly placeholders?: Labels;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
}
