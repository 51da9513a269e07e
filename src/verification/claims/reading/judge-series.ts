/** Whether a series has a number, as what its phrase says that it is. */
import { fits } from '../quantity.ts';
import { isRestOf } from '../readings.ts';
import { listLegSteps, listSteps, listTurnSteps, type Step } from './changes-of-value.ts';
import { type Course, findPassings } from './course.ts';
import {
  aroundOf,
  differenceAfter,
  differenceBefore,
  differenceNoun,
  exceedsBy,
  excessAfter,
  goneAfter,
  limitAfter,
  limitBefore,
  limitOfBefore,
  ofLimitAfter,
  ofLimitWithin,
  orDifference,
  pairAfter,
  toBefore,
  weakBefore,
  withinBefore,
} from './cues.ts';
import { fitsDifference, fitsSpeed, scaleSlack } from './judge-difference.ts';
import { findRivals, holdsAsFactor, holdsAsShare } from './judge-ratio.ts';
import { isDeniedWay, toDirection } from './judge-way.ts';
import {
  fitsSpans,
  listMomentSpans,
  listScales,
  type Span,
  spanAt,
  thresholdOf,
  toFactor,
  toSpan,
} from './levels.ts';
import { listLevels } from './list-levels.ts';
import { besideLimit, limitBeside, listLimits } from './measured-limits.ts';
import type { Moment } from './moments.ts';
import type { Numeral } from './numeral.ts';
import { type Item, isLimitSeries } from './subjects.ts';
import { momentsOf, type NumeralQuestion, subjectText } from './told-moments.ts';

/** "passed 1 GiB at 02:40": when it went through this level. */
const passes =
  /\b(?:(?:took|takes|needed|needs)\b[^;]{0,60}\bto (?:go|get|climb|rise|fall|drop)|pass(?:ed|es|ing)?|exceed(?:ed|s|ing)?|cross(?:ed|es|ing)?|topp(?:ed|ing)|surpass(?:ed|es)|breach(?:ed|es)?|overtook|(?:sank|fell|dropped|slid|dipped|went|rose|climbed|grew|was|were|counted|seen|measured|shot|moved|above|beyond)(?: [a-z]+){0,3} (?:below|above|past|over|beyond|under|more than|less than)|been (?:above|over|below|under)|beyond|hit(?= (?:\d|the|its|a ))|reach(?:ed|es)?)\b/i;

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
      const [from, to] =
        kind === 'since' ? [fromMs, fromMs] : kind === 'until' ? [toMs, toMs] : [fromMs, toMs];
      return passings.some(({ ms }) => ms >= from - slack && ms <= to + slack);
    });
  });
}

/** "down to 17 % of what it was 6 min before". */
const ofThenAfter =
  /^\s?(?:%|percent)?\sof (?:what|where) (?:it|they|that) (?:was|were|had|got|did|took|used|had been)\b/i;

const stays = /\b(?:stay(?:ed|s)?|remain(?:ed|s)?|held|kept|always|at all times|throughout|never)\b/i;

/** "the limit (390 of 512)": what is used of it. */
const partAfter = /^\s?[a-zA-Z%]{0,4}\s(?:out )?of (?:the )?\d/;

/** What the facts say outright: how fast it goes, and when it will be full. */
function isToldByFacts(numeral: Numeral, { ground }: Item): boolean {
  const meant =
    numeral.perSeconds !== null ? 'slope_per_hour' : numeral.dimension === 'seconds' ? 'time_to_limit' : null;
  return ground.facts.some(
    ({ fact, quantities }) =>
      fact.name === meant &&
      quantities.some((one) =>
        fits({ ...numeral, counts: false, tolerance: numeral.tolerance * scaleSlack }, one),
      ),
  );
}

/** "OOMKilled 3 times": how often, not how many times as much. */
function isTimesSeen({ numeral, reading }: NumeralQuestion, item: Item, course: Course): boolean {
  const isPlain =
    /\btimes$|^(?:twice|thrice)$/i.test(numeral.text) ||
    /^\s?times\b/i.test(reading.sentence.slice(numeral.end));
  const rest = reading.sentence.slice(numeral.end).replace(/^\s?times\b/i, '');
  if (!isPlain || /^\s(?:as|its|the|that|those|what|more|less|over|of|[a-z]+er)\b/i.test(rest)) return false;
  const { low, high, last } = course;
  const spans = [last[1], high[1], high[1] - low[1]].map(toSpan);
  return fitsSpans({ ...numeral, kind: 'amount', tolerance: 0.5 }, item, spans);
}

