/** Whether a series or a log pattern did at a time what a phrase says of it then. */
import { type Course, findPassings, isCalm, listRuns, rangeOf, valueAt } from './course.ts';
import { findArrivals, listCrossings, listMovements, listOnsets } from './happenings.ts';
import { fitsSpans, spanAt, thresholdOf, toLevels, toSpan } from './levels.ts';
import type { Moment } from './moments.ts';
import type { Phrase, Reading } from './phrases.ts';
import type { Ruling } from './ruling.ts';
import type { Item } from './subjects.ts';

export interface MomentQuestion {
  readonly moment: Moment;
  readonly phrase: Phrase;
  readonly reading: Reading;
  /** The phrase whose words say what was at that time: its own, or the one that it opens. */
  readonly host: Phrase;
  /** What was made of the numbers of the phrase: all are right, one is wrong, or there is none. */
  readonly figures: 'right' | 'wrong' | 'none';
}

const begins =
  /\b(?:began|begun|begins?|start(?:ed|s|ing)?|onset|set in|set off|sets in|took off|first|left|kicked in|surfaced|appear(?:s|ed)?|emerged)\b/i;
const ends = /\b(?:plateau(?:ed)?|levelled off|flattened|stopped|bottomed out|settled|stabili[sz]ed)\b/i;
const crosses =
  /\bpass(?:ed|es)(?= (?:\d|one|half|two|three|ten))|\b(?:cross|exceed|breach|surpass|overshoot|tripp)(?:ed|es|ing)?\b|\b(?:went|gone|rose|climbed|moved|shot|passed|got)(?: [a-z]+){0,2} (?:past|over|above|beyond)\b|\bovershot\b|\bpass(?:ed|es)? (?:its|the)\b.{0,24}\b(?:threshold|limit)\b|\bfirst (?:seen|measured|counted)\b/i;
const stays =
  /\b(?:held|holds|holding|stay(?:ed|s)?|remain(?:ed|s)?|kept|sat|flat|steady|stable|constant|unchanged|level|stood)\b/i;
const firstSaid =
  /\b(?:first|began|begun|start(?:ed|s|ing)?|since|from|appear(?:s|ed)?|surfaced|emerged|set in|on$)\b/i;

const moving = /\b(?:moving|moved|on the move|in motion)\b/i;

const jumps = /\b(?:jumped|leapt|shot up|collapsed|plunged|plummeted|spiked|dropped|fell)\b(?! by\b)/i;

/** The times of an extreme: a course may be as high more than once. */
function listPeaks({ points }: Course, value: number): readonly number[] {
  return points.flatMap(([ms, other]) => (Math.abs(other - value) <= Math.abs(value) * 0.005 ? [ms] : []));
}

/** A highest or lowest value was measured right then, however far apart the points are. */
const secondsMs = 30_000;
const minuteMs = 63_000;

function slackOfExtreme({ isExact, slackMs }: Moment): number {
  return isExact === true ? secondsMs : minuteMs + slackMs;
}

/** What an item says itself is of that point, or of the one before it. */
function slackOfOnset({ stepMs }: Course, { slackMs }: Moment): number {
  return Math.max(minuteMs, stepMs * 0.6) + slackMs;
}

function slackOf(course: Course, { slackMs }: Moment): number {
  return Math.max(60_000, course.stepMs) * 1.05 + slackMs;
}

function isAtSaid(sentence: string, { start, end }: Moment): boolean {
  return /\b(?:at|around)\b/i.test(sentence.slice(start, end));
}

const reaches = /\b(?:reach(?:ed|es)|hit (?=\d|the|its|a|exactly)|topped out|maxed out|peaked)\b/i;

const extremeWord = /\b(?:peak(?:ed|s|ing)?|highest|maximum|lowest|minimum|bottomed out)\b/gi;

/** "had its maximum of 63.5 ms at 05:53": no other number stands between the word and the time. */
function isOfExtreme({ host, moment, reading }: MomentQuestion, item: Item, { low, high }: Course): boolean {
  const before = reading.sentence.slice(host.start, moment.start);
  const word = [...before.matchAll(extremeWord)].at(-1);
  if (
    word === undefined ||
    /\b(?:from|since|below|under|than) (?:its |the )?$/i.test(before.slice(0, word.index))
  )
    return false;
  const at = host.start + word.index;
  const between = reading.numerals.filter(({ start, end }) => start >= at && end <= moment.start);
  return between.every((one) => fitsSpans(one, item, [toSpan(low[1]), toSpan(high[1])]));
}

