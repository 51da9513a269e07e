/** Which came first, and how much later the other: times of two things that a sentence names. */
import { formatDuration } from '../../domain/time.ts';
import { momentOf, toEpochMs } from './check-time.ts';
import { type Clause, tieFigures, tieTimes } from './clauses.ts';
import { containsName } from './contains-name.ts';
import type { Ground } from './grounds.ts';
import { type PlacedClaim, type Scope, toContradicted, toFound } from './lookup.ts';
import type { FigureMention, TimeMention } from './mentions.ts';
import { sharesLine, sharesWords } from './share-words.ts';

/** Times are written to the minute, and an onset is found to a step of its series. */
export const slackMs = 120_000;
/** What is said to have come before must not have come after; series are only known at their points. */
const exactSlackMs = 30_000;

function stepOf({ kind, points }: Ground): number {
  const [first, second] = points;
  if (kind !== 'series' || first === undefined || second === undefined) return exactSlackMs;
  return Math.min(slackMs, (second[0] - first[0]) / 2);
}

export interface Event {
  readonly ms: number;
  readonly ground: Ground;
}

const happens =
  /\b(?:began|begun|begins?|started|starts?|crossed|appeared|fired|fires|failed|crashed|restarted|happened|came|comes|occurred|set in|sets in|merged|shipped|applied|released|deployed|landed|showed up|surfaced|emerged|arrived|kicked in|tripped|broke|went (?:out|live|off)|flipped|turned (?:on|off)|switched (?:on|off)|lowered|raised|slowed|evicted|killed|threw|logged|timed out|capped|rolled|bumped|cut|rotated|pushed|enabled|disabled|failing|set)\b/i;
const extremes = /\b(?:peak|max|min|low|reach|now)|\bhit (?:\d|its |the |a )/i;

/** The cited items that a clause without a name calls by their own words: "the first rebalance", "the threshold was crossed". */
function listCalled(clause: Clause, { grounds, cited }: Scope): readonly Ground[] {
  const crosses = momentOf(clause) === 'crossed';
  const called = grounds.all.filter(
    (ground) =>
      cited.has(ground.id) &&
      ((clause.ofLogs && ground.kind === 'logs') ||
        sharesLine(clause, ground) ||
        sharesWords(clause, ground) ||
        (crosses && ground.moments.has('crossed'))),
  );
  const changes = grounds.all.filter(({ id, kind }) => kind === 'change' && cited.has(id));
  // "the cache was shrunk": what was done to something is the one change that is cited.
  return called.length === 0 && changes.length === 1 && wasDone.test(clause.text) ? changes : called;
}

const wasDone = /\b(?:was|were|had been|has been|got|is) (?:\w+ly )?(?:\w+(?:ed|en|unk)|cut|put|set|shut)\b/i;

/** "v2.4.0 went out": of what a clause may mean, the change that it names, unless it says how something moved or what was logged. */
function preferNamedChange(clause: Clause, tied: readonly Ground[], scope: Scope): readonly Ground[] {
  const moves = clause.mentions.some(({ kind }) => kind === 'direction') || momentOf(clause) !== undefined;
  if (clause.ofLogs || moves || clause.topics.length > 0) return tied;
  const own = clause.subjects.filter((name) => !scope.grounds.isEntity(name));
  const named = tied.filter(
    ({ kind, subject }) => kind === 'change' && own.some((name) => containsName(subject, name)),
  );
  return named.length > 0 ? named : tied;
}

/** When what a clause tells of happened: the times that it gives, else those of what it names. */
export function findEvents(clause: Clause, scope: Scope): readonly Event[] {
  const named = clause.subjects.length > 0 || clause.ofChange || clause.ofAlert || clause.topics.length > 0;
  const tied = named ? tieTimes(clause, scope.grounds) : listCalled(clause, scope);
  const near = scope.grounds.alertStartMs ?? 0;
  const given = clause.mentions.filter((mention): mention is TimeMention => mention.kind === 'time');
  const [holder = scope.grounds.all[0]] = tied;
  if (given.length > 0 && holder !== undefined) {
    return given.map((time) => ({ ms: toEpochMs(time, near), ground: holder }));
  }
  const moment = momentOf(clause);
  const isMeant = moment === 'crossed' || moment === 'moving_since';
  return preferNamedChange(clause, tied, scope).flatMap((ground) => {
    const meant = isMeant ? ground.moments.get(moment) : undefined;
    if (meant !== undefined) return meant.map((ms) => ({ ms, ground }));
    const times = extremes.test(clause.text) ? [...ground.eventsMs, ...ground.timesMs] : ground.eventsMs;
    return times.map((ms) => ({ ms, ground }));
  });
}

function alertEvents(scope: Scope): readonly Event[] {
  const alert = scope.grounds.all.find(({ kind }) => kind === 'alert');
  return alert === undefined ? [] : alert.eventsMs.map((ms) => ({ ms, ground: alert }));
}

/** Two clauses, the one that a relation is said of and the one that it is measured from. */
interface Relation {
  readonly later: boolean;
  readonly of: Clause;
  readonly from: Clause;
  readonly start: number;
  readonly text: string;
}

