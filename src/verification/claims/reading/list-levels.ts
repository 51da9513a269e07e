/** The values of a series that a number can mean as a level. */
import { type Course, isCalm, listRuns, rangeOf } from './course.ts';
import {
  aroundOf,
  baseAfter,
  baseBefore,
  leads,
  lowBefore,
  nowBefore,
  peakBefore,
  peakSentence,
  ranges,
  toOnly,
} from './cues.ts';
import {
  listBaseSpans,
  listCalmSpans,
  listMomentSpans,
  listReachedSpans,
  listTurnSpans,
  type Span,
  spanAt,
  toSpan,
} from './levels.ts';
import type { Moment } from './moments.ts';
import { neverAbove, neverBelow } from './never-beyond.ts';
import type { Numeral } from './numeral.ts';
import { besideOf, momentsOf, type NumeralQuestion } from './told-moments.ts';

const startsMove = /\b(?:began|begun|begins?|start(?:ed|s)?|set in|took off)\b/i;

/** "has been at 93 % since 02:12": so it was at that time already. */
const stateLead =
  /\b(?:been|stayed|remained|stuck|pinned|sat|hovered) (?:stuck |steady |level |pinned |constant |flat )?(?:at |around |near )?(?:about |around |roughly |exactly )?$/i;

/** "1.46 s higher than 23 minutes before": so it was compared with, and not when it was what else is told. */
function isComparand({ source, isExact, start }: Moment, sentence: string): boolean {
  return (
    source === 'relative' &&
    isExact === true &&
    /\bthan (?:(?:it|they) (?:was|were|had been|did|had|got) )?(?:about |around |roughly )?$/i.test(
      sentence.slice(0, start),
    )
  );
}

/** "Until 02:34 it was 1 s": so it was up to then. */
const wasLead = leads(
  'was|were|stood at|was at|were at|had been|had been at|stayed at|remained at|used|held|took|had',
);

function isState({ phrase, reading }: NumeralQuestion, lead: string, { kind, start, end }: Moment): boolean {
  if (kind !== 'until') return stateLead.test(lead);
  const isUntil = /\b(?:until|till|up to)\b/i.test(reading.sentence.slice(start, end));
  return wasLead.test(lead) || (isUntil && phrase.ways.length === 0 && !/\bhad\b/i.test(phrase.text));
}

/** "half of the lookups are hits" */
const nowAfter = /^\sof (?:the|its|their|all) [^,;]{1,60}?\s(?:is|are)\s/i;

/** "back to 62": it went away from there, and returned. */
const backTo =
  /\bback (?:up |down )?(?:to|at)\s(?:about |around |roughly |its usual |the usual |nearly |almost )*$/i;

/** The values of a series that a numeral can mean as a level. */
export function listLevels(question: NumeralQuestion, course: Course): readonly Span[] {
  const { numeral, phrase, reading } = question;
  const { lead, rest } = aroundOf(question);
  const moments = momentsOf(question).filter((one) => !isComparand(one, reading.sentence));
  const beside = besideOf(numeral, moments, reading.sentence);
  const isWindowed = moments.some(({ kind }) => kind !== 'at');
  if (
    !isWindowed &&
    (peakBefore.test(lead) || neverAbove.test(reading.sentence.slice(phrase.start, numeral.start)))
  )
    return [toSpan(course.high[1])];
  if (
    !isWindowed &&
    (lowBefore.test(lead) || neverBelow.test(reading.sentence.slice(phrase.start, numeral.start)))
  )
    return [toSpan(course.low[1])];
  if (/\b(?:earlier|previous|former|old|original|initial)\s(?:(?:[a-z]+\s){1,2}(?:of|at)\s)?$/i.test(lead))
    return [...listBaseSpans(course)];
  if (!isWindowed && ranges.test(reading.sentence.slice(phrase.start, numeral.start)))
    return [toSpan(course.low[1]), toSpan(course.high[1]), ...listTurnSpans(course)];
  const opening = openingExtreme(question);
  if (opening !== null) return [toSpan(opening === 'high' ? course.high[1] : course.low[1])];
  if (beside !== undefined && beside.source !== 'now')
    return levelsOf(numeral, course, beside, isState(question, lead, beside));
  if (peakBefore.test(lead)) return [toSpan(course.high[1])];
  if (lowBefore.test(lead)) return [toSpan(course.low[1])];
  const isUsual = /^\W*(?:normally|usually|typically|ordinarily|otherwise|before that|previously)\b/i.test(
    phrase.text,
  );
  const isBase = isUsual || baseBefore.test(lead) || (baseAfter.test(rest) && !toOnly.test(lead));
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
  const isNow = nowBefore.test(lead) || (numeral.kind === 'share' && nowAfter.test(rest));
  if (moments.length === 0 && isNow && !isBase) {
    return [toSpan(course.last[1])];
  }
  if (moments.length === 0 || isLater) {
    if (isLater && !startsMove.test(phrase.text))
      return [...nearestOf(numeral, moments).flatMap((one) => levelsIn(course, one))];
    if (peakSentence.test(phrase.text)) return [toSpan(course.high[1]), ...listTurnSpans(course)];
    if (backTo.test(lead))
      return [
        toSpan(course.last[1]),
        ...listRuns(course)
          .slice(1)
          .map(({ to }) => toSpan(to)),
      ];
    const reached = toOnly.test(lead) ? listReachedSpans(course) : listTurnSpans(course);
    return [...reached, ...listWithin(question, course), ...listCalmSpans(course)];
  }
  const [window] = windows;
  if (window !== undefined && /\bto\s[^,;]{0,20}$/i.test(lead)) {
    const [end, range] = [
      spanAt(course, window.toMs, window.slackMs),
      rangeOf(course, window.fromMs, window.toMs),
    ];
    return end === null || range === null ? [] : [end, toSpan(range[0]), toSpan(range[1])];
  }
  return nearestOf(numeral, moments).flatMap((one) =>
    levelsOf(numeral, course, one, isState(question, lead, one)),
  );
}