/** The moments of a course that a time can be when a phrase says that something began, ended, or was passed. */
function listMeant(
  course: Course,
  item: Item,
  { host: phrase, moment, reading }: MomentQuestion,
): readonly number[] | null {
  const threshold = thresholdOf(item);
  const { text, ways } = phrase;
  const level = phrase.numerals.find(({ kind }) => kind === 'amount');
  if (crosses.test(text) && moment.kind !== 'between') {
    const levels = level === undefined ? [] : toLevels(level, item);
    const all = [...levels, ...(threshold === null ? [] : [threshold])];
    const passed = all.flatMap((value) => listCrossings(item, course, value, text));
    if (passed.length > 0) return passed;
    if (levels.length > 0) return null;
  }
  if (/\bpeak(?:ed|s|ing)?\b|\bhighest\b|\bmaximum\b/i.test(text) && moment.kind === 'at')
    return listPeaks(course, course.high[1]);
  if (/\bbottomed\b|\blowest\b|\bminimum\b/i.test(text) && moment.kind === 'at')
    return listPeaks(course, course.low[1]);
  if (
    moment.kind === 'at' &&
    level !== undefined &&
    reaches.test(text) &&
    isAtSaid(reading.sentence, moment)
  ) {
    const arrived = toLevels(level, item).flatMap((value) =>
      findArrivals(course, value, (level.tolerance * value) / (level.value || 1)),
    );
    if (arrived.length > 0) return arrived;
  }
  const movements = listMovements(course, ways);
  const since = item.ground.moments.get('moving_since') ?? [];
  // "has been moving since": what the item itself calls so.
  if (moment.kind === 'since' && ways.length === 0 && since.length > 0 && moving.test(text)) {
    return listOnsets(item);
  }
  if (moment.isOnset === true) {
    const levels = level === undefined ? [] : toLevels(level, item);
    const passed = levels.flatMap((value) => findPassings(course, value).map(({ ms }) => ms));
    return [...movements.map(({ fromMs }) => fromMs), ...since, ...passed];
  }
  const isAt = isAtSaid(reading.sentence, moment);
  const moves = ways.some(({ direction }) => direction === 'up' || direction === 'down');
  if (moment.kind === 'at' && isAt && moves && jumps.test(text)) {
    return movements.flatMap(({ fromMs, toMs }) =>
      course.points.flatMap(([ms]) => (ms >= fromMs && ms <= toMs ? [ms] : [])),
    );
  }
  if (ends.test(text))
    return [
      ...movements.map(({ toMs }) => toMs),
      ...course.legs.flatMap(({ toMs, way }) => (way === 'flat' ? [] : [toMs])),
    ];
  if (
    begins.test(text) &&
    moment.kind !== 'until' &&
    (ways.length > 0 ||
      /\b(?:rise|fall|climb|move|drop|grow|slow|change|pil|appear|surfac|emerg|show)/i.test(text))
  ) {
    return [...movements.map(({ fromMs }) => fromMs), ...since];
  }
  if (moment.kind === 'since' && ways.some(({ direction }) => direction === 'up' || direction === 'down')) {
    return [...movements.map(({ fromMs }) => fromMs), ...course.turns.map(([ms]) => ms)];
  }
  if (moment.kind === 'until' && (stays.test(text) || ways.some(({ direction }) => direction === 'flat'))) {
    return movements.map(({ fromMs }) => fromMs);
  }
  return null;
}

const beyondSaid =
  /\b(?:been|is|was|stayed|remained) (?:(above|over|beyond|past)|(below|under)) (?:its|the)\b.{0,30}\b(?:threshold|limit)\b/i;

/** "has been above its threshold since 02:48": so it was then. */
function isBeyondSince({ moment, host }: MomentQuestion, item: Item, course: Course): boolean | null {
  const match = beyondSaid.exec(host.text);
  const threshold = thresholdOf(item);
  const span = spanAt(course, moment.fromMs, moment.slackMs);
  if (match === null || threshold === null || moment.kind !== 'since' || span === null) return null;
  return match[1] === undefined ? span[0] <= threshold : span[1] >= threshold;
}

