/** Factors and shares: how many times as much, which part of it. */
import { containsName } from '../contains-name.ts';
import { isRestOf } from '../readings.ts';
import { listSteps, listToldSteps, listTurnSteps, ratioOf, type Step } from './changes-of-value.ts';
import type { Course } from './course.ts';
import { aroundOf, limitWord, peakSentence, vague } from './cues.ts';
import {
  fitsSpans,
  isShareSeries,
  isWithin,
  listMomentSpans,
  type Span,
  spanAt,
  thresholdOf,
  toSpan,
  unitOf,
} from './levels.ts';
import { listLevels } from './list-levels.ts';
import { limitBeside } from './measured-limits.ts';
import type { Moment } from './moments.ts';
import type { Numeral } from './numeral.ts';
import { type Item, isOtherQuantile, measureFit } from './subjects.ts';
import { findSpanOf, momentsOf, type NumeralQuestion, subjectText } from './told-moments.ts';

/** The items that it is set against by name; null where it is none, or only itself. */
function listNamedRivals(question: NumeralQuestion, item: Item): readonly Item[] | null {
  const comparands = findComparands(question);
  const isAlike = (one: Item): boolean => unitOf(one) === unitOf(item);
  if (comparands === null || !comparands.some(isAlike)) return null;
  const { phrase, reading } = question;
  // "a (408 ms) is a third of b", "a has 190, 38 times as many as b": the clause goes on.
  const goesOn = /^[\s,()]*$/.test(phrase.lead);
  const told = goesOn ? reading.phrases.slice(0, phrase.index).flatMap(({ own }) => own) : [];
  const others = [...phrase.items, ...told].filter((one) => isAlike(one) && one.course !== null);
  if (!comparands.includes(item)) return comparands;
  return others.some((one) => !comparands.includes(one)) ? [] : null;
}

/** The items that something may be compared with: of its own phrase, of those behind, of those before. */
export function findRivals({ phrase, reading }: NumeralQuestion, item: Item): readonly Item[] {
  const [before, after] = [reading.phrases.slice(0, phrase.index), reading.phrases.slice(phrase.index + 1)];
  const same = [phrase, ...after, ...before]
    .flatMap(({ own }) => own)
    .filter((one) => one !== item && one.course !== null && unitOf(one) === unitOf(item));
  return [...new Set(same)];
}

const againstOther =
  /\b(?:that|those|the one|the ones) (?:of|on|at|in|from|seen on|for)\b|\bthan\b|\bas (?:many|much|large|high|long|slow)\b|\bcompared with\b|\bslower than\b|\btimes (?:that|those)\b|\bas [a-z-]+(?: [a-z-]+){0,3} as\b|\bapart\b|\bthe \d/i;

const ofOther = /^\sof (?:its|their|that|those|what)\b/i;

const gapped = /^\s?(?:%|percent)?\sand\s[^,;()]{1,48}?\d(?=\s?(?:%|percent)\sof\b)/i;
const comparandAfter =
  /^\s?(?:%|percent|times)?\s?(?:of|times|as [a-z]+(?: [a-z]+){0,3}? as)?\s?(?:that of|those of|its|their|the|all|as)?\s?(?=[a-z])([^,;()]{3,60})/i;
const noSeries =
  /\b(?:threshold|limit|what|usual|normal|previous|earlier|former|original|initial|before|own|peak|maximum|minimum|increase|rise|growth|drop|loss)\b/i;

/**
 * "a third of its server p99", "4 % of the requests", "three times that of b": the other series of this unit that is named
 * behind the number. Null where none is.
 */
export function findComparands({ numeral, reading }: NumeralQuestion): readonly Item[] | null {
  // "a takes 69 % and b 58 % of c's": of what, is told once.
  const rest = reading.sentence.slice(numeral.end, numeral.end + 140).replace(gapped, '');
  const text =
    /^\s?(?:%|percent|times)?\s?(?:of|times|that of|those of|as [a-z]+(?: [a-z]+){0,3}? as)\b/i.test(rest)
      ? (comparandAfter.exec(rest)?.[1] ?? '')
      : '';
  if (text === '' || noSeries.test(text)) return null;
  const fits = reading.items
    .filter((item) => item.course !== null && !isOtherQuantile(item, text))
    .map((item) => ({ item, fit: fitOf(text, item) }));
  const best = Math.max(0, ...fits.map(({ fit }) => fit));
  return best < 1 ? null : fits.filter(({ fit }) => fit === best).map(({ item }) => item);
}

