import { toEpochMs } from './check-time.ts';
import type { Clause } from './clauses.ts';
import type { Ground } from './grounds.ts';
import { type PlacedClaim, type Scope, toLooselyFound } from './lookup.ts';
import type { FigureMention, TimeMention } from './mentions.ts';

/** Times are written to the minute, and where a movement begins is a matter of opinion. */
const slackS = 60;
const onsetSlackS = 120;

/** Words beside it that make a time a distance between two things. */
const distanceBefore = /\b(?:within|in|for|over|by|after|another|some|about|only|just|than|took|lasted)\s?$/i;
const distanceAfter =
  /^\s?(?:before|after|later|earlier|ahead|prior|apart|elapsed|passed|went by|separates?|separated|lie|lay|between|until|into|from|ago|had passed)\b/i;

interface Moment {
  readonly ms: number;
  readonly ground: Ground | null;
}

function listMoments(clauses: readonly Clause[], { grounds, cited }: Scope): readonly Moment[] {
  const near = grounds.alertStartMs ?? 0;
  const told = clauses.flatMap(({ mentions }) =>
    mentions
      .filter((mention): mention is TimeMention => mention.kind === 'time')
      .map((time) => ({ ms: toEpochMs(time, near), ground: null })),
  );
  const known = grounds.all
    .filter(({ id }) => cited.has(id))
    .flatMap((ground) =>
      [...ground.eventsMs, ...(ground.moments.get('leaves') ?? [])].map((ms) => ({ ms, ground })),
    );
  return [...told, ...known];
}

interface DistanceQuestion {
  readonly figure: FigureMention;
  readonly clauses: readonly Clause[];
  readonly sentence: string;
}

function isSaidAsDistance({ figure, sentence }: DistanceQuestion): boolean {
  const end = figure.start + figure.text.length;
  return (
    distanceAfter.test(sentence.slice(end, end + 14)) ||
    distanceBefore.test(sentence.slice(Math.max(0, figure.start - 12), figure.start))
  );
}

/**
 * A distance in time that could not be tied to the two things that it lies between is borne out, if loosely, when two moments
 * of the cited evidence are so far apart. What was found to be another distance, or another order, stays so.
 */
export function rescueDistance(claim: PlacedClaim, question: DistanceQuestion, scope: Scope): PlacedClaim {
  const { figure, clauses } = question;
  const isDistance =
    isSaidAsDistance(question) &&
    figure.dimension === 'seconds' &&
    figure.perSeconds === null &&
    figure.value >= slackS;
  if (!isDistance || claim.kind === 'duration' || claim.verdict === 'found' || claim.verdict === 'elsewhere')
    return claim;
  const moments = listMoments(clauses, scope);
  for (const from of moments) {
    for (const to of moments) {
      if (to.ground === null || from.ground === to.ground) continue;
      const isOnset = from.ground?.kind === 'series' || to.ground.kind === 'series';
      const slack = figure.tolerance + (isOnset ? onsetSlackS : 1);
      if (Math.abs(Math.abs(to.ms - from.ms) / 1000 - figure.value) <= slack) {
        return toLooselyFound('duration', figure, to.ground);
      }
    }
  }
  return claim;
}