function judgeCourse(question: MomentQuestion, item: Item, course: Course): boolean | null {
  const { moment, host: phrase, figures } = question;
  const slack = slackOf(course, moment);
  const beyond = isBeyondSince(question, item, course);
  if (beyond !== null) return beyond;
  const isExtreme = isOfExtreme(question, item, course);
  const meant = listMeant(course, item, question);
  const isOnset = moment.kind === 'since' && phrase.ways.length === 0 && moving.test(phrase.text);
  const ms = moment.kind === 'until' ? moment.toMs : moment.fromMs;
  if (meant !== null && meant.length > 0) {
    const near = isExtreme ? slackOfExtreme(moment) : isOnset ? slackOfOnset(course, moment) : slack;
    if (meant.some((at) => Math.abs(at - ms) <= near)) return true;
    // "has been rising since 02:49" is true of what began earlier, too: it moved all the while.
    const isOngoing = moment.kind === 'since' && !begins.test(phrase.text);
    if (isOngoing) return isMovingFrom(course, phrase, ms);
    if (
      moment.kind === 'at' &&
      moment.isOnset !== true &&
      figures === 'right' &&
      !isExtreme &&
      !begins.test(phrase.text) &&
      !crosses.test(phrase.text) &&
      !jumps.test(phrase.text) &&
      !reaches.test(phrase.text)
    )
      return true;
    return false;
  }
  if (figures === 'right') return true;
  if (moment.kind === 'between') {
    const range = rangeOf(course, moment.fromMs, moment.toMs);
    if (range === null) return null;
    if (phrase.ways.some(({ direction }) => direction === 'flat') || stays.test(phrase.text))
      return isCalm(range[0], range[1]);
    return null;
  }
  return course.turns.some(([at]) => Math.abs(at - ms) <= slack) ? true : null;
}

function isMovingFrom(course: Course, { ways }: Phrase, ms: number): boolean {
  const said = ways.map(({ direction }) => direction);
  const run = listRuns(course).find(({ fromMs, toMs }) => ms + 60_000 >= fromMs && ms + 60_000 < toMs);
  return run !== undefined && said.some((direction) => direction === run.way);
}

function judgeLogs({ moment, host: phrase }: MomentQuestion, { ground }: Item): boolean | null {
  if (ground.eventsMs.length === 0 || moment.source !== 'clock') return null;
  const ms = moment.kind === 'until' ? moment.toMs : moment.fromMs;
  // The line that is quoted need not be the first of its kind.
  const slack =
    (moment.isExact === true && firstSaid.test(phrase.text) ? secondsMs : 60_000) + moment.slackMs;
  if (ground.eventsMs.some((at) => Math.abs(ms - at) <= slack)) return true;
  return firstSaid.test(phrase.text) || moment.kind === 'since' ? false : null;
}

/** Whether a change was made at a time, or within one; null where another may be meant. */
function isMadeIn({ ground }: Item, { kind, fromMs, toMs, slackMs }: Moment): boolean | null {
  const slack = 30_000 + slackMs;
  const from = kind === 'between' ? fromMs : toMs;
  if (ground.eventsMs.some((ms) => ms >= from - slack && ms <= toMs + slack)) return true;
  return kind === 'between' && ground.eventsMs.length > 0 ? false : null;
}

/** Whether a course turns at a time: what a list of times tells of each. */
function turnsAt({ course, ground }: Item, moment: Moment): boolean {
  const times = course === null ? ground.eventsMs : course.turns.slice(1, -1).map(([ms]) => ms);
  const slack = course === null ? 30_000 + moment.slackMs : slackOf(course, moment);
  return (
    moment.kind !== 'between' &&
    times.some((ms) => Math.abs(ms - (moment.kind === 'until' ? moment.toMs : moment.fromMs)) <= slack)
  );
}

/** "overtook the other at 02:38": then they were equal. */
function meetsAt({ text, items }: Phrase, moment: Moment): Ruling | null {
  const [one, other] = items.filter(({ course }) => course !== null);
  if (!/\bovert(?:ook|akes?|aken)\b/i.test(text) || one?.course == null || other?.course == null) return null;
  const slack = slackOf(one.course, moment);
  const ends = [moment.toMs - slack, moment.toMs + slack].map((ms) => {
    const [a, b] = [
      one.course === null ? null : valueAt(one.course, ms),
      other.course === null ? null : valueAt(other.course, ms),
    ];
    return a === null || b === null ? 0 : Math.sign(a - b);
  });
  return ends[0] !== ends[1] ? { holds: true, item: one } : { holds: false, item: one, actual: null };
}

const movementBefore =
  /\b(?:rise|climb|jump|drop|fall|spike|surge|increase|decrease|onset|step|growth|slowdown|decline|change|movement)s? (?:in [\w ]{1,30} )?$/i;

