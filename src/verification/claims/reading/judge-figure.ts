/** Whether a number is what the cited items have for what its phrase says: a level, a difference, a factor, a share, a count. */
import { fits } from '../quantity.ts';
import { isRestOf } from '../readings.ts';
import {
  differenceOf,
  listLegSteps,
  listSteps,
  listTurnSteps,
  ratioOf,
  type Step,
  speedOf,
} from './changes-of-value.ts';
import type { Course } from './course.ts';
import { findPassings, isCalm, rangeOf } from './course.ts';
import {
  fitsSpans,
  isShareSeries,
  isWithin,
  listBaseSpans,
  listMomentSpans,
  listReachedSpans,
  listScales,
  listTurnSpans,
  type Span,
  spanAt,
  thresholdOf,
  toFactor,
  toSpan,
  unitOf,
} from './levels.ts';
import type { Moment } from './moments.ts';
import type { Numeral } from './numerals.ts';
import type { Phrase, Reading } from './phrases.ts';
import { type Ruling, rule, silent } from './ruling.ts';
import { conflicts, type Item, measureFit } from './subjects.ts';

export interface NumeralQuestion {
  readonly numeral: Numeral;
  readonly phrase: Phrase;
  readonly reading: Reading;
  /** Moments of another phrase, in place of its own. */
  readonly carried?: readonly Moment[];
}

/** What stands around a number. */
interface Around {
  readonly lead: string;
  readonly rest: string;
}

const vague =
  '(?:(?:about|around|roughly|approximately|nearly|almost|some|only|just|exactly|barely|merely|over|under|more than|less than|well|a|an|the|its|his|now|still|already|even|as much as|as many as|close to|at least|at most|no more than|fewer than|another|mere|constant|steady|stable|flat|usual|normal|practically|further)\\s)*';

export function aroundOf({ numeral, reading: { sentence } }: NumeralQuestion): Around {
  return {
    lead: sentence.slice(Math.max(0, numeral.start - 60), numeral.start),
    rest: sentence.slice(numeral.end, numeral.end + 70),
  };
}

function leads(words: string): RegExp {
  return new RegExp(`\\b(?:${words})\\s${vague}$`, 'i');
}

const baseBefore = leads(
  'from|up from|down from|against|compared (?:with|to)|versus|vs\\.?|earlier|previous(?:ly)?|usual(?:ly)?|normal(?:ly)?|initial(?:ly)?|original(?:ly)?|baseline(?: of)?|instead of|having been(?: at)?|had been(?: at)?|used to be|started from|after|formerly|opposed to|before that|its usual|level of',
);
const baseAfter =
  /^\s(?:[a-z/-]+\s){0,2}?(?:it started (?:from|at)|seen before|before|earlier|an hour (?:ago|earlier|before)|previously|that it (?:had|held|made)|up to (?=\d)|until (?=\d))\b/i;
const peakBefore = leads(
  'peak(?:ed|s|ing)?(?: at| of)?|maximum(?: of)?|max(?: of)?|as high as|highest(?: of)?|at its peak|never (?:more than|above|over|exceed(?:ed|ing|s)?|went above|left|had more than)|topped out at',
);
const lowBefore = leads('minimum(?: of)?|as low as|lowest(?: of)?|bottomed out at|bottomed(?: at)?|low of');
const peakSentence = /\b(?:at (?:its|the) (?:peak|height|highest|worst)|peak(?:ed|ing|s)?)\b/i;
const toOnly = leads('to');
const toBefore = leads('to|reach(?:ed|es|ing)?|hit|hitting|at|and|is|are|stands at|stood at|up to|down to|towards?');

const limitWord = '(?:threshold|limits?|target|SLO|objective|alert(?:ing)? (?:threshold|limit|level)|permitted|allowed|tolerated|at which the alert)';
const limitAfter = new RegExp(`^\\s?-?(?:(?!its|the|their|what|to|of|and)[a-z]{1,9}\\s)?(?:alert(?:ing)? )?${limitWord}\\b`, 'i');
const limitBefore = new RegExp(`\\b(?:${limitWord}(?: of| is| was| at|,|\\s?\\(|:)?|permitted|allowed|tolerated)\\s?(?:at |of |to )?(?:about |around )?$`, 'i');

