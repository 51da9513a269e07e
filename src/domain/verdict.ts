import type { ImpactLevel, RootCauseStatus } from './hypothesis.ts';

export const claimKinds = [
  'figure',
  'duration',
  'time',
  'direction',
  'order',
  'relation',
  'name',
  'quote',
  'citation',
] as const;
export type ClaimKind = (typeof claimKinds)[number];

/**
 * `found`: the cited evidence says so, within rounding. `elsewhere`: other evidence does, and is cited now.
 * `contradicted`: the evidence says otherwise, `actual` is what. `not_found`: no evidence says anything of the kind.
 */
export type ClaimVerdict = 'found' | 'elsewhere' | 'contradicted' | 'not_found';

/** A part of a statement that can be recomputed from evidence. */
export interface Claim {
  readonly kind: ClaimKind;
  /** As it stands in the statement. */
  readonly text: string;
  readonly verdict: ClaimVerdict;
  /** The evidence item that bears it out, or that contradicts it. */
  readonly evidence: string | null;
  /** What the evidence has instead; null where it bears the claim out or says nothing. */
  readonly actual: string | null;
  /** That of the sentence in which it stands. */
  readonly fate: Fate;
}

/** `not_checkable`: there is nothing in it that could be looked up. `computed`: code wrote it from evidence. */
export type StatementVerdict = 'verified' | 'corrected' | 'unverified' | 'not_checkable' | 'computed';

/** What people get to see of a statement; see docs/verification.md. */
export type Fate = 'shown' | 'corrected' | 'inferred' | 'dropped';

export interface CheckedStatement {
  readonly text: string;
  readonly evidence: readonly string[];
  readonly claims: readonly Claim[];
  readonly verdict: StatementVerdict;
  readonly fate: Fate;
  /** Why it is not shown as it was said; null when it is. */
  readonly reason: string | null;
}

/** A command or query that the gate has read. Only `shown` ones carry their text to people. */
export type GatedText =
  | { readonly verdict: 'shown'; readonly text: string }
  | { readonly verdict: 'withheld'; readonly reason: string };

/** A command that waits for a person's word: it changes something, or by policy all of them wait. */
export interface SuggestedChange {
  readonly verdict: 'change';
  readonly text: string;
  /** What it changes, in words. */
  readonly effect: string;
  /** The same command in the form that only says what it would do; null if it has none. */
  readonly dryRun: string | null;
  /** How to take it back, or that one cannot; null if nothing is known. */
  readonly undo: string | null;
}

export type GatedCommand = GatedText | SuggestedChange;

export interface CheckedStep extends CheckedStatement {
  readonly command: GatedCommand | null;
  readonly promql: GatedText | null;
}

/** One run of the query that would disprove the root cause. */
export interface DisproofRun {
  readonly atMs: number;
  /** `holds`: the result is as expected if the cause is right. `unknown`: there is no result, `reason` says why. */
  readonly outcome: 'holds' | 'weakened' | 'unknown';
  /** Values that were read, the one farthest from the expectation first. */
  readonly value: number | null;
  readonly reason: string | null;
}

export interface CheckedDisproof {
  readonly query: GatedText;
  /** What is expected if the cause is right: "< 0.1". */
  readonly expected: string;
  readonly runs: readonly DisproofRun[];
}

/** How sure one may be of the root cause, computed; a model's own word for it is not asked for. */
export interface Confidence {
  /** 0–1 */
  readonly value: number;
  readonly word: 'high' | 'medium' | 'low';
  /** What it was computed from: "8 of 9 claims checked". */
  readonly reasons: readonly string[];
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
  /** Statements that nobody is shown, with the reason. */
  readonly removed: readonly CheckedStatement[];
  /** Distinct claims of a model, and how many of them evidence bears out. Both 0 for what code wrote itself. */
  readonly claimsFound: number;
  readonly claimsTotal: number;
  /** Of those that evidence does not bear out: given the evidence's figure, and not shown at all. */
  readonly claimsCorrected: number;
  readonly claimsRemoved: number;
  /** Why a model's answer is not what is shown here; null when it is, and when none was asked. */
  readonly withheld: string | null;
  /** Why the root cause is less sure than the model said; empty when it is not. */
  readonly downgrades: readonly string[];
  /** What the ranking by code says where it disagrees with the root cause: shown beside it. */
  readonly disagreement: string | null;
  readonly disproof: CheckedDisproof | null;
  readonly confidence: Confidence;
}
