import { mean } from 'simple-statistics';
import type { BundleScore } from './score-bundle.ts';

/** Shares of the incidents in which the right service is among the first k. */
export interface RankSummary {
  readonly top1: number;
  readonly top3: number;
  readonly top5: number;
  /** The mean of the shares for k = 1 … 5. */
  readonly mean1to5: number;
}

export interface SetSummary {
  readonly incidents: number;
  /** Null when no truth names a service. */
  readonly service: RankSummary | null;
  readonly baselines: Readonly<Record<string, RankSummary>>;
  readonly change: { readonly incidents: number; readonly top1: number; readonly top3: number } | null;
  readonly decoysBlamed: number;
  readonly blastJaccard: number | null;
}

function shareWithin(ranks: readonly (number | null)[], k: number): number {
  return mean(ranks.map((rank) => (rank !== null && rank <= k ? 1 : 0)));
}

export function summariseRanks(ranks: readonly (number | null)[]): RankSummary {
  return {
    top1: shareWithin(ranks, 1),
    top3: shareWithin(ranks, 3),
    top5: shareWithin(ranks, 5),
    mean1to5: mean([1, 2, 3, 4, 5].map((k) => shareWithin(ranks, k))),
  };
}

export function summariseScores(scores: readonly BundleScore[]): SetSummary {
  const named = scores.filter(({ service }) => service !== null);
  const blamed = scores.filter(({ change }) => change !== null);
  const blasts = scores.flatMap(({ blastJaccard }) => blastJaccard ?? []);
  const baselines = [...new Set(named.flatMap((score) => Object.keys(score.baselines)))];
  const changeRanks = blamed.map(({ changeRank }) => changeRank);
  return {
    incidents: scores.length,
    service: named.length === 0 ? null : summariseRanks(named.map(({ serviceRank }) => serviceRank)),
    baselines: Object.fromEntries(
      baselines.map((name) => [name, summariseRanks(named.map((score) => score.baselines[name] ?? null))]),
    ),
    change:
      blamed.length === 0
        ? null
        : {
            incidents: blamed.length,
            top1: shareWithin(changeRanks, 1),
            top3: shareWithin(changeRanks, 3),
          },
    decoysBlamed: scores.filter(({ blamesDecoy }) => blamesDecoy).length,
    blastJaccard: blasts.length === 0 ? null : mean(blasts),
  };
}