/** Words that only say how long: "well before", "several minutes before". */
const onlyHowLong =
  /^[\s,]*(?:(?:and|but|i\.e\.|that is|about|around|roughly|some|just|only|nearly|almost|well|long|shortly|soon|right|even|already|a|an|few|several|couple|of|little|moments?|seconds?|minutes?|hours?|half|quarter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|min|h|s|[\d.]+)[\s,]*)*$/i;

/** What "…, well before X" is said of: the last clause before it that says more than how long. */
function findHead(clauses: readonly Clause[], index: number): Clause | undefined {
  const before = clauses[index - 1];
  if (before === undefined || !onlyHowLong.test(before.text)) return before;
  return (
    clauses.slice(0, index).findLast((one) => one.connector === 'beside' && !onlyHowLong.test(one.text)) ??
    before
  );
}

/** "X rose after the deploy", "After the deploy, X rose". */
export function findRelations(clauses: readonly Clause[]): readonly Relation[] {
  return clauses.flatMap((clause, index): readonly Relation[] => {
    if (clause.connector !== 'after' && clause.connector !== 'before') return [];
    const other = index === 0 ? clauses[1] : findHead(clauses, index);
    if (other === undefined) return [];
    const start = clause.mentions[0]?.start ?? 0;
    return [
      {
        later: clause.connector === 'after',
        of: other,
        from: clause,
        start,
        text: `${clause.connector} ${clause.text.trim()}`,
      },
    ];
  });
}

/** Names that only a change has, such as "dep-20461": they stand for when it was made. */
function namesChange({ subjects }: Clause, { grounds }: Scope): boolean {
  const only = subjects.filter((name) => grounds.familiesOf(name).size === 0);
  return only.some((name) =>
    grounds.all.some(({ kind, subject }) => kind === 'change' && containsName(subject, name)),
  );
}

/** "The rotation at 02:28": a time, and no figure that something was at then. */
function isDated({ mentions }: Clause): boolean {
  return mentions.some(({ kind }) => kind === 'time') && !mentions.some(({ kind }) => kind === 'figure');
}

function isEvent(clause: Clause, scope: Scope): boolean {
  const moves = clause.mentions.some(
    (mention) => mention.kind === 'direction' && mention.direction !== 'flat',
  );
  return (
    moves ||
    clause.ofChange ||
    clause.ofAlert ||
    happens.test(clause.text) ||
    isDated(clause) ||
    namesChange(clause, scope) ||
    scope.grounds.all.some((ground) => scope.cited.has(ground.id) && sharesLine(clause, ground))
  );
}

function describeOrder(of: Event, from: Event): string {
  const distance = formatDuration(Math.abs(of.ms - from.ms));
  return `it was ${distance} ${of.ms > from.ms ? 'after' : 'before'} that`;
}

/** When a clause tells of a movement, the cited measurements of it, if there are any; else all that it may mean. */
function preferMeasured(clause: Clause, scope: Scope): readonly Event[] {
  const events = findEvents(clause, scope);
  if (clause.ofChange || clause.ofAlert) return events;
  const measured = events.filter(
    ({ ground: { id, kind } }) => (kind === 'series' || kind === 'logs') && scope.cited.has(id),
  );
  return measured.length > 0 ? measured : events;
}

/** Whether what is said to be later was. Null when the times of both are not known. */
export function checkOrder(relation: Relation, scope: Scope): PlacedClaim | null {
  const { of, from, later } = relation;
  // What "that" is stands in another sentence.
  if (/^\s*(?:that|this|it|then)\W*$/i.test(from.text)) return null;
  if (!isEvent(of, scope) || (!isEvent(from, scope) && from.subjects.length === 0)) return null;
  const [own, other] = [preferMeasured(of, scope), preferMeasured(from, scope)];
  const pairs = own
    .flatMap((a) => other.map((b) => [a, b] as const))
    .filter(([a, b]) => a.ground !== b.ground);
  const [first] = pairs;
  if (first === undefined) return null;
  const right = pairs.find(([a, b]) => {
    const onset = a.ground.kind === 'series' || b.ground.kind === 'series';
    if (later) return a.ms >= b.ms - (onset ? slackMs : exactSlackMs);
    return a.ms <= b.ms + Math.max(stepOf(a.ground), stepOf(b.ground));
  });
  if (right !== undefined) return toFound('order', relation, right[1].ground, scope);
  return toContradicted('order', relation, {
    evidence: first[0].ground.id,
    actual: describeOrder(...first),
    replacement: null,
  });
}

const relative = /^\s*(before|after|later|earlier|ago|prior|ahead|following|preced|into|since)/i;

/** "The deploy preceded the alert by 24 minutes." */
const precededBy =
  /\b(preced|follow)(?:ed|es|s|ing)?\b[^,;]{1,60}\bby (?:about |around |roughly |some |only |just )?$/i;

function toSide(verb: string): 'before' | 'after' {
  return verb === 'preced' ? 'before' : 'after';
}