function fitOf(text: string, item: Item): number {
  const lower = text.toLowerCase();
  const names = item.labels.filter(([, value]) => containsName(lower, value));
  return measureFit(text, { ...item, labels: [] }, []) + names.length;
}

/** The part or multiple that one series is of another at a time. */
function ratioAt(one: Item, other: Item, ms: number): Span | null {
  if (one.course === null || other.course === null) return null;
  const [a, b] = [spanAt(one.course, ms, 0), spanAt(other.course, ms, 0)];
  return a === null || b === null || b[0] <= 0 ? null : [a[0] / b[1], a[1] / b[0]];
}

function listComparandRatios(
  question: NumeralQuestion,
  item: Item,
  comparands: readonly Item[],
): readonly Span[] {
  const ms = momentsOf(question).find(({ kind }) => kind === 'at')?.toMs ?? item.course?.last[0] ?? 0;
  return comparands.flatMap((other): readonly Span[] => {
    if (other === item || unitOf(other) !== unitOf(item)) return [];
    const ratio = ratioAt(item, other, ms);
    return ratio === null ? [] : [ratio];
  });
}

/** "4 % of the requests end in an error", "38 times as many as b": the series that is so much of the one that is named. */
export function findPartOf(question: NumeralQuestion): Item | undefined {
  const { numeral, phrase, reading } = question;
  const isShare = numeral.kind === 'share' || (numeral.kind === 'amount' && numeral.dimension === 'percent');
  if (!isShare && numeral.kind !== 'factor') return undefined;
  const comparands = findComparands(question);
  if (comparands === null) return undefined;
  const told = reading.phrases.slice(0, phrase.index + 1).flatMap(({ own }) => own);
  const scale = isShare ? 100 : 1;
  const own = phrase.own.filter((item) => item.course !== null && !comparands.includes(item));
  const meant = !isShare ? told : own.length > 0 ? own : reading.items;
  return meant.find(
    (item) =>
      item.course !== null &&
      !comparands.includes(item) &&
      listComparandRatios(question, item, comparands).some(([low, high]) =>
        isWithin(numeral, [low * scale, high * scale]),
      ),
  );
}

/** How many times as much one series has as another at the time that is told. */
function listRivalRatios(question: NumeralQuestion, item: Item, course: Course): readonly Span[] {
  const ats = momentsOf(question).filter(({ kind }) => kind === 'at');
  return findRivals(question, item).flatMap((rival): readonly Span[] => {
    if (rival.course === null) return [];
    const at = ats[0]?.toMs ?? course.last[0];
    const [one, other] = [spanAt(course, at, 0), spanAt(rival.course, at, 0)];
    if (one === null || other === null || other[0] === 0 || one[0] === 0) return [];
    return [
      [one[0] / other[1], one[1] / other[0]],
      [other[0] / one[1], other[1] / one[0]],
    ];
  });
}

/** "19 waiting jobs for every runner": so many times what another series has. */
export function holdsPerOther(question: NumeralQuestion, item: Item): boolean {
  const ms = momentsOf(question).find(({ kind }) => kind === 'at')?.toMs ?? item.course?.last[0] ?? 0;
  return question.reading.items.some((other) => {
    const ratio = other === item || unitOf(other) !== unitOf(item) ? null : ratioAt(item, other, ms);
    return ratio !== null && isWithin(question.numeral, ratio);
  });
}

const thanThen =
  /^[^,;()]{0,30}\b(?:what|as|than|that|its (?:level|value)|the \d[\d.,]*)(?!\w)[^,;()]{0,40}$/i;