const differenceBefore = leads(
  'by|gap of(?: about)?|difference of|lost|los(?:es|ing)|shed|devoured|swallowed|absorbed|shedding|gained?|gain(?:s|ing)|add(?:ed|ing|s)|put on|a further|(?:increase|rise|drop|decrease|decline|fall|jump|gain|loss|growth) of|used up|freed',
);
/** Words after which a number may be a difference as well as a level. */
const weakBefore = leads('down|up|grown|took|consumed|ate|another|additional|extra|filled');
const differenceAfter =
  /^\s(?:[a-z-]+\s){0,4}?(?:more|less|fewer|higher|lower|larger|smaller|further|used up|was used up|were lost|was lost|lost|gained|freed|was added|were added|added|apart|extra|additional|gone|vanished|disappeared|evaporated|went missing)\b|^\s(?:[a-z]+\s){0,1}?(?:over|above|below|beyond|under|ahead of|short of|in excess of)\s(?:its|the|their|what|that|usual|normal|earlier|previous|where|target)\b/i;
const excessAfter = new RegExp(
  `^\\s(?!to\\b)(?:[a-z-]+\\s){0,2}?(?:over|above|beyond|below|under|short of|in excess of|more than|less than|higher than|past)\\s(?:its |the |what the )?(?:[\\d.,]+\\s?[a-zA-Z%]{0,4}\\s)?(?:alert(?:ing)? )?${limitWord}`,
  'i',
);
const exceedsBy = new RegExp(`\\b(?:exceed(?:s|ed|ing)?|above|over|beyond|past|under|below)\\b.{0,30}${limitWord}\\b.{0,16}\\bby ${vague}$`, 'i');

const speedSlack = 0.06;

/** Times that belong to a numeral: those of its phrase, or of the sentence's opening. */
export function momentsOf({ phrase, reading, numeral, carried }: NumeralQuestion): readonly Moment[] {
  if (carried !== undefined) return carried;
  const own = phrase.moments.filter(
    // "that took 4 ms now costs 960 ms": what stands before "now" was so before.
    ({ source, start, end }) =>
      source !== 'now' ||
      start <= numeral.start ||
      (start - numeral.end <= 2 && /^(?:\s?[.,;)]|$| and| but)/.test(reading.sentence.slice(end, end + 4))),
  );
  if (own.length > 0 || phrase.moments.length > 0) return own;
  return lentMoments(phrase, reading);
}

/** A phrase that tells a moment and nothing else. */
export function isBareMoment(one: Phrase): boolean {
  if (one.moments.length === 0) return false;
  const spans = [...one.moments, ...one.numerals];
  const rest = [...one.text]
    .map((letter, at) => (spans.some(({ start, end }) => one.start + at >= start && one.start + at < end) ? ' ' : letter))
    .join('');
  return !/[a-z]{4}/i.test(rest.replaceAll(/\b(?:already|only|just|that|this|even|then|utc|within|with|over)\b/gi, ''));
}

/** Times that a phrase without its own may be told of: those of the phrase before it, and when a change beside it was made. */
function listCarried({ phrase, reading, numeral }: NumeralQuestion): readonly (readonly Moment[])[] {
  const before = reading.phrases[phrase.index - 1];
  const after = reading.phrases[phrase.index + 1];
  const own = momentsOf({ phrase, reading, numeral });
  if (own.length > 0) return [];
  const earlier = reading.phrases.slice(0, phrase.index).findLast(({ moments }) => moments.length > 0);
  const told = before === undefined ? [] : momentsOf({ phrase: before, reading, numeral });
  const next: Moment[] = after !== undefined && /\band$/.test(after.lead) ? [...after.moments] : [];
  for (const one of reading.phrases.slice(phrase.index + 1)) {
    if (one.own.length > 0) break;
    next.push(...one.moments);
  }
  const changes = reading.phrases.flatMap(({ own: items, start }) =>
    items.flatMap(({ ground }) => (ground.kind === 'change' ? ground.eventsMs.map((ms) => ({ ms, start })) : [])),
  );
  const events = changes.map(({ ms, start }): Moment => ({ start, end: start, kind: 'at', fromMs: ms, toMs: ms, slackMs: 0, source: 'event' }));
  return [told, earlier?.moments ?? [], next, events].filter(({ length }) => length > 0);
}

/** "At 02:49, …", "When the alert fired, …": a phrase that tells a moment and nothing else lends it. */
function lentMoments(phrase: Phrase, { phrases }: Reading): readonly Moment[] {
  const before = phrases[phrase.index - 1];
  const after = phrases[phrase.index + 1];
  if (before !== undefined && isBareMoment(before)) return before.moments;
  if (after !== undefined && isBareMoment(after)) return after.moments;
  // What follows in one breath is told of the same time: "fell to 12 per second and …".
  return [];
}

