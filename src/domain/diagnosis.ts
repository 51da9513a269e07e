/** A service that may be the cause, with why. `support` names observations by their keys. */
export interface Candidate {
  readonly service: string;
  /** 0–1; only for ordering and for the bar of `isCause`. */
  readonly score: number;
  /** The metric that tells most, null when logs, traces or silence do. */
  readonly metric: string | null;
  readonly kind: 'errors' | 'latency' | 'traffic' | 'saturation' | 'silence' | 'other';
  /** When it began there; null when that cannot be told. */
  readonly onsetMs: number | null;
  /** What the metric has used up since: "its limit of 10", "100 %"; null when it has not. */
  readonly reached: string | null;
  /** One sentence. */
  readonly reason: string;
  readonly support: readonly string[];
}

/** A change that may be the cause. Those that cannot be are not listed. */
export interface RankedChange {
  readonly key: string;
  readonly id: string;
  readonly kind: string;
  readonly service: string | null;
  readonly timeMs: number;
  readonly score: number;
  /** What it does that can cause this, in a few words: "changed MaxConns 50 → 10"; null when that is not known. */
  readonly effect: string | null;
  readonly reason: string;
  readonly support: readonly string[];
}

/** A service that was hit, in the order in which it was, and through which dependency. */
export interface PropagationStep {
  readonly service: string;
  readonly atMs: number | null;
  readonly through: string | null;
}

/** What code makes of the observations: when it began, where, which change, and how far it reaches. */
export interface Diagnosis {
  readonly onsetMs: number | null;
  /** Half the width of the interval in which the onset lies. */
  readonly onsetUncertaintyMs: number | null;
  /** Best first. */
  readonly candidates: readonly Candidate[];
  /** Whether the first candidate is unusual enough to be called a cause at all. */
  readonly isCause: boolean;
  /** Best first; empty when no change explains it. */
  readonly changes: readonly RankedChange[];
  /** What explains it when no change does: "requests doubled on every service"; null when that is not known. */
  readonly otherCause: string | null;
  /** Of which kind that is: "traffic_surge", "provider_outage"; null when it is not known. */
  readonly otherCauseKind: string | null;
  /** Keys of observations that show it. */
  readonly otherCauseSupport: readonly string[];
  /** Services that suffer, the cause itself left out. */
  readonly blastRadius: readonly string[];
  readonly propagation: readonly PropagationStep[];
  /** A short, stable description of the kind of situation: equal for incidents of one kind. */
  readonly fingerprint: string;
}