/** "four times what it was 23 min before": from then to now, or to the peak that is told. */
function stepSince(
  { numeral, phrase, reading }: NumeralQuestion,
  course: Course,
  moments: readonly Moment[],
): readonly Step[] | null {
  const then = moments.find(
    ({ kind, source, start }) =>
      kind === 'at' && (source === 'relative' || source === 'clock') && start >= numeral.end,
  );
  if (then === undefined || !thanThen.test(reading.sentence.slice(numeral.end, then.start))) return null;
  const [now, other] = moments.filter((one) => one !== then && one.source !== 'now');
  if (other !== undefined || (now !== undefined && (now.kind !== 'at' || now.start > numeral.start)))
    return null;
  const [from] = listMomentSpans(course, then);
  if (from === undefined) return null;
  if (now !== undefined) {
    const [to] = listMomentSpans(course, now);
    return to === undefined ? null : [{ from, to, fromMs: then.toMs, toMs: now.toMs }];
  }
  const to = peakSentence.test(phrase.text) ? course.high : course.last;
  return [{ from, to: toSpan(to[1]), fromMs: then.toMs, toMs: to[0] }];
}

/** The steps that came about in a span which a phrase tells and its item, too. */
function listSpanSteps(
  question: NumeralQuestion,
  course: Course,
  moments: readonly Moment[],
): readonly Step[] | null {
  const seconds = moments.some(({ source }) => source === 'clock') ? null : findSpanOf(question);
  const steps = seconds === null ? null : listToldSteps(course, seconds);
  // "has tripled": to what it is now, and not to where it was on the way.
  const isPerfect = /\b(?:has|have)\b/i.test(question.phrase.text);
  return isPerfect ? (steps?.slice(0, 1) ?? null) : steps;
}

function listRatios(question: NumeralQuestion, item: Item, course: Course): readonly Span[] {
  const { phrase, reading } = question;
  const rivals = listNamedRivals(question, item);
  if (rivals !== null) return listComparandRatios(question, item, rivals);
  const { rest } = aroundOf(question);
  const moments = momentsOf(question);
  const ats = moments.filter(({ kind }) => kind === 'at');
  const threshold = thresholdOf(item) ?? limitBeside(question, item, ats[0]?.toMs);
  const ofLimit = new RegExp(`^.{0,44}\\b${limitWord}\\b`, 'i').test(rest.split(/,\s|;/)[0] ?? '');
  if (ofLimit && threshold !== null && threshold !== 0) {
    const levels =
      ats.length > 0
        ? ats.flatMap((one) => listMomentSpans(course, one))
        : [toSpan(course.last[1]), toSpan(course.high[1])];
    return levels.map(([low, high]) => [low / threshold, high / threshold]);
  }
  const others = againstOther.test(reading.sentence.slice(phrase.start, phrase.start + 240))
    ? listRivalRatios(question, item, course)
    : [];
  const dated = moments.filter(({ source }) => source !== 'now' || moments.length > 1);
  // A factor is told of the level around a time: the very point may be halfway up already.
  const around = dated.flatMap((one) =>
    one.kind === 'since' && one.source === 'clock' ? [{ ...one, slackMs: Math.max(1, one.slackMs) }] : [],
  );
  const ownSteps = [...listSteps(course, dated), ...(around.length === 0 ? [] : listSteps(course, around))];
  const since = stepSince(question, course, moments) ?? listSpanSteps(question, course, moments);
  const own = since ?? [
    ...ownSteps,
    ...(moments.every(({ kind, source }) => kind === 'at' && source === 'now') ? listTurnSteps(course) : []),
  ];
  const ratios = own.flatMap((step) => {
    const ratio = ratioOf(step);
    return ratio === null ? [] : [ratio];
  });
  return [...others, ...ratios];
}

const multiplies = /\b(?:doubl|trebl|tripl|quadrupl|quintupl)(?:ed|ing|es?)\b/i;

export function holdsAsFactor(question: NumeralQuestion, item: Item, course: Course): boolean {
  const { numeral } = question;
  const ratios = listRatios(question, item, course);
  const isDated =
    stepSince(question, course, momentsOf(question)) !== null || listNamedRivals(question, item) !== null;
  return ratios.some(([low, high]) => {
    if (isWithin(numeral, [low, high])) return true;
    // "fell 3-fold" counts down; "a quarter of what it was an hour before" and "doubled" do not.
    return !isDated && !multiplies.test(numeral.text) && low > 0 && isWithin(numeral, [1 / high, 1 / low]);
  });
}

