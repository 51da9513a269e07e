import type { ImpactLevel, RootCauseStatus } from './hypothesis.ts';

/** A part of a statement that can be checked against evidence. */
export interface Claim {
  readonly kind: 'figure' | 'time' | 'name' | 'citation';
  /** As it stands in the statement. */
  readonly text: string;
  readonly verdict: 'found' | 'not_found';
  /** The evidence item that bears it out. */
  readonly evidence: string | null;
}

export interface CheckedStatement {
  readonly text: string;
  readonly evidence: readonly string[];
  readonly claims: readonly Claim[];
  /** `verified`: every claim was found. `unverified`: at least one was not; shown with a mark. */
  readonly verdict: 'verified' | 'unverified';
}

/** A command or query that the gate has read. Only `shown` ones carry their text to people. */
export type GatedText =
  | { readonly verdict: 'shown'; readonly text: string }
  | { readonly verdict: 'withheld'; readonly reason: string };

export interface CheckedStep extends CheckedStatement {
  readonly command: GatedText | null;
  readonly promql: GatedText | null;
}

/** A hypothesis of which every statement, command and query has been checked. */
export interface CheckedHypothesis {
  readonly headline: CheckedStatement;
  readonly rootCause: CheckedStatement & { readonly status: RootCauseStatus };
  readonly alternatives: readonly CheckedStatement[];
  readonly impact: CheckedStatement & { readonly level: ImpactLevel };
  readonly remediation: readonly CheckedStep[];
  readonly investigation: readonly CheckedStep[];
  readonly prevention: readonly CheckedStatement[];
  /** Figures, times and names looked up in the cited evidence, and how many of them were there. */
  readonly claimsFound: number;
  readonly claimsTotal: number;
}
