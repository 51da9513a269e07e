import type { Candidate } from '../domain/diagnosis.ts';

/** What one kind of source (metrics, logs, traces) says against one service; the ranking weighs them against each other. */
export interface ServiceSignal {
  readonly service: string;
  readonly kind: Candidate['kind'];
  /** 0–1. */
  readonly score: number;
  /** When it began there; null when that cannot be told. */
  readonly atMs: number | null;
  /** The metric that tells most; null for logs, traces and silence. */
  readonly metric: string | null;
  /** One sentence. */
  readonly reason: string;
  /** Keys of observations. */
  readonly support: readonly string[];
}