/** The moment that stands right beside a number: "12.4 s at 02:49". */
function besideOf(numeral: Numeral, moments: readonly Moment[], sentence: string): Moment | undefined {
  const after = moments.find(
    ({ start }) =>
      start >= numeral.end &&
      /^\s?(?:%|percent)?\s?\(?(?:[a-z/-]+\s?){0,3}\(?$/i.test(sentence.slice(numeral.end, start)) &&
      start - numeral.end <= 34,
  );
  return after;
}

const startsMove = /\b(?:began|begun|begins?|start(?:ed|s)?|set in|took off)\b/i;

/** The values of a series that a numeral can mean as a level. */
function listLevels(question: NumeralQuestion, course: Course): readonly Span[] {
  const { numeral, phrase, reading } = question;
  const { lead, rest } = aroundOf(question);
  const moments = momentsOf(question);
  const beside = besideOf(numeral, moments, reading.sentence);
  if (beside !== undefined && beside.source !== 'now') return levelsIn(course, beside);
  if (peakBefore.test(lead)) return [toSpan(course.high[1])];
  if (lowBefore.test(lead)) return [toSpan(course.low[1])];
  const isBase = baseBefore.test(lead) || baseAfter.test(rest);
  const windows = moments.filter(({ kind, source }) => kind === 'between' && source === 'clock');
  if (isBase) {
    const [window] = windows;
    if (window !== undefined && /\bfrom\s[^,;]{0,20}$/i.test(lead)) {
      const span = spanAt(course, window.fromMs, window.slackMs);
      return span === null ? [] : [span];
    }
    const starts = moments.flatMap(({ kind, fromMs, toMs, slackMs }) => {
      const span = spanAt(course, kind === 'until' || kind === 'at' ? toMs : fromMs, slackMs);
      return span === null ? [] : [span];
    });
    const rival = /\b(?:against|compared (?:with|to)|versus|vs\.?)\s[^,;]{0,20}$/i.test(lead);
    return [...(rival ? listTurnSpans(course) : listBaseSpans(course)), ...starts];
  }
  const isLater = moments.every(({ source }) => source === 'relative') && moments.length > 0;
  if (moments.length === 0 || isLater) {
    if (isLater && !startsMove.test(phrase.text)) return [...nearestOf(numeral, moments).flatMap((one) => levelsIn(course, one))];
    if (peakSentence.test(phrase.text)) return [toSpan(course.high[1]), ...listTurnSpans(course)];
    return toOnly.test(lead) ? listReachedSpans(course) : listTurnSpans(course);
  }
  const [window] = windows;
  if (window !== undefined && /\bto\s[^,;]{0,20}$/i.test(lead)) {
    const [end, range] = [spanAt(course, window.toMs, window.slackMs), rangeOf(course, window.fromMs, window.toMs)];
    return end === null || range === null ? [] : [end, toSpan(range[0]), toSpan(range[1])];
  }
  return nearestOf(numeral, moments).flatMap((one) =>
    one.kind === 'since' && numeral.bound !== null ? listMomentSpans(course, { ...one, kind: 'at', toMs: one.fromMs }) : levelsIn(course, one),
  );
}

/** Of several moments those that a number is told of: all of them but "now", unless that is the nearest. */
function nearestOf({ start, end }: Numeral, moments: readonly Moment[]): readonly Moment[] {
  const distance = (one: Moment): number => (one.start >= end ? one.start - end : start - one.end);
  const nearest = moments.toSorted((a, b) => distance(a) - distance(b));
  return nearest.slice(0, 2);
}

function levelsIn(course: Course, moment: Moment): readonly Span[] {
  const ends = listMomentSpans(course, moment);
  if (moment.kind === 'at') return ends;
  const { fromMs, toMs } = moment;
  const turns = course.turns.flatMap(([ms, value]) => (ms >= fromMs - 60_000 && ms <= toMs + 60_000 ? [toSpan(value)] : []));
  if (moment.kind === 'until') return [...ends, ...turns];
  return [...ends, ...turns];
}

const scaleSlack = 1.5;

function fitsDifference(numeral: Numeral, item: Item, steps: readonly Step[]): boolean {
  const spans = steps.map(differenceOf);
  const loose = { ...numeral, tolerance: numeral.tolerance * scaleSlack };
  const isShare = isShareSeries(item);
  if (numeral.kind === 'points') return fitsSpans(loose, item, spans);
  if (fitsSpans(loose, item, spans)) return true;
  if (numeral.dimension !== 'percent') return false;
  const relative = steps.flatMap((step) => {
    const ratio = ratioOf(step);
    return ratio === null ? [] : [[Math.abs(ratio[0] - 1) * 100, Math.abs(ratio[1] - 1) * 100] as const];
  });
  void isShare;
  return relative.some(([a, b]) => isWithin({ ...loose, tolerance: Math.max(loose.tolerance, 0.6) }, [Math.min(a, b), Math.max(a, b)]));
}

function fitsSpeed(numeral: Numeral, item: Item, steps: readonly Step[], sentence: string): boolean {
  const per = numeral.perSeconds ?? (everyMinute.test(sentence) ? 60 : null);
  if (per === null) return false;
  return listScales(item).some((scale) => {
    const isRate = scale.perSeconds !== null;
    if (numeral.dimension !== 'none' && numeral.dimension !== scale.dimension) return false;
    if (numeral.dimension === 'none' && scale.dimension !== 'none') return false;
    const seconds = isRate ? secondsOfRate(sentence) : per;
    if (seconds === null || (isRate && numeral.perSeconds !== null && numeral.perSeconds !== scale.perSeconds)) return false;
    return steps.some((step) => {
      const speed = speedOf(step);
      if (speed === null) return false;
      const slack = Math.max(numeral.tolerance, numeral.value * speedSlack);
      return isWithin({ ...numeral, tolerance: slack }, [speed[0] * scale.scale * seconds, speed[1] * scale.scale * seconds]);
    });
  });
}

const everyMinute = /\b(?:each|every|per|a) (minute|hour|second)\b/i;

/** "by 20 per second every minute": how fast a rate changes. */
function secondsOfRate(text: string): number | null {
  const word = /\b(?:each|every|a|with every|per) (minute|hour)\b/i.exec(text)?.[1];
  return word === undefined ? null : word.toLowerCase() === 'hour' ? 3600 : 60;
}

/** A number of a text is meant as it is written there, or as what two of them make. */
export function fitsWritten(numeral: Numeral, { ground }: Item): boolean {
  const { written } = ground;
  if (written.some((one) => fits({ ...numeral, counts: false }, { ...one }))) return true;
  if (numeral.dimension === 'none' && numeral.perSeconds === null && numeral.kind === 'amount') {
    if (written.some((one) => Math.abs(writtenDigits(one) - numeral.value) <= numeral.tolerance)) return true;
  }
  const pairs = written.flatMap((a, index) => written.slice(index + 1).map((b) => [a, b] as const));
  return pairs.some(([a, b]) => {
    if (a.dimension !== b.dimension || a.value === 0) return false;
    if (numeral.kind === 'factor') {
      return [b.value / a.value, a.value / b.value].some((ratio) => isWithin(numeral, toSpan(ratio)));
    }
    if (numeral.kind === 'amount' && differenceBefore.test(' ')) return false;
    const isSame = numeral.dimension === a.dimension || numeral.dimension === 'none';
    return isSame && numeral.kind === 'amount' && isWithin(numeral, toSpan(Math.abs(b.value - a.value)));
  });
}

function writtenDigits({ value }: { readonly value: number }): number {
  return value;
}

const lateWindow = /\b(?:in|over|during|for|within) the (?:last|past) |\bsince then\b|\bin the last\b/i;
const earlyWindow =
  /\b(?:(?:hour|minutes|min) (?:before|earlier)|before that|previous|preceding|earlier|the hour before|the (?:60|sixty) min)/i;
const perWindow = /\b(?:each|every|per|a|once a) minute\b/i;

/** The counts of a log pattern that are meant: in the last while, or in the hour before. */
function listCounts(question: NumeralQuestion, { ground }: Item): readonly number[] {
  const value = (name: string): number | null => ground.facts.find(({ fact }) => fact.name === name)?.fact.value ?? null;
  const [since, before] = [value('since'), value('before')];
  const { lead, rest } = aroundOf(question);
  const near = rest.split(/[,;]|\b(?:against|compared|versus|as opposed|after|and|while|whereas)\b/)[0] ?? '';
  if (earlyWindow.test(near) && !lateWindow.test(near)) return before === null ? [] : [before];
  if (lateWindow.test(near)) return since === null ? [] : [since];
  if (baseBefore.test(lead)) return before === null ? [] : [before];
  return [since, before].flatMap((one) => one ?? []);
}

function isCount(numeral: Numeral): boolean {
  return numeral.dimension === 'none' && numeral.perSeconds === null && (numeral.kind === 'amount' || numeral.kind === 'factor');
}

function holdsOfLogs(question: NumeralQuestion, item: Item): boolean {
  const { numeral, phrase } = question;
  const counts = listCounts(question, item);
  const exact = { ...numeral, tolerance: numeral.isSpelled ? 0.5 : numeral.tolerance };
  if (isCount(numeral) && counts.some((count) => isWithin(exact, toSpan(count)))) return true;
  const value = (name: string): number => item.ground.facts.find(({ fact }) => fact.name === name)?.fact.value ?? 0;
  const [since, before] = [value('since'), value('before')];
  if (numeral.kind === 'factor' && before > 0 && since > 0) {
    if ([since / before, before / since].some((ratio) => isWithin(numeral, toSpan(ratio)))) return true;
  }
  if (numeral.perSeconds !== null && perWindow.test(phrase.text)) return isWithin({ ...numeral, tolerance: numeral.tolerance * 1.5 }, toSpan(since / 33));
  return numeral.kind !== 'factor' && fitsWritten(numeral, item);
}

/** The item that something is compared with: the first of another phrase behind "than", "that of", "against". */
function findRivals({ phrase, reading }: NumeralQuestion, item: Item): readonly Item[] {
  const others = reading.phrases.slice(phrase.index + 1).flatMap(({ own, lead }) => (/\b(?:than|against|with|to|versus|as|of)\b|^$|\(/.test(lead) ? own : own));
  const before = reading.phrases.slice(0, phrase.index).flatMap(({ own }) => own);
  const same = [...phrase.own, ...others, ...before].filter(
    (one) => one !== item && one.course !== null && unitOf(one) === unitOf(item),
  );
  return [...new Set(same)];
}

const againstOther = /\b(?:that|those|the one|the ones) (?:of|on|at|in|from|seen on|for)\b|\bthan\b|\bas (?:many|much|large|high|long|slow)\b|\bcompared with\b|\bslower than\b|\btimes (?:that|those)\b|\bas [a-z-]+(?: [a-z-]+){0,3} as\b|\bapart\b|\bthe \d/i;

function listRatios(question: NumeralQuestion, item: Item, course: Course): readonly Span[] {
  const { phrase, reading } = question;
  const { rest } = aroundOf(question);
  const moments = momentsOf(question);
  const threshold = thresholdOf(item);
  const ats = moments.filter(({ kind }) => kind === 'at');
  const ofLimit = new RegExp(`^.{0,44}\\b${limitWord}\\b`, 'i').test(rest.split(/,\s|;/)[0] ?? '');
  if (ofLimit && threshold !== null && threshold !== 0) {
    const levels = ats.length > 0 ? ats.flatMap((one) => listMomentSpans(course, one)) : [toSpan(course.last[1]), toSpan(course.high[1])];
    return levels.map(([low, high]) => [low / threshold, high / threshold]);
  }
  const rivals = againstOther.test(reading.sentence.slice(phrase.start, phrase.start + 240)) ? findRivals(question, item) : [];
  const others = rivals.flatMap((rival) => {
    if (rival.course === null) return [];
    const at = ats[0]?.toMs ?? course.last[0];
    const [one, other] = [spanAt(course, at, 0), spanAt(rival.course, at, 0)];
    if (one === null || other === null || other[0] === 0) return [];
    return [[one[0] / other[1], one[1] / other[0]] as const, [other[0] / one[1], other[1] / one[0]] as const];
  });
  const ownSteps = listSteps(course, moments.filter(({ source }) => source !== 'now' || moments.length > 1));
  const own = [...ownSteps, ...(moments.every(({ kind, source }) => kind === 'at' && source === 'now') ? listTurnSteps(course) : [])];
  const ratios = own.flatMap((step) => {
    const ratio = ratioOf(step);
    return ratio === null ? [] : [ratio];
  });
  return [...others, ...ratios];
}

function holdsAsFactor(question: NumeralQuestion, item: Item, course: Course): boolean {
  const { numeral } = question;
  const ratios = listRatios(question, item, course);
  return ratios.some(([low, high]) => {
    if (isWithin(numeral, [low, high])) return true;
    // "fell 3-fold" counts down.
    return low > 0 && isWithin(numeral, [1 / high, 1 / low]);
  });
}

const ofWhole = /^\sof (?:its|the|all|every)\b/i;
const comparand = /\b(?:what|before|previous|earlier|former|usual|original|that|than|\d)\b/i;
const progressAfter =
  /^\sof the (?:[a-z-]+\s){0,3}?(?:increase|rise|growth|drop|decline|fall|decrease|loss|additional|extra|climb|jump)\b/i;

function holdsAsShare(question: NumeralQuestion, item: Item, course: Course): boolean {
  const { numeral, phrase } = question;
  const { lead, rest } = aroundOf(question);
  const moments = momentsOf(question);
  if (progressAfter.test(rest)) {
    const whole = course.high[1] - course.low[1];
    const all = [...moments, ...question.reading.moments].filter(({ kind }) => kind === 'at');
    return all.some((moment) => {
      const span = spanAt(course, moment.toMs, moment.slackMs);
      if (span === null || whole === 0) return false;
      const shares = span.map((value) => (Math.abs(value - course.first[1]) / whole) * 100);
      return isWithin(numeral, [Math.min(...shares), Math.max(...shares)]);
    });
  }
  const level = isShareSeries(item) && fitsSpans(numeral, item, listLevels(question, course));
  if (level) return true;
  const isRest = isRestOf(subjectText(question), item.ground.subject);
  if (isRest && fitsSpans({ ...numeral, value: 100 - numeral.value }, item, listLevels(question, course))) return true;
  if (isShareSeries(item) && ofWhole.test(rest) && !comparand.test(rest)) return false;
  const changes = /\b(?:by|lost|shed) $/i.test(lead.replace(new RegExp(`${vague}$`, 'i'), '')) || /\b(?:gone|lost|fewer|less|disappeared|dropped out)\b/i.test(rest);
  const steps = [...listSteps(course, moments), ...(moments.every(({ source }) => source === 'now') ? listTurnSteps(course) : [])];
  return steps.some((step) => {
    const ratio = ratioOf(step);
    if (ratio === null) return false;
    const parts: readonly Span[] = changes
      ? [[Math.abs(1 - ratio[1]) * 100, Math.abs(1 - ratio[0]) * 100]]
      : [[ratio[0] * 100, ratio[1] * 100]];
    return parts.some(([a, b]) => isWithin(numeral, [Math.min(a, b), Math.max(a, b)]));
  });
}

/** "passed 1 GiB at 02:40": when it went through this level. */
const passes =
  /\b(?:pass(?:ed|es|ing)?|exceed(?:ed|s|ing)?|cross(?:ed|es|ing)?|topp(?:ed|ing)|surpass(?:ed|es)|breach(?:ed|es)?|overtook|(?:sank|fell|dropped|slid|dipped|went|rose|climbed|grew|was|were|counted|seen|measured|shot|moved|above|beyond)(?: [a-z]+){0,3} (?:below|above|past|over|beyond|under|more than|less than)|been (?:above|over|below|under)|beyond|hit(?= (?:\d|the|its|a ))|reach(?:ed|es)?)\b/i;

function holdsAsPassing(question: NumeralQuestion, item: Item, course: Course): boolean {
  const { numeral, phrase } = question;
  if (!passes.test(phrase.text)) return false;
  const moments = momentsOf(question);
  return listScales(item).some((scale) => {
    const factor = toFactor(numeral, scale);
    if (factor === null || factor === 0) return false;
    const passings = findPassings(course, numeral.value / factor);
    if (moments.length === 0) return passings.length > 0;
    return moments.some(({ fromMs, toMs, slackMs, kind }) => {
      const slack = Math.max(90_000, course.stepMs * 1.5) + slackMs;
      const [from, to] = kind === 'since' ? [fromMs, fromMs] : kind === 'until' ? [toMs, toMs] : [fromMs, toMs];
      return passings.some(({ ms }) => ms >= from - slack && ms <= to + slack);
    });
  });
}

const stays = /\b(?:stay(?:ed|s)?|remain(?:ed|s)?|held|kept|always|at all times|throughout|never)\b/i;

/** The words that tell what a phrase is about: its own, or those before it. */
function subjectText({ phrase, reading }: NumeralQuestion): string {
  return phrase.own.length > 0 || /\b(?:used|usage|full|busy|in use)\b/i.test(phrase.text) ? phrase.text : reading.sentence.slice(0, phrase.end);
}

const ofLimitAfter = new RegExp(`^\\sof (?:its|the|what)\\b.{0,24}\\b${limitWord}\\b`, 'i');
/** "the growth of the directory (35.1 GB)". */
const differenceNoun = /\b(?:growth|increase|rise|drop|loss|decline|decrease|difference|gap|gain|jump)\b[^,;()]{0,48}\(\s?$/i;
const orDifference = /\b(?:by|loss|gain|drop|rise|increase|decrease|decline|lost|gained)\b(?:[^,;]|,(?=\d)){0,30}\d(?:[^,;]|,(?=\d)){0,12}\s(?:or|i\.e\.|\()\s?$/i;

/** What the facts say outright: how fast it goes, and when it will be full. */
function isToldByFacts(numeral: Numeral, { ground }: Item): boolean {
  const meant =
    numeral.perSeconds !== null ? 'slope_per_hour' : numeral.dimension === 'seconds' ? 'time_to_limit' : null;
  return ground.facts.some(
    ({ fact, quantities }) =>
      fact.name === meant &&
      quantities.some((one) => fits({ ...numeral, counts: false, tolerance: numeral.tolerance * scaleSlack }, one)),
  );
}

function holdsOfSeries(question: NumeralQuestion, item: Item): boolean {
  const { course } = item;
  const { numeral, phrase, reading } = question;
  if (course === null) return false;
  const { lead, rest } = aroundOf(question);
  const moments = momentsOf(question);
  const threshold = thresholdOf(item);
  if (isToldByFacts(numeral, item)) return true;
  if (numeral.kind === 'amount' && (limitAfter.test(rest) || limitBefore.test(lead)) && threshold !== null) {
    return fitsSpans(numeral, item, [toSpan(threshold)]);
  }
  if (numeral.dimension === 'percent' && numeral.kind === 'amount' && ofLimitAfter.test(rest)) {
    return holdsAsFactor({ ...question, numeral: { ...numeral, kind: 'factor', value: numeral.value / 100, tolerance: numeral.tolerance / 100 } }, item, course);
  }
  if (numeral.kind === 'factor') return holdsAsFactor(question, item, course);
  if (numeral.kind === 'share') return holdsAsShare(question, item, course);
  if (excessAfter.test(rest) || exceedsBy.test(lead)) {
    if (threshold === null) return false;
    const ats = moments.filter(({ kind }) => kind === 'at');
    const levels = ats.length > 0 ? ats.flatMap((one) => listMomentSpans(course, one)) : [toSpan(course.last[1]), toSpan(course.high[1])];
    return fitsSpans({ ...numeral, tolerance: numeral.tolerance * scaleSlack }, item, levels.map(([low, high]): Span => [Math.abs(low - threshold), Math.abs(high - threshold)]).map(([a, b]): Span => [Math.min(a, b), Math.max(a, b)]));
  }
  const isDifference =
    differenceBefore.test(lead) ||
    weakBefore.test(lead) ||
    differenceAfter.test(rest) ||
    numeral.kind === 'points' ||
    differenceNoun.test(reading.sentence.slice(0, numeral.start)) ||
    orDifference.test(lead);
  if (isDifference) {
    const steps = [...listSteps(course, moments), ...(moments.every(({ source }) => source === 'now') ? listTurnSteps(course) : [])];
    if (fitsDifference(numeral, item, steps)) return true;
    const at = moments.find(({ kind }) => kind === 'at')?.toMs;
    const pairs = findRivals(question, item).flatMap((rival) => {
      if (rival.course === null) return [];
      const times = at === undefined ? [course.first[0], course.last[0]] : [at];
      return times.flatMap((ms) => {
        const [a, b] = [rival.course === null ? null : spanAt(rival.course, ms, 0), spanAt(course, ms, 0)];
        return a === null || b === null ? [] : [{ from: a, to: b, fromMs: ms, toMs: ms }];
      });
    });
    if (fitsDifference(numeral, item, pairs)) return true;
  }
  if (fitsSpeed(numeral, item, [...listSteps(course, moments), ...listLegSteps(course, moments)], reading.sentence)) return true;
  if (isDifference && !toBefore.test(lead) && !weakBefore.test(lead)) {
    return holdsAsPassing(question, item, course);
  }
  const levels = listLevels(question, course);
  if (stays.test(phrase.text) && numeral.bound !== null && moments.length === 0) {
    const [low, high] = [course.low[1], course.high[1]];
    return fitsSpans(numeral, item, [toSpan(numeral.bound === 'above' ? low : high)]);
  }
  if (isRestOf(subjectText(question), item.ground.subject) && numeral.dimension === 'percent') {
    return fitsSpans({ ...numeral, value: 100 - numeral.value }, item, levels);
  }
  if (fitsSpans(numeral, item, levels)) return true;
  return holdsAsPassing(question, item, course);
}

function holdsOf(question: NumeralQuestion, item: Item): boolean {
  if (isLabel(question, item)) return true;
  if (holdsWith(question, item)) return true;
  return listCarried(question).some((carried) => holdsWith({ ...question, carried }, item));
}

/** "408 responses", "GPU 0": the value of a label. */
function isLabel({ numeral }: NumeralQuestion, { ground }: Item): boolean {
  const isPlain = numeral.kind === 'amount' && numeral.dimension === 'none' && !numeral.isSpelled;
  return isPlain && Object.values(ground.labels).includes(numeral.text);
}

function holdsWith(question: NumeralQuestion, item: Item): boolean {
  switch (item.ground.kind) {
    case 'series':
      return holdsOfSeries(question, item);
    case 'logs':
      return holdsOfLogs(question, item);
    default:
      return fitsWritten(question.numeral, item);
  }
}

/** Words that make a small number say nothing of what was measured: "one minute", "two changes", "of the three". */
const countsNothing = /^\s(?:changes?|things?|deploys?|releases?|relays?|pods?|services?|nodes?|hosts?|steps?|signals?|series|reasons?|facts?|events?|tables?|instances?|of (?:them|these|those|the)|resolvers?|GPUs?|other)\b/i;

function isWindow({ numeral, reading }: NumeralQuestion): boolean {
  const seconds = numeral.dimension === 'seconds' ? numeral.value : numeral.dimension === 'none' ? numeral.value * 60 : null;
  if (seconds === null) return false;
  const { lead, rest } = {
    lead: reading.sentence.slice(Math.max(0, numeral.start - 24), numeral.start),
    rest: reading.sentence.slice(numeral.end, numeral.end + 24),
  };
  const isTold = /\bthe (?:last|past|previous|preceding|earlier|whole|first|entire)\s(?:full )?$|\b(?:preceding|earlier|previous) $/i.test(lead) || (numeral.dimension === 'seconds' && /^\s(?:before|earlier)\b(?! the)/i.test(rest));
  if (!isTold) return false;
  return reading.items.some(({ ground }) => ground.kind === 'logs' && ground.written.some((one) => one.dimension === 'seconds' && Math.abs(one.value - seconds) < 61));
}

/** "an hour ago": a number that says when. */
function isInMoment({ numeral, reading }: NumeralQuestion): boolean {
  return reading.moments.some(({ start, end, source }) => start <= numeral.start && end > numeral.end - 1 && !(source === 'relative' && start === numeral.start && end === numeral.end));
}

/** Whether an item may be told of in the unit of a number at all. */
function canHave(numeral: Numeral, item: Item): boolean {
  if (item.course === null) {
    if (numeral.dimension === 'none') return numeral.perSeconds === null;
    return item.ground.written.some(({ dimension }) => dimension === numeral.dimension);
  }
  if (numeral.kind === 'factor' || numeral.kind === 'share' || (numeral.dimension === 'none' && numeral.perSeconds === null)) return true;
  const scales = listScales(item);
  return scales.some(({ dimension, perSeconds }) =>
    numeral.dimension === 'none' ? perSeconds !== null : dimension === numeral.dimension,
  );
}

/** "405 a second, less than a quarter of the 1,842": one number of the sentence against another. */
function relatesOthers({ numeral, reading }: NumeralQuestion): boolean {
  if (numeral.kind !== 'factor' && numeral.kind !== 'share') return false;
  const plain = reading.numerals.filter((one) => one !== numeral && one.kind === 'amount' && one.value > 0);
  const scale = numeral.kind === 'share' ? 100 : 1;
  return plain.some((a) =>
    plain.some(
      (b) => a !== b && a.dimension === b.dimension && (a.perSeconds === b.perSeconds || a.perSeconds === null || b.perSeconds === null) && isWithin(numeral, toSpan((a.value / b.value) * scale)),
    ),
  );
}

/** Looks a number up in the items that its phrase speaks of; null when there is nothing to say of it. */
export function judgeFigure(question: NumeralQuestion): Ruling | null {
  const { numeral, phrase, reading } = question;
  const { rest } = aroundOf(question);
  if (numeral.isSpelled && isCount(numeral) && numeral.kind === 'amount') {
    const item = phrase.items.find((one) => one.ground.kind !== 'change' && holdsOf(question, one));
    return item === undefined ? null : { holds: true, item };
  }
  if (countsNothing.test(rest) && numeral.value < 10 && isCount(numeral)) return silent;
  if (isWindow(question) || isInMoment(question)) return silent;
  if (/^(?:twice|thrice)$/i.test(numeral.text) && !/^\s(?:its|the|as|that|those|what|\d)\b/i.test(rest)) return silent;
  if (phrase.isAstray) return { holds: false, item: reading.items[0] ?? null, actual: null };
  const support = phrase.items.find((item) => holdsOf(question, item));
  if (support !== undefined) return { holds: true, item: support };
  // What a phrase has no words of its own for, or words that do not fit the unit, it says of what can have it.
  if (!phrase.items.some((item) => canHave(numeral, item))) {
    const open = reading.items.filter(
      (item) =>
        !phrase.items.includes(item) &&
        !conflicts(item, phrase.named) &&
        canHave(numeral, item) &&
        (phrase.own.length === 0 || measureFit(phrase.text, { ...item, labels: [] }, phrase.named) >= 1),
    );
    const other = open.find((item) => holdsOf(question, item));
    if (other !== undefined) return { holds: true, item: other };
  }
  const [any] = phrase.items;
  if (any !== undefined && relatesOthers(question)) return { holds: true, item: any };
  if (reading.items.length === 0) return null;
  return rule(undefined, phrase.items.find(({ course }) => course !== null) ?? phrase.items[0]);
}

export function isCalmCourse({ low, high }: Course): boolean {
  return isCalm(low[1], high[1]);
}