const byBefore = /\bby (?:about |around |roughly |nearly |almost |some |only |just |a further |another )?$/i;

const upOrDown =
  /\b(?:is|are|was|were) (?:now |still )?(up|down) by (?:about |around |roughly |nearly |almost |some |only |just )?$/i;

/** "17 fewer than 20 minutes before" */
const thanThen =
  /^\s(?:[a-z-]+\s){0,2}?(?:(more|higher|larger|greater|longer)|(?:fewer|less|lower|smaller|shorter))(?:\s[a-z-]+){0,3}\sthan\s(?:(?:it|they) (?:was|were|had been) )?(?:before\b|earlier\b|(?:about |around )?\d+ (?:min|minutes|hours?)\b|an hour\b|at (?:first|the start)\b)/i;

/** "fell by 19 ms": which way a difference went; null where its words do not tell. */
function wayOfDifference(question: NumeralQuestion, item: Item): 'up' | 'down' | null {
  const { numeral, phrase, reading } = question;
  const plain = upOrDown.exec(reading.sentence.slice(0, numeral.start))?.[1]?.toLowerCase();
  const isRest = isRestOf(subjectText(question), item.ground.subject);
  if (plain !== undefined && !isRest && !isDeniedWay(phrase.text)) return plain === 'up' ? 'up' : 'down';
  const compared = thanThen.exec(reading.sentence.slice(numeral.end));
  if (compared !== null && !isRest && !isDeniedWay(phrase.text))
    return compared[1] === undefined ? 'down' : 'up';
  const said = phrase.ways.filter(({ start }) => start < numeral.start);
  const way = said.at(-1);
  if (way === undefined || new Set(said.map(({ direction }) => direction)).size > 1) return null;
  const between = reading.sentence.slice(way.start + way.text.length, numeral.start);
  if (!byBefore.test(between) || between.length > 40 || isDeniedWay(phrase.text)) return null;
  if (isRest) return null;
  const direction = toDirection(way.direction, item);
  return direction === 'up' || direction === 'down' ? direction : null;
}

/** The change that the item itself tells: from a while before to now. */
function toldChange({ course }: Item): Step | null {
  if (course === null || course.earlier === null) return null;
  const [[fromMs, from], [toMs, to]] = [course.earlier, course.last];
  return { from: toSpan(from), to: toSpan(to), fromMs, toMs };
}

/** "fell by 30.9 ms to 660 ms", "is up by 40 % from 1.82 s": the level at the one end of it. */
function endOfDifference({
  numeral,
  reading,
  phrase,
}: NumeralQuestion): { readonly level: Numeral; readonly side: 'from' | 'to' } | null {
  const { sentence, numerals } = reading;
  if (!byBefore.test(sentence.slice(Math.max(0, numeral.start - 30), numeral.start))) return null;
  const level = numerals.find(({ start }) => start >= numeral.end);
  if (level === undefined || level.end > phrase.end || level.kind !== 'amount') return null;
  const match = endBefore.exec(sentence.slice(numeral.end, level.start));
  const isAlike = level.dimension === numeral.dimension || numeral.dimension === 'percent';
  return match === null || !isAlike
    ? null
    : { level, side: match[1]?.toLowerCase() === 'from' ? 'from' : 'to' };
}

const endBefore = /^[^,;()\d]{0,24}\b(from|to)\s(?:about |around |roughly |only |just )?$/i;

function wayOfStep({ from, to }: Step): 'up' | 'down' {
  return to[0] + to[1] >= from[0] + from[1] ? 'up' : 'down';
}