export interface DurationQuestion {
  readonly figure: FigureMention;
  readonly sentence: string;
  readonly clauses: readonly Clause[];
  readonly clause: Clause;
}

/** "12 min before the alert" stands in the text of each change: it counts for the one that is named. */
function isOwn({ subjects }: Clause, { kind, text }: Ground): boolean {
  return kind !== 'change' || subjects.length === 0 || subjects.some((name) => containsName(text, name));
}

function matches(figure: FigureMention, a: Event, b: Event): boolean {
  const isOnset = a.ground.kind === 'series' || b.ground.kind === 'series';
  const slack = isOnset ? slackMs / 1000 : 1;
  return Math.abs(Math.abs(a.ms - b.ms) / 1000 - figure.value) <= figure.tolerance + slack;
}

interface Sides {
  readonly own: readonly Event[];
  readonly other: readonly Event[];
  /** One of them is words of which it is not known what they stand for; the alert stands in for them. */
  readonly guessed: boolean;
}

/** Nothing but the figure: ", eight minutes after …" is said of what the clause before it tells of. */
function isBare({ text }: Clause, figure: FigureMention): boolean {
  return !/[a-z]{4}/i.test(
    text.replace(figure.text, '').replace(/about|around|roughly|some|just|only|nearly/i, ''),
  );
}

/** The two sides of "40 s after the deploy": what it is said of, and the deploy; the alert where one is not named. */
function findSides({ clauses, clause, figure, sentence }: DurationQuestion, scope: Scope): Sides {
  const index = clauses.indexOf(clause);
  const first = clauses[index - 1];
  if (first !== undefined && precededBy.test(sentence.slice(0, figure.start))) {
    const [own, other] = [findEvents(first, scope), findEvents(clause, scope)];
    return { own, other, guessed: own.length === 0 || other.length === 0 };
  }
  const rest = sentence.slice(figure.start + figure.text.length);
  const next = clauses[index + 1];
  const before = clauses[index - 1];
  const related = next !== undefined && (next.connector === 'after' || next.connector === 'before');
  // "48 min before", and nothing after it: before the alert.
  const open = !related && /^\s*(?:before|after|ahead|prior)\b/i.test(rest);
  const from = related ? next : open ? undefined : before;
  const bare = isBare(clause, figure);
  const told = findEvents(clause, scope);
  const teller = clauses
    .slice(0, index)
    .findLast((one) => one.connector === 'beside' && !isBare(one, figure));
  const own = told.length === 0 && bare && teller !== undefined && related ? findEvents(teller, scope) : told;
  const other = from === undefined ? [] : findEvents(from, scope);
  return {
    own: own.length > 0 ? own : alertEvents(scope),
    other: other.length > 0 ? other : alertEvents(scope),
    guessed: (own.length === 0 && !bare) || (other.length === 0 && related),
  };
}

/**
 * A distance in time: only between two things that the sentence names. Null when the words beside it do not relate two
 * times; then it is a figure like any other.
 */
export function checkDuration(question: DurationQuestion, scope: Scope): PlacedClaim | null {
  const { figure, sentence } = question;
  const end = figure.start + figure.text.length;
  const by = precededBy.exec(sentence.slice(0, figure.start))?.[1]?.toLowerCase();
  const word =
    by === undefined ? relative.exec(sentence.slice(end, end + 14))?.[1]?.toLowerCase() : toSide(by);
  if (word === undefined || figure.dimension !== 'seconds' || figure.perSeconds !== null) return null;
  const written = tieFigures(question.clause, scope.grounds).find(
    (ground) =>
      scope.cited.has(ground.id) &&
      isOwn(question.clause, ground) &&
      ground.text.includes(`${figure.text.toLowerCase()} ${word}`),
  );
  if (written !== undefined) return toFound('duration', figure, written, scope);
  const { own, other, guessed } = findSides(question, scope);
  const pairs = own.flatMap((a) => other.map((b) => [a, b] as const));
  const fitting = pairs.filter(([a, b]) => a.ground !== b.ground && matches(figure, a, b));
  const [hit] = fitting;
  if (hit !== undefined) {
    const signed = word === 'before' || word === 'after';
    const right = fitting.find(([a, b]) => (word === 'after' ? a.ms >= b.ms : a.ms <= b.ms));
    if (!signed || right !== undefined) return toFound('duration', figure, (right ?? hit)[1].ground, scope);
    return toContradicted('duration', figure, {
      evidence: hit[0].ground.id,
      actual: describeOrder(...hit),
      replacement: null,
    });
  }
  const [first] = pairs.filter(([a, b]) => a.ground !== b.ground);
  if (first === undefined || guessed) return null;
  const single = new Set(pairs.map(([a, b]) => Math.abs(a.ms - b.ms))).size === 1;
  const actual = formatDuration(Math.abs(first[0].ms - first[1].ms));
  return toContradicted('duration', figure, {
    evidence: first[1].ground.id,
    actual: single ? actual : null,
    replacement: single ? actual : null,
  });
}
