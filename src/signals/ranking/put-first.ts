import type { Candidate } from '../../domain/diagnosis.ts';

/** Scores this near to the best tell no two services apart. */
const alike = 0.97;
/** Sources sample once a minute; what began so much earlier was first whatever their clocks say. */
const earlierMs = 180_000;

/**
 * Of those that are as suspect as the first, by series of their own, the one that plainly began before it: an effect does not
 * come before its cause. Candidates are in the order of their scores, and stay so.
 */
export function putFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  const [best] = candidates;
  if (best === undefined || best.metric === null || best.onsetMs === null) return candidates;
  const latestMs = best.onsetMs - earlierMs;
  const [first] = candidates
    .filter(({ score, metric, onsetMs }) => {
      return score >= alike * best.score && metric !== null && onsetMs !== null && onsetMs <= latestMs;
    })
    .toSorted((a, b) => (a.onsetMs ?? 0) - (b.onsetMs ?? 0));
  if (first === undefined) return candidates;
  return [{ ...first, score: best.score }, ...candidates.filter((candidate) => candidate !== first)];
}