export function holdsOfSeries(question: NumeralQuestion, item: Item): boolean {
  const { course } = item;
  const { numeral, phrase, reading } = question;
  if (course === null) return false;
  const { lead, rest } = aroundOf(question);
  const moments = momentsOf(question);
  const threshold = thresholdOf(item);
  if (isToldByFacts(numeral, item)) return true;
  const isLimitOf = limitOfBefore.test(lead);
  const isLimitSaid =
    numeral.kind === 'amount' &&
    (limitAfter.test(rest) || isLimitOf || (limitBefore.test(lead) && !partAfter.test(rest)));
  if (isLimitSaid && threshold !== null) return fitsSpans(numeral, item, [toSpan(threshold)]);
  const limits = isLimitSaid && !isLimitSeries(item) ? listLimits(question, item) : [];
  if (limits.length > 0) {
    return limits.some(({ course: of, item: limit }) => fitsSpans(numeral, limit, listLevels(question, of)));
  }
  // The limit of what has none is not how much of it there is.
  if (isLimitSaid && isLimitOf && !isLimitSeries(item)) return false;
  if (
    numeral.dimension === 'percent' &&
    numeral.kind === 'amount' &&
    (ofLimitAfter.test(rest) || ofThenAfter.test(rest))
  ) {
    return holdsAsFactor(
      {
        ...question,
        numeral: {
          ...numeral,
          kind: 'factor',
          value: numeral.value / 100,
          tolerance: (numeral.tolerance * scaleSlack) / 100,
        },
      },
      item,
      course,
    );
  }
  if (numeral.kind === 'factor')
    return holdsAsFactor(question, item, course) || isTimesSeen(question, item, course);
  if (numeral.kind === 'share') return holdsAsShare(question, item, course);
  const isWithinOf = withinBefore.test(lead) && ofLimitWithin.test(rest);
  if (isWithinOf || excessAfter.test(rest) || exceedsBy.test(lead)) {
    const isLimit = threshold === null && isLimitSeries(item);
    const limit = threshold ?? (isLimit ? course.last[1] : limitBeside(question, item));
    if (limit === null) return false;
    const ats = moments.flatMap((one): readonly Moment[] =>
      one.kind === 'at' ? [one] : one.kind === 'since' ? [{ ...one, kind: 'at', toMs: one.fromMs }] : [],
    );
    const measured = isLimit ? besideLimit(question, item) : [course];
    const levels = measured.flatMap((one) =>
      ats.length > 0
        ? ats.flatMap((moment) => listMomentSpans(one, moment))
        : [toSpan(one.last[1]), toSpan(one.high[1])],
    );
    return fitsSpans(
      { ...numeral, tolerance: numeral.tolerance * scaleSlack, ...(isWithinOf ? { bound: 'below' } : {}) },
      item,
      levels
        .map(([low, high]): Span => [Math.abs(low - limit), Math.abs(high - limit)])
        .map(([a, b]): Span => [Math.min(a, b), Math.max(a, b)]),
    );
  }
  const isSaidAsDifference =
    differenceBefore.test(lead) ||
    weakBefore.test(lead) ||
    differenceAfter.test(rest) ||
    (goneAfter.test(rest) && !/offline|unavail|down|missing|dead/i.test(item.about)) ||
    numeral.kind === 'points' ||
    differenceNoun.test(reading.sentence.slice(0, numeral.start)) ||
    orDifference.test(lead);
  // "by 4 percent (476 to 495)": a pair of levels.
  const isDifference = isSaidAsDifference && (byBefore.test(lead) || !pairAfter.test(rest));
  if (isDifference) {
    const steps = [
      ...listSteps(course, moments),
      ...(moments.every(({ source }) => source === 'now') ? listTurnSteps(course) : []),
    ];
    const way = wayOfDifference(question, item);
    const end = endOfDifference(question);
    const endsAt = (step: Step): boolean => end === null || fitsSpans(end.level, item, [step[end.side]]);
    const told = toldChange(item);
    const isTold = way !== null && told !== null && moments.every(({ source }) => source !== 'clock');
    if (isTold && fitsDifference({ ...numeral, tolerance: numeral.tolerance / scaleSlack }, item, [told]))
      return wayOfStep(told) === way && endsAt(told);
    const said = steps.filter((step) => (way === null || wayOfStep(step) === way) && endsAt(step));
    if (fitsDifference(numeral, item, said)) return true;
    const at = moments.find(({ kind }) => kind === 'at')?.toMs;
    const pairs = findRivals(question, item).flatMap((rival) => {
      if (rival.course === null || way !== null) return [];
      const times = at === undefined ? [course.first[0], course.last[0]] : [at];
      return times.flatMap((ms) => {
        const [a, b] = [rival.course === null ? null : spanAt(rival.course, ms, 0), spanAt(course, ms, 0)];
        return a === null || b === null ? [] : [{ from: a, to: b, fromMs: ms, toMs: ms }];
      });
    });
    if (fitsDifference(numeral, item, pairs)) return true;
  }
  if (
    fitsSpeed(
      numeral,
      item,
      [...listSteps(course, moments), ...listLegSteps(course, moments)],
      reading.sentence,
    )
  )
    return true;
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
