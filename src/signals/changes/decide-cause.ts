import type { RankedChange } from '../../domain/diagnosis.ts';
import type { OutsideCause } from '../outside/outside-cause.ts';
import type { ChangeQuestion } from './change-question.ts';
import { toRankedChange } from './describe-change.ts';
import { type AssessedChange, assessChanges } from './rank-changes.ts';

/** Which changes explain the incident, or what does instead. */
export interface Cause {
  /** Best first; empty when none explains it. */
  readonly changes: readonly RankedChange[];
  /** The one that is best, with what was weighed. */
  readonly change: AssessedChange | null;
  /** Null when a change explains it, or nothing does. */
  readonly outside: OutsideCause | null;
}

/** What a change must reach to be named: place, time and mechanism each have to be good. */
const bar = 0.4;
/** Beside a better one, only what comes near it. */
const nearBest = 0.6;
const mostChanges = 5;
/** Below this fit nobody knows how a change could have caused it. */
const knownFit = 0.15;
/** Of such, one that stands alone may be named; of several that come this near to each other, none. */
const alike = 0.9;
/** An outside cause is told from here on. */
const outsideBar = 0.4;

/** A change that does just what the symptoms show stands against anything. */
const surelyFits = 0.8;

/** Shorter names stand in any text. */
const shortestName = 3;

/** Whether a change names the very thing that an outside cause is about. */
function speaksOf(summary: string, changed: string, { about = [] }: OutsideCause): boolean {
  const words = new Set(`${summary} ${changed}`.split(/[^\w./:@-]+/));
  return about.some((name) => name.length >= shortestName && words.has(name));
}

/** What is put in place after it ran out, or for a moment too short, is refused from then on. */
const refusedWithinMs = 10 * 60_000;

/** Whether a change can have made something run out: with whoever held it, or just before it was refused. */
function canEnd({ link }: AssessedChange, { heldBy }: OutsideCause, onsetMs: number): boolean {
  if (heldBy === undefined) return true;
  return onsetMs - link.atMs <= refusedWithinMs || link.services.some((service) => heldBy.includes(service));
}

/** What is left of a change's score when something else explains the incident as well. */
function against(assessed: AssessedChange, outside: OutsideCause | undefined, onsetMs: number): number {
  const { score, mechanism, read, link } = assessed;
  if (outside === undefined || speaksOf(link.source.summary ?? '', read.changed, outside)) return score;
  const { fit } = mechanism;
  const changed = `${read.changed}\n${link.source.files.join('\n')}`;
  const can =
    canEnd(assessed, outside, onsetMs) && (fit >= surelyFits || outside.changeThatCan.test(changed));
  return score * (1 - outside.strength * (can ? 1 - fit : 1));
}

/** Decides between the changes and what comes from outside. No change is a valid answer, and so is nothing. */
export function decideCause(question: ChangeQuestion, outsides: readonly OutsideCause[]): Cause {
  const [outside] = outsides;
  const scored = assessChanges(question)
    .map((assessed) => ({
      ...assessed,
      score: against(assessed, outside, question.onsetMs ?? question.startedAtMs),
    }))
    .sort((a, b) => b.score - a.score || b.link.atMs - a.link.atMs);
  const [best] = scored;
  const [, second] = scored;
  const isGuess =
    best !== undefined &&
    second !== undefined &&
    best.mechanism.fit < knownFit &&
    second.score >= alike * best.score;
  if (best === undefined || best.score < bar || isGuess) {
    return {
      changes: [],
      change: null,
      outside: outside !== undefined && outside.strength >= outsideBar ? outside : null,
    };
  }
  const named = scored.filter(({ score }) => score >= bar && score >= nearBest * best.score);
  return {
    changes: named.slice(0, mostChanges).map((assessed) => toRankedChange(assessed, question)),
    change: best,
    outside: null,
  };
}