/** "closer to the rise at 15:03", said of a change: the series that moved then. */
function movementAt({ host, moment, reading }: MomentQuestion): Item | undefined {
  if (!movementBefore.test(reading.sentence.slice(0, moment.start))) return undefined;
  if (host.items.some(({ course }) => course !== null)) return undefined;
  const ms = moment.kind === 'until' ? moment.toMs : moment.fromMs;
  return reading.items.find(({ course, ground }) => {
    if (course === null) return false;
    const starts = [
      ...(ground.moments.get('moving_since') ?? []),
      ...listMovements(course, host.ways).map(({ fromMs }) => fromMs),
    ];
    return starts.some((at) => Math.abs(at - ms) <= slackOf(course, moment));
  });
}

const arises = /\b(?:opened|begun|began|started|created|launched)\b/i;

/** "the longest transaction, 61 minutes old at 02:58, was opened at 01:57": its age says when it came to be. */
function judgeBirth({ host, moment, reading }: MomentQuestion): Ruling | null {
  const age = reading.numerals.find(
    ({ dimension, end }) =>
      dimension === 'seconds' && /^\s(?:old|of age)\b/i.test(reading.sentence.slice(end)),
  );
  const phrase = reading.phrases.find(({ numerals }) => age !== undefined && numerals.includes(age));
  const [item] = reading.items;
  if (age === undefined || phrase === undefined || item === undefined) return null;
  if (moment.kind !== 'at' || moment.start < age.end || !arises.test(host.text)) return null;
  const then = phrase.moments.find(({ kind, source }) => kind === 'at' && source === 'clock');
  if (then === moment) return null;
  const ms = (then?.toMs ?? reading.clocks.lastMs) - age.value * 1000;
  const isRight = Math.abs(ms - moment.toMs) <= minuteMs + age.tolerance * 1000 + moment.slackMs;
  return isRight ? { holds: true, item } : { holds: false, item, actual: null };
}

const peakedLast = /\bpeaked\b[^,;]{0,40}$/i;

/** "peaked at 0.089 only at the end": there it was highest. */
function judgePeakAtEnd({ phrase, moment, reading }: MomentQuestion): Ruling | null {
  const ahead = reading.sentence.slice(phrase.start, moment.start);
  const item = phrase.items.find(({ course }) => course !== null);
  if (moment.source !== 'now' || !peakedLast.test(ahead) || item?.course == null) return null;
  const { high, last } = item.course;
  return last[1] >= high[1] - Math.abs(high[1]) * 0.005
    ? { holds: true, item }
    : { holds: false, item, actual: null };
}

export function judgeMoment(question: MomentQuestion): Ruling | null {
  const { host: phrase, moment, reading } = question;
  const atEnd = judgePeakAtEnd(question);
  if (atEnd !== null) return atEnd;
  if (moment.source !== 'clock' || /\bthe (?:former|latter)\b/i.test(phrase.text)) return null;
  if (phrase.ofAlert && phrase.own.length === 0) return null;
  const birth = judgeBirth(question);
  if (birth !== null) return birth;
  const isUnnamed = phrase.own.length === 0 && phrase.named.length === 0 && !moving.test(phrase.text);
  const turned = isUnnamed ? reading.items.find((item) => turnsAt(item, moment)) : undefined;
  if (turned !== undefined) return { holds: true, item: turned };
  const near = movementAt(question);
  if (near !== undefined) return { holds: true, item: near };
  const met = meetsAt(phrase, moment);
  if (met !== null) return met;
  const rulings = phrase.items.map((item) => ({
    item,
    says:
      item.course !== null
        ? judgeCourse(question, item, item.course)
        : item.ground.kind === 'logs'
          ? judgeLogs(question, item)
          : isMadeIn(item, moment),
  }));
  // "both landed between 02:15 and 02:30"
  const all = /\b(?:both|all)\b/i.test(phrase.text) ? rulings.find(({ says }) => says === false) : undefined;
  if (all !== undefined) return { holds: false, item: all.item, actual: null };
  const right = rulings.find(({ says }) => says === true);
  if (right !== undefined) return { holds: true, item: right.item };
  const isUnclear = rulings.some(({ says }) => says === null);
  const wrong = rulings.find(({ says }) => says === false);
  return wrong === undefined || isUnclear ? null : { holds: false, item: wrong.item, actual: null };
}
