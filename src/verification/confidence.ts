import type { EvidenceItem } from '../domain/evidence.ts';
import type { RootCauseStatus } from '../domain/hypothesis.ts';
import type { Confidence } from '../domain/verdict.ts';

/** How often explanations of this alert were right, by people's votes. */
export interface History {
  readonly right: number;
  readonly total: number;
}

export interface ConfidenceInput {
  readonly status: RootCauseStatus;
  readonly claimsFound: number;
  readonly claimsTotal: number;
  readonly evidence: readonly EvidenceItem[];
  /** `silent`: the ranking names no cause, or there is none. */
  readonly ranking: 'agrees' | 'silent' | 'disagrees';
  readonly history: History | null;
}

/** What each part counts, together 1. */
const weights = { claims: 0.45, sources: 0.2, ranking: 0.35 } as const;
const rankingValue = { agrees: 1, silent: 0.5, disagrees: 0 } as const;
/** The most that a status allows, whatever else speaks for it. */
const ceilings: Readonly<Record<RootCauseStatus, number>> = {
  confirmed: 0.97,
  likely: 0.8,
  inconclusive: 0.35,
};
/** Fewer votes than this say nothing yet; with this many more they count as much as all else together. */
const fewestVotes = 5;
const votesForHalf = 10;
const words: readonly (readonly [from: number, word: Confidence['word']])[] = [
  [0.75, 'high'],
  [0.45, 'medium'],
  [0, 'low'],
];

/** The sources that answered, of those that there are or should be. */
function coverSources(evidence: readonly EvidenceItem[]): { readonly had: number; readonly all: number } {
  const sources = [...new Set(evidence.filter(({ kind }) => kind !== 'alert').map(({ source }) => source))];
  const had = sources.filter((source) =>
    evidence.some((item) => item.source === source && item.status === 'observed'),
  );
  return { had: had.length, all: sources.length };
}

/** How sure one may be of a root cause: what was recomputed, what was seen, what code says, and what came of it before. */
export function computeConfidence(input: ConfidenceInput): Confidence {
  const { claimsFound, claimsTotal, history, status, ranking } = input;
  const checked = claimsTotal === 0 ? 0 : claimsFound / claimsTotal;
  const { had, all } = coverSources(input.evidence);
  const covered = all === 0 ? 0 : had / all;
  const now = weights.claims * checked + weights.sources * covered + weights.ranking * rankingValue[ranking];
  const counts = history !== null && history.total >= fewestVotes;
  const trust = counts ? history.total / (history.total + votesForHalf) : 0;
  const before = counts ? (history.right + 1) / (history.total + 2) : 0;
  const value = Math.min(ceilings[status], (1 - trust) * now + trust * before);
  const reasons = [
    claimsTotal === 0 ? 'no claim could be checked' : `${claimsFound} of ${claimsTotal} claims checked`,
    `${had} of ${all} sources answered`,
    ...(ranking === 'silent' ? [] : [`the ranking by code ${ranking}`]),
    ...(counts ? [`right ${history.right} of ${history.total} times for this alert`] : []),
  ];
  const rounded = Math.round(value * 100) / 100;
  return { value: rounded, word: words.find(([from]) => rounded >= from)?.[1] ?? 'low', reasons };
}
