import { dayMs, formatTime } from '../../domain/time.ts';
import { type Clause, listUnconflicted, tieTimes } from './clauses.ts';
import { containsName } from './contains-name.ts';
import type { Ground } from './grounds.ts';
import {
  findSupport,
  type PlacedClaim,
  type Scope,
  toContradicted,
  toFound,
  toLooselyFound,
  toMissing,
} from './lookup.ts';
import type { TimeMention } from './mentions.ts';
import { sharesLine } from './share-words.ts';

function sameTime(mention: TimeMention, ms: number): boolean {
  const known = mention.dated ? ms : ((ms % dayMs) + dayMs) % dayMs;
  const distance = known - mention.ms;
  if (mention.precisionMs === dayMs) return distance >= 0 && distance < dayMs;
  // 02:41:38 may be written 02:41 as well as 02:42.
  return Math.abs(distance) < mention.precisionMs + mention.slackMs;
}

/** Whether an item has this time, or tells of it. */
export function hasTime(mention: TimeMention, ground: Ground): boolean {
  return (
    ground.timesMs.some((ms) => sameTime(mention, ms)) ||
    ground.eventsMs.some((ms) => sameTime(mention, ms)) ||
    ground.clockTimes.some(
      (time) =>
        (time.dated && sameTime(mention, time.ms)) ||
        (!time.dated && !mention.dated && time.ms === mention.ms),
    )
  );
}

/** Words that say which of a series' moments a time is. */
const momentWords: readonly (readonly [said: RegExp, fact: string])[] = [
  [
    /\b(?:cross|exceed|breach|pass|surpass|overshoot|trip(?:p))(?:ed|es|ing)?\b|\b(?:went|gone|rose|climbed|moved|shot) (?:past|over|above|beyond)\b|\bovershot\b|\b(?:above|over|beyond|below|under)\b.{0,20}\b(?:threshold|limit)\b/i,
    'crossed',
  ],
  [/\bpeak(?:ed|s)?\b|\bmaximum\b|\bhighest\b/i, 'max'],
  [/\bminimum\b|\blowest\b|\bbottomed\b/i, 'min'],
  [
    /\b(?:began|begun|begins|started|starts|onset|set in)\b|\b(?:ris|grow|climb|increas|fall|dropp|declin|shrink)ing\b.{0,12}\bsince\b/i,
    'moving_since',
  ],
];

/** Where a slow movement begins is a matter of opinion. */
const onsetSlackMs = 120_000;

/** Which of a series' moments a clause speaks of. */
export function momentOf(clause: Clause): string | undefined {
  return momentWords.find(([said]) => said.test(clause.text))?.[1];
}

/** The only times of a series that a clause can mean by what it says of them; null when it may be any. */
function findMoments(clause: Clause, ground: Ground): readonly number[] | null {
  const fact = momentOf(clause);
  return fact === undefined || clause.ofChange || clause.ofAlert ? null : (ground.moments.get(fact) ?? null);
}

function fitsMoment(time: TimeMention, clause: Clause, ground: Ground): boolean {
  const known = findMoments(clause, ground);
  if (known === null) return hasTime(time, ground);
  // Where a slow movement begins may be told from the turn before it.
  const leaves = momentOf(clause) === 'moving_since' ? (ground.moments.get('leaves') ?? []) : [];
  const moments = [...known, ...leaves];
  const slackMs = time.slackMs + (momentOf(clause) === 'moving_since' ? onsetSlackMs : 0);
  return moments.some((ms) => sameTime(time, ms) || Math.abs(toEpochMs(time, ms) - ms) <= slackMs);
}

/** A time of day on the day that is nearest to another time. */
export function toEpochMs(mention: TimeMention, nearMs: number): number {
  if (mention.dated) return mention.ms;
  const day = Math.floor(nearMs / dayMs) * dayMs;
  const options = [day - dayMs, day, day + dayMs].map((start) => start + mention.ms);
  return options.reduce((best, ms) => (Math.abs(ms - nearMs) < Math.abs(best - nearMs) ? ms : best));
}

/** Whether a series was measured at this time: then what it was at that time is for the figure to tell. */
function covers(mention: TimeMention, ground: Ground): boolean {
  const [first, last] = [ground.points[0], ground.points.at(-1)];
  if (first === undefined || last === undefined) return false;
  const ms = toEpochMs(mention, last[0]);
  return ms >= first[0] && ms <= last[0];
}