const ofLimit = new RegExp(`^\\s(?:of )?(?:its|the|their|what)\\b.{0,30}\\b${limitWord}\\b`, 'i');
const ofThen = /^\sof (?:its|their|what|that|those)\b/i;
const ofWhole = /^\sof (?:its|the|all|every)\b/i;
const comparand = /\b(?:what|before|previous|earlier|former|usual|original|that|than)\b|(?<![\w.-])\d\b/i;
const progressAfter =
  /^\sof the (?:[a-z-]+\s){0,3}?(?:increase|rise|growth|drop|decline|fall|decrease|loss|additional|extra|climb|jump)\b/i;

/** "two fifths of the forty runners": the number that it is a share of. */
function wholeOf({ numeral, reading }: NumeralQuestion): Numeral | null {
  const next = reading.numerals.find(({ start }) => start >= numeral.end);
  const between = next === undefined ? '' : reading.sentence.slice(numeral.end, next.start);
  return next !== undefined && next.kind === 'amount' && /^\sof (?:the |its |all |their )?$/i.test(between)
    ? next
    : null;
}

/** What is left of the whole, in the unit in which a part of it is measured. */
function toRest([low, high]: Span, item: Item): Span {
  const whole = unitOf(item) === 'percent' ? 100 : 1;
  return [whole - high, whole - low];
}

export function holdsAsShare(question: NumeralQuestion, item: Item, course: Course): boolean {
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
  if (ofLimit.test(rest.split(/,\s|;/)[0] ?? '')) {
    return holdsAsFactor(
      {
        ...question,
        numeral: {
          ...numeral,
          kind: 'factor',
          dimension: 'none',
          value: numeral.value / 100,
          tolerance: numeral.tolerance / 100,
        },
      },
      item,
      course,
    );
  }
  const whole = wholeOf(question);
  if (whole !== null) {
    const value = (numeral.value / 100) * whole.value;
    const part = { ...whole, value, tolerance: (numeral.tolerance / 100) * whole.value };
    // "of the 320 that it had an hour before": that is when it had these.
    const carried = moments.filter(({ source, start }) => source !== 'relative' || start < numeral.start);
    const levels = listLevels({ ...question, numeral: { ...numeral, ...part }, carried }, course);
    return fitsSpans(part, item, levels);
  }
  const rivals = listNamedRivals(question, item);
  if (rivals !== null)
    return listComparandRatios(question, item, rivals).some(([low, high]) =>
      isWithin(numeral, [low * 100, high * 100]),
    );
  if (isShareSeries(item)) {
    const levels = listLevels(question, course);
    const isRest = isRestOf(subjectText(question), item.ground.subject);
    if (fitsSpans(numeral, item, isRest ? levels.map((span) => toRest(span, item)) : levels)) return true;
  }
  const since = stepSince(question, course, moments) ?? listSpanSteps(question, course, moments);
  const changes =
    /\b(?:by|lost|shed) $/i.test(lead.replace(new RegExp(`${vague}$`, 'i'), '')) ||
    /\b(?:gone|lost|fewer|less|disappeared|dropped out)\b/i.test(rest);
  // Of what is a share itself, "more than half" is how much it is, unless something is said to have come of it.
  const isMoved = changes || ofThen.test(rest) || phrase.ways.length > 0;
  if (isShareSeries(item) && !comparand.test(rest) && (ofWhole.test(rest) || !isMoved)) return false;
  const steps = since ?? [
    ...listSteps(course, moments),
    ...(moments.every(({ source }) => source === 'now') ? listTurnSteps(course) : []),
  ];
  const others =
    againstOther.test(phrase.text) || ofOther.test(rest) ? listRivalRatios(question, item, course) : [];
  if (others.some(([low, high]) => isWithin(numeral, [low * 100, high * 100]))) return true;
  return steps.some((step) => {
    const ratio = ratioOf(step);
    if (ratio === null) return false;
    const parts: readonly Span[] = changes
      ? [[Math.abs(1 - ratio[1]) * 100, Math.abs(1 - ratio[0]) * 100]]
      : [[ratio[0] * 100, ratio[1] * 100]];
    return parts.some(([a, b]) => isWithin(numeral, [Math.min(a, b), Math.max(a, b)]));
  });
}