/** "At its lowest (05:41) the p95 was 462 ms": which extreme the first number of the sentence is of. */
function openingExtreme({ numeral, phrase, reading }: NumeralQuestion): 'high' | 'low' | null {
  const match =
    /^\s?At (?:its|the|their) (?:(peak|height|highest|maximum|worst)|(lowest|minimum|low))\b(?! of)/i.exec(
      reading.sentence,
    );
  const first = reading.numerals.find(
    ({ dimension, start }) => dimension !== 'seconds' || start >= phrase.start,
  );
  if (match === null || first !== numeral || phrase.ways.length > 0) return null;
  const isStated =
    /\b(?:was|is|were|are|stood at|at|had|reached)\s(?:about |around |roughly |only |some |just |nearly )?$/i;
  if (!isStated.test(reading.sentence.slice(0, numeral.start))) return null;
  return match[1] === undefined ? 'low' : 'high';
}

/** Of several moments those that a number is told of: all of them but "now", unless that is the nearest. */
function nearestOf({ start, end }: Numeral, moments: readonly Moment[]): readonly Moment[] {
  const distance = (one: Moment): number => (one.start >= end ? one.start - end : start - one.end);
  const nearest = moments.toSorted((a, b) => distance(a) - distance(b));
  return nearest.slice(0, 2);
}

/** What has been above 90 since 02:48 was so then. */
function levelsOf({ bound }: Numeral, course: Course, moment: Moment, isState = false): readonly Span[] {
  if (moment.kind === 'until' && isState) return listMomentSpans(course, moment);
  // "has been at 89 since 18:12" is not so of what has left it.
  if (moment.kind === 'since' && moment.source === 'clock' && isState && bound === null) {
    const range = rangeOf(course, moment.fromMs + course.stepMs + moment.slackMs, course.last[0]);
    if (range !== null && !isCalm(range[0], range[1])) return [];
  }
  return moment.kind === 'since' && (bound !== null || isState)
    ? listMomentSpans(course, { ...moment, kind: 'at', toMs: moment.fromMs })
    : levelsIn(course, moment);
}

function levelsIn(course: Course, moment: Moment): readonly Span[] {
  const ends = listMomentSpans(course, moment);
  if (moment.kind === 'at') return ends;
  const { fromMs, toMs } = moment;
  const turns = course.turns.flatMap(([ms, value]) =>
    ms >= fromMs - 60_000 && ms <= toMs + 60_000 ? [toSpan(value)] : [],
  );
  return [...ends, ...turns];
}

/** "to 5.2 million within four minutes": how far it had come after so long a time. */
function listWithin({ reading }: NumeralQuestion, course: Course): readonly Span[] {
  const { sentence, numerals } = reading;
  const spans = numerals.filter(
    ({ dimension, start }) =>
      dimension === 'seconds' &&
      /\b(?:within|in|over|inside)\s(?:about |just |only |some |roughly )?$/i.test(sentence.slice(0, start)),
  );
  return spans.flatMap(({ value }) =>
    course.legs.flatMap(({ fromMs, way }) => {
      const span = way === 'flat' ? null : spanAt(course, fromMs + value * 1000, 0);
      return span === null ? [] : [span];
    }),
  );
}