function writeLike(mention: TimeMention, ms: number): string {
  const text = formatTime(ms);
  if (mention.precisionMs === dayMs) return text.slice(0, 10);
  const clock = text.slice(11, mention.precisionMs === 60_000 ? 16 : 19);
  const zone = /UTC$/.test(mention.text) ? ' UTC' : '';
  return mention.dated ? text : `${clock}${zone}`;
}

/** What crosses a threshold or is highest at a time is a series: no log line or change that happened then bears it out. */
function narrow(clause: Clause, tied: readonly Ground[], scope: Scope): readonly Ground[] {
  const moment = momentOf(clause);
  if (moment === undefined || moment === 'moving_since') return tied;
  const meant = tied.filter((ground) => scope.cited.has(ground.id) && findMoments(clause, ground) !== null);
  return meant.length > 0 ? meant : tied;
}

/** A cited item that has the time and is called by words of its own: "the first FATAL line at 02:42" beside the name of a deploy. */
function findCalled(time: TimeMention, clause: Clause, { grounds, cited }: Scope): Ground | null {
  const named = clause.mentions.some(
    (mention) =>
      mention.kind === 'name' &&
      grounds.all.some(({ kind, subject }) => kind === 'change' && containsName(subject, mention.text)),
  );
  if (named || clause.ofAlert) return null;
  const own: Clause = clause.inherits ? { ...clause, subjects: [] } : clause;
  const open = listUnconflicted(own, grounds, cited);
  return (
    open.find((ground) => ground.kind === 'logs' && sharesLine(clause, ground) && hasTime(time, ground)) ??
    null
  );
}

export interface TimeQuestion {
  readonly time: TimeMention;
  readonly clause: Clause;
  /** Items that a figure of the same clause was found in at this time. */
  readonly measuredIn: readonly Ground[];
}

/** Looks a time up in what its clause names: a deploy's time is that of the deploy. */
export function checkTime({ time, clause, measuredIn }: TimeQuestion, scope: Scope): PlacedClaim {
  const near = tieTimes(clause, scope.grounds);
  const tied = narrow(clause, near, scope);
  const measured = measuredIn.find(
    (ground) =>
      (tied.length === near.length || tied.includes(ground)) &&
      covers(time, ground) &&
      (findMoments(clause, ground) === null || fitsMoment(time, clause, ground)),
  );
  if (measured !== undefined) return toFound('time', time, measured, scope);
  const bound = clause.subjects.length > 0 || clause.ofChange || clause.ofAlert || clause.topics.length > 0;
  const support = findSupport(tied, scope, (ground) => fitsMoment(time, clause, ground));
  if (support !== null && (bound || scope.cited.has(support.id)))
    return toFound('time', time, support, scope);
  if (
    tied.length === 0 &&
    scope.grounds.all.some((ground) => scope.cited.has(ground.id) && hasTime(time, ground))
  ) {
    return toMissing('time', time);
  }
  const called = findCalled(time, clause, scope);
  if (called !== null) return toLooselyFound('time', time, called);
  const meant = tied.filter((ground) => scope.cited.has(ground.id) && findMoments(clause, ground) !== null);
  const [series] = meant;
  const [moment] = series === undefined ? [] : (findMoments(clause, series) ?? []);
  if (bound && meant.length === 1 && series !== undefined && moment !== undefined) {
    const replacement = writeLike(time, moment);
    return toContradicted('time', time, { evidence: series.id, actual: formatTime(moment), replacement });
  }
  // What another cited item has is perhaps true of that one: better not shown than made false.
  const stray = scope.grounds.all.some((ground) => scope.cited.has(ground.id) && hasTime(time, ground));
  const events = tied.filter((ground) => ground.kind === 'change' || ground.kind === 'alert');
  const [only] = events;
  if (bound && events.length === 1 && only?.eventsMs.length === 1 && tied.length === events.length) {
    const [ms = 0] = only.eventsMs;
    const replacement = stray ? null : writeLike(time, ms);
    return toContradicted('time', time, { evidence: only.id, actual: formatTime(ms), replacement });
  }
  return toMissing('time', time);
}
