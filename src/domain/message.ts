import type { Rung } from './analysis.ts';
import type { ImpactLevel, RootCauseStatus } from './hypothesis.ts';
import type { AnalysisJudgement, Review } from './review.ts';
import type { Severity } from './severity.ts';
import type { GatedText } from './verdict.ts';

/** A sentence to show, with whether its claims held. */
export interface MessageLine {
  readonly text: string;
  /** Whether evidence bears it out. */
  readonly verified: boolean;
  /** `corrected`: a figure is the evidence's, not the model's. `inferred`: nothing in it could be looked up. `unverified`: no evidence has what it says. */
  readonly mark?: 'corrected' | 'inferred' | 'unverified' | null;
}

export interface MessageStep extends MessageLine {
  readonly command: GatedText | null;
  readonly promql: GatedText | null;
}

export interface MessageAlert {
  readonly name: string;
  readonly status: 'firing' | 'resolved';
  /** What it is about: "checkout on node-3". Empty when the labels say nothing. */
  readonly target: string;
  readonly summary: string;
  readonly startsAtMs: number | null;
}

export interface MessageLink {
  readonly title: string;
  readonly url: string;
}

/** What the analysis adds. `pending` while it is being made, `none` when it will not be. */
export type MessageAnalysis =
  | { readonly state: 'pending' }
  | { readonly state: 'none'; readonly reason: string }
  | {
      readonly state: 'done';
      readonly rung: Rung;
      readonly rungReason: string | null;
      readonly rootCause: MessageLine & { readonly status: RootCauseStatus };
      readonly alternatives: readonly MessageLine[];
      readonly impact: (MessageLine & { readonly level: ImpactLevel }) | null;
      readonly remediation: readonly MessageStep[];
      readonly investigation: readonly MessageStep[];
      readonly prevention: readonly MessageLine[];
      /** What code found, most telling first. */
      readonly findings: readonly string[];
      /** "ranking by code points to …", "expected < 0.1, is 0.02: holds": what the check adds, a line each. */
      readonly notes?: readonly string[];
      /** "Prometheus 6 series · 8 of 9 claims checked, 1 removed" */
      readonly evidenceLine: string;
      /** "claude-sonnet-5-5 · prompt explain-alert v1 · 2,310 + 420 tokens · $0.009 · 6 s" */
      readonly footer: string;
    };

/** A suggested command that changes something, and what people have decided about it. */
export interface MessageReview extends Omit<Review, 'command'> {
  /** Whole, byte for byte as its sha256 was taken; withheld where some of it must not be shown. */
  readonly command: GatedText;
}

/** What a person has said of the explanation. */
export interface MessageJudgement {
  readonly judgement: AnalysisJudgement;
  readonly by: string;
  readonly note: string | null;
}

/** What a person should be told about an incident now. Every notifier renders this and nothing else. */
export interface Message {
  readonly incidentId: string;
  readonly groupKey: string;
  readonly revision: number;
  readonly state: 'firing' | 'resolved';
  /** A newer incident of the same alert group exists: what is told of this one must not touch that one. */
  readonly superseded: boolean;
  readonly severity: Severity;
  /** One line that says what is wrong. */
  readonly headline: MessageLine;
  /** "DiskWillFillUp · node-3 /var" */
  readonly title: string;
  readonly startedAtMs: number;
  readonly resolvedAtMs: number | null;
  /** When this was written; ages are told from here. */
  readonly nowMs: number;
  readonly occurrence: number;
  readonly alerts: readonly MessageAlert[];
  readonly firingCount: number;
  readonly resolvedCount: number;
  readonly truncatedAlerts: number;
  readonly analysis: MessageAnalysis;
  /** Which analysis that is, so that a judgement is about the one that was read; null when it is not stored. */
  readonly analysisId: string | null;
  /** Those that wait for a decision first. */
  readonly reviews: readonly MessageReview[];
  readonly judgements: readonly MessageJudgement[];
  readonly links: readonly MessageLink[];
}
