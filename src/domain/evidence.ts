import type { Labels } from './labels.ts';
import type { Point, TimeRange } from './series.ts';
import type { Unit } from './unit.ts';

/**
 * `empty`: the source answered and has nothing. `unavailable`: it did not answer, `reason` says why.
 * The two are never the same, and neither is `not_configured`.
 */
export type EvidenceStatus = 'observed' | 'empty' | 'unavailable' | 'not_configured';

/** One thing that is known, with the number it stands on. `text` is how a person reads it. */
export interface Fact {
  readonly name: string;
  readonly text: string;
  readonly value: number | null;
  readonly unit: Unit;
  readonly atMs: number | null;
}

export type EvidenceKind =
  | 'alert'
  | 'series'
  | 'logs'
  | 'change'
  | 'trace'
  | 'event'
  | 'runbook'
  | 'topology'
  | 'history'
  | 'text';

/** What a collector gives: an evidence item that has no id yet. */
export interface EvidenceDraft {
  /** The collector's name in the configuration, "prometheus" if it has none. */
  readonly source: string;
  readonly kind: EvidenceKind;
  readonly status: EvidenceStatus;
  readonly title: string;
  /** What was asked, in the source's own language. */
  readonly query: string | null;
  readonly range: TimeRange | null;
  /** Why it is not `observed`. */
  readonly reason: string | null;
  readonly labels: Labels;
  readonly facts: readonly Fact[];
  /** The series behind the facts, thinned; empty for other kinds. */
  readonly points: readonly Point[];
  /** The same series a week before, moved by a week so that it lies over `points`; missing where it was not asked. */
  readonly weekAgo?: readonly Point[];
  /** Whether this is the alert's own expression, not something beside it. */
  readonly primary: boolean;
  /** How many there were (series, lines), and how many of them this item speaks of. */
  readonly total: number;
  readonly kept: number;
  /** Keys of the observations that it speaks of. */
  readonly observed: readonly string[];
}

export interface EvidenceItem extends EvidenceDraft {
  /** `E1`, `E2` … in the order shown to the model. The alert itself is `E1`. */
  readonly id: string;
}
