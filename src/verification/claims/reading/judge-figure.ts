/** Whether a number is what the cited items have for what its phrase says: a level, a difference, a factor, a share, a count. */
import { containsName } from '../contains-name.ts';
import { aroundOf, perEach } from './cues.ts';
import { fitsPair, pairOfFactor } from './factor-pair.ts';
import { countsLines, fitsWritten, holdsOfLogs, isCount } from './judge-count.ts';
import { findComparands, findPartOf, holdsPerOther } from './judge-ratio.ts';
import { holdsOfSeries } from './judge-series.ts';
import { isShareSeries, isWithin, listScales, toSpan, unitOf } from './levels.ts';
import type { Numeral } from './numeral.ts';
import type { Phrase } from './phrases.ts';
import { type Ruling, rule, silent } from './ruling.ts';
import { fitsApposition, fitsPassage, isNoFigure } from './stand-ins.ts';
import {
  conflicts,
  type Item,
  isCalledByMetric,
  isReadable,
  isSameRoot,
  measureFit,
  toRoots,
} from './subjects.ts';
import { listCarried, type NumeralQuestion } from './told-moments.ts';

export function holdsOf(question: NumeralQuestion, item: Item): boolean {
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
const countsNothing =
  /^\s(?:changes?|things?|deploys?|releases?|relays?|pods?|services?|nodes?|hosts?|steps?|signals?|series|reasons?|facts?|events?|tables?|instances?|of (?:them|these|those|the)|resolvers?|GPUs?|other)\b/i;

function isWindow({ numeral, reading }: NumeralQuestion): boolean {
  const seconds =
    numeral.dimension === 'seconds'
      ? numeral.value
      : numeral.dimension === 'none'
        ? numeral.value * 60
        : null;
  if (seconds === null) return false;
  const { lead, rest } = {
    lead: reading.sentence.slice(Math.max(0, numeral.start - 24), numeral.start),
    rest: reading.sentence.slice(numeral.end, numeral.end + 24),
  };
  const isSpan = /\b(?:in|over|within|during|for)\s(?:about |just |only |roughly |some )?$/i.test(lead);
  const isTold =
    /\bthe (?:last|past|previous|preceding|earlier|whole|first|entire)\s(?:full )?$|\b(?:preceding|earlier|previous) $/i.test(
      lead,
    ) ||
    (numeral.dimension === 'seconds' && /^\s(?:before|earlier)\b(?! the)/i.test(rest));
  if (!isTold && !isSpan) return false;
  // "in half an hour" may be said of 33 minutes.
  const slack = isTold ? Math.min(61, seconds / 2) : seconds * 0.12;
  return reading.items.some(
    ({ ground }) =>
      ground.kind === 'logs' &&
      ground.written.some((one) => one.dimension === 'seconds' && Math.abs(one.value - seconds) < slack),
  );
}

const lastSaid = /\bthe (?:last|past) $/i;

/** "an hour ago": a number that says when. */
function isInMoment({ numeral, reading }: NumeralQuestion): boolean {
  return reading.moments.some(
    ({ start, end, source, kind }) =>
      start <= numeral.start &&
      end > numeral.end - 1 &&
      !(
        source === 'relative' &&
        start === numeral.start &&
        end === numeral.end &&
        (kind === 'at' || !lastSaid.test(reading.sentence.slice(0, start)))
      ),
  );
}

/** Whether an item may be told of in the unit of a number at all. */
function canHave(numeral: Numeral, item: Item): boolean {
  if (item.course === null) {
    if (numeral.dimension === 'none') return numeral.perSeconds === null;
    return item.ground.written.some(({ dimension }) => dimension === numeral.dimension);
  }
  if (
    numeral.kind === 'factor' ||
    numeral.kind === 'share' ||
    (numeral.dimension === 'none' && numeral.perSeconds === null)
  )
    return true;
  const scales = listScales(item);
  return scales.some(({ dimension, perSeconds }) =>
    numeral.dimension === 'none' ? perSeconds !== null : dimension === numeral.dimension,
  );
}

/** Whether a text tells one number before the other. */
function isInOrder(from: Numeral, to: Numeral, { ground }: Item): boolean {
  const at = ({ value }: Numeral): number =>
    ground.written.findIndex((one) => Math.abs(one.value - value) <= Math.abs(value) * 0.01);
  return at(from) <= at(to);
}

/** Whether what leads up to a pair of levels ends with a word for how something moved: "went from", "rose sharply from". */
function isMovement({ ways, start }: Phrase, lead: string): boolean {
  const ends = [
    ...ways.map((way) => way.start + way.text.length - start),
    lead.search(/\b(?:went|goes|gone|going|moved)\b/i),
  ];
  return ends.some(
    (end) => end !== -1 && end <= lead.length && /^[a-z]*(?: [a-z]+)? from $/i.test(lead.slice(end)),
  );
}

/** "from 20 to 10": both of them are written in a change, in this order. */
function isPassage({ numeral, phrase, reading }: NumeralQuestion): Item | undefined {
  const { sentence, numerals, items } = reading;
  const pair = numerals.slice(1).flatMap((to, index) => {
    const from = numerals[index];
    const isPair =
      from !== undefined &&
      (numeral === from || numeral === to) &&
      /\bfrom $/i.test(sentence.slice(0, from.start)) &&
      /^\s?[a-z%]{0,4}\s?to $/i.test(sentence.slice(from.end, to.start));
    return isPair ? [[from, to] as const] : [];
  })[0];
  if (pair === undefined) return undefined;
  // "The counter went from 4 to 10": what moved so is what was measured, and not what somebody changed.
  const isMeasured = phrase.own.length > 0 && phrase.own.every(({ course }) => course !== null);
  if (isMeasured && isMovement(phrase, sentence.slice(phrase.start, pair[0].start))) return undefined;
  return items.find(
    (item) =>
      item.ground.kind === 'change' &&
      pair.every((one) => fitsWritten(one, item)) &&
      pair[0].value !== pair[1].value &&
      isInOrder(pair[0], pair[1], item),
  );
}

/** "losing ground by some 146": the distance of two numbers that the sentence tells before. */
const gapBefore =
  /\b(?:by|gap of|difference of|short by|shortfall of|deficit of|surplus of|behind by|ahead by)\s(?:about |around |roughly |nearly |almost |some |only |just |more than )*$/i;

/** "405 a second, less than a quarter of the 1,842": one number of the sentence against another. */
function relatesOthers(question: NumeralQuestion): boolean {
  const { numeral, reading } = question;
  const { lead, rest } = aroundOf(question);
  const isPer = numeral.kind === 'amount' && perEach.test(rest);
  const isGap = numeral.kind === 'amount' && gapBefore.test(lead);
  if (numeral.kind !== 'factor' && numeral.kind !== 'share' && !isPer && !isGap) return false;
  const plain = reading.numerals.filter((one) => one !== numeral && one.kind === 'amount' && one.value > 0);
  const scale = numeral.kind === 'share' ? 100 : 1;
  return plain.some((a) =>
    plain.some(
      (b) =>
        a !== b &&
        a.dimension === b.dimension &&
        (a.perSeconds === b.perSeconds || a.perSeconds === null || b.perSeconds === null) &&
        isWithin(numeral, toSpan(isGap ? Math.abs(a.value - b.value) : (a.value / b.value) * scale)),
    ),
  );
}

/** "set sample_rate to 0.1 again": a setting of which a cited change has this value. */
function findSetting({ numeral, phrase, reading }: NumeralQuestion): Item | undefined {
  const words = phrase.text.match(/\b[A-Za-z]\w*(?:[_.-]\w+)+|\b[a-z]+[A-Z]\w*/g) ?? [];
  return reading.items.find(
    (item) =>
      item.ground.kind === 'change' &&
      words.some((word) => containsName(item.ground.text, word)) &&
      fitsWritten(numeral, item),
  );
}

/** "the rise of traffic from 902 to 5678 saturated the CPU": what rose is not what its phrase names later. */
function isOfOtherNoun({ phrase, reading }: NumeralQuestion): boolean {
  const noun = /\b(?:rise|growth|increase|drop|fall|jump|surge|climb) (?:of|in) ([a-z][a-z ]{2,30}) from $/i;
  const starts = phrase.numerals.map(({ start }) => noun.exec(reading.sentence.slice(0, start))?.[1]);
  const said = starts.find((one) => one !== undefined);
  return said !== undefined && phrase.items.every((item) => measureFit(said, item, []) < 1);
}

const upDown =
  /\b(up|down)(?: again)?\s(?:to|from)\s(?:about |around |roughly |nearly |almost |just |only |some )*$/i;

/** "down to 20006 from 15418", "3.9, up from 4.5": the way that is said and the two numbers belie each other. */
function isTurnedPair({ numeral, reading }: NumeralQuestion): boolean {
  const { sentence, numerals } = reading;
  const lead = sentence.slice(Math.max(0, numeral.start - 40), numeral.start);
  const way = upDown.exec(lead);
  if (way === null || numeral.kind !== 'amount') return false;
  const isFrom = /\bfrom\b/i.test(way[0]);
  const alike = numerals.filter(
    (one) => one !== numeral && one.kind === 'amount' && one.dimension === numeral.dimension,
  );
  const next = alike.find(({ start }) => start >= numeral.end);
  const isNext =
    next !== undefined &&
    new RegExp(`^[^,;()\\d]{0,24}\\s${isFrom ? 'to' : 'from'}\\s(?:[a-z]+\\s){0,2}$`, 'i').test(
      sentence.slice(numeral.end, next.start),
    );
  const before = alike.findLast(({ end }) => end <= numeral.start);
  const isBefore =
    before !== undefined &&
    isFrom &&
    /^[^,;()\d]{0,12},?\s\(?$/.test(sentence.slice(before.end, numeral.start - way[0].length));
  const other = isNext ? next : isBefore ? before : undefined;
  if (other === undefined) return false;
  const [from, to] = isFrom ? [numeral.value, other.value] : [other.value, numeral.value];
  return way[1]?.toLowerCase() === 'up' ? to < from : to > from;
}

const verbAfter = /^\s(?:[a-z-]+\s){0,2}?(?:was|were|got|have been|had been)\s(?:[a-z]+ly\s)?([A-Za-z-]{4,})/;

/** "Seven pods were OOMKilled": the one series, or pattern of lines, that is called as what counts that. */
function findCounter({ numeral, phrase, reading }: NumeralQuestion): Item | undefined {
  // "two fifths of the forty runners": of how many, not how many of them.
  if (/\bof (?:the |its |all )?$/i.test(reading.sentence.slice(0, numeral.start))) return undefined;
  const verb = verbAfter.exec(reading.sentence.slice(numeral.end))?.[1];
  const roots = verb === undefined ? [] : toRoots(verb);
  const [only, other] = phrase.own.filter(
    (item) =>
      (item.course !== null || item.ground.kind === 'logs') &&
      item.stems.some((stem) => roots.some((root) => isSameRoot(stem, root))),
  );
  return other === undefined && numeral.value >= 2 ? only : undefined;
}

const nearlyAll = /^(?:most|\w+ all)$/i;
const ofCourse =
  /^\s(?:of )?(?:the |its |this |that )?(?:[a-z-]+ ){0,2}(?:increase|rise|growth|drop|decline|fall|decrease|loss)\b/i;

/** "most of the lookups": wrong only of what measures that part, or the whole and the part. */
function judgeMost(question: NumeralQuestion): Ruling | null {
  const { phrase } = question;
  const support = phrase.items.find((item) => holdsOf(question, item)) ?? findPartOf(question);
  if (support !== undefined) return { holds: true, item: support };
  const [own] = phrase.own;
  const isPart = phrase.own.every((item) => item.course !== null && isShareSeries(item));
  if (own === undefined || ofCourse.test(aroundOf(question).rest)) return null;
  const wholes = findComparands(question);
  const isOfWhole = wholes !== null && phrase.own.some((item) => !wholes.includes(item));
  return isPart || isOfWhole ? { holds: false, item: own, actual: null } : null;
}

/** Looks a number up in the items that its phrase speaks of; null when there is nothing to say of it. */
export function judgeFigure(question: NumeralQuestion): Ruling | null {
  const { numeral, phrase, reading } = question;
  const { rest } = aroundOf(question);
  if (numeral.isSpelled && isCount(numeral) && numeral.kind === 'amount') {
    const item = phrase.items.find((one) => holdsOf(question, one));
    if (item !== undefined) return { holds: true, item };
    const [line] = phrase.own;
    const isOfLines = line !== undefined && phrase.own.every((one) => countsLines(question, one));
    const counter = isOfLines ? line : findCounter(question);
    return counter === undefined ? null : { holds: false, item: counter, actual: null };
  }
  if (numeral.isSpelled && nearlyAll.test(numeral.text)) return judgeMost(question);
  if (countsNothing.test(rest) && numeral.value < 10 && isCount(numeral)) return silent;
  if (isTurnedPair(question)) return { holds: false, item: phrase.items[0] ?? null, actual: null };
  if (isWindow(question) || isInMoment(question) || isNoFigure(question)) return silent;
  if (
    /^(?:twice|thrice)$/i.test(numeral.text) &&
    phrase.own.every((item) => item.course === null || unitOf(item) !== 'count') &&
    !/^\s(?:its|the|as|that|those|what|\d)\b/i.test(rest)
  )
    return silent;
  if (phrase.isAstray && reading.items.every(isReadable))
    return { holds: false, item: reading.items[0] ?? null, actual: null };
  const pair = pairOfFactor(question);
  if (pair !== null) {
    // Whether the levels themselves are right, their own numbers are asked.
    const [item] = phrase.items;
    const isRight = fitsPair(numeral, pair);
    if (!isRight || item !== undefined)
      return isRight && item !== undefined
        ? { holds: true, item }
        : { holds: false, item: item ?? null, actual: null };
  }
  const support = phrase.items.find((item) => holdsOf(question, item));
  if (support !== undefined) return { holds: true, item: support };
  // "they reached 1,024": of what, it does not say, and a change has no course.
  const isOfChange = phrase.own.length === 0 && phrase.items.every(({ ground }) => ground.kind === 'change');
  if (isOfChange) {
    const series = reading.items.find(
      (item) => item.course !== null && canHave(numeral, item) && holdsOf(question, item),
    );
    if (series !== undefined) return { holds: true, item: series };
  }
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
  const apposed = reading.items.find((item) => phrase.items.includes(item) && fitsApposition(question, item));
  if (apposed !== undefined) return { holds: true, item: apposed };
  if (phrase.items.every(({ course }) => course === null) || isOfOtherNoun(question)) {
    const moved = reading.items.find(
      (item) => item.course !== null && !conflicts(item, phrase.named) && fitsPassage(question, item),
    );
    if (moved !== undefined) return { holds: true, item: moved };
    const able = reading.items.filter((item) => item.course !== null && canHave(numeral, item));
    const [only] = able;
    if (
      numeral.dimension !== 'none' &&
      numeral.dimension !== 'seconds' &&
      able.length === 1 &&
      only !== undefined &&
      !conflicts(only, phrase.named) &&
      !phrase.items.some((item) => canHave(numeral, item)) &&
      holdsOf(question, only)
    )
      return { holds: true, item: only };
  }
  const passage = isPassage(question);
  if (passage !== undefined) return { holds: true, item: passage };
  // "120 of the 9,000", and what has no words of its own for what it is of.
  const earlier = reading.phrases.slice(0, phrase.index);
  const isUntold = phrase.own.length === 0 && earlier.every(({ own }) => own.length === 0);
  const isWritten = phrase.own.some((item) => isCalledByMetric(item, phrase.text.toLowerCase()));
  const isOpen =
    isUntold ||
    // "213 of 5678 requests": the part is measured by another series than the whole.
    /^\s(?:out )?of (?:the |its |all )?\d/i.test(rest) ||
    ((!isWritten || !/\b(?:maximum|minimum|peak|low|high|value) of $/i.test(aroundOf(question).lead)) &&
      /(?<!limit |threshold |level |increase |drop |rise |loss )\bof (?:the |its |all )?$/i.test(
        reading.sentence.slice(0, numeral.start),
      ));
  if (isOpen && phrase.items.every(isReadable)) {
    const open = reading.items.find(
      (item) =>
        item.course !== null &&
        !phrase.items.includes(item) &&
        !conflicts(item, phrase.named) &&
        earlier.every(({ named }) => !conflicts(item, named)) &&
        canHave(numeral, item) &&
        holdsOf(question, item),
    );
    if (open !== undefined) return { holds: true, item: open };
  }
  const part = findPartOf(question);
  if (part !== undefined) return { holds: true, item: part };
  const ratio = perEach.test(rest) ? reading.items.find((item) => holdsPerOther(question, item)) : undefined;
  if (ratio !== undefined) return { holds: true, item: ratio };
  const setting = findSetting(question);
  if (setting !== undefined) return { holds: true, item: setting };
  const [any] = phrase.items;
  if (any !== undefined && relatesOthers(question)) return { holds: true, item: any };
  const meant = phrase.own.length > 0 ? phrase.own : reading.items;
  if (reading.items.length === 0 || !meant.every(isReadable)) return null;
  // Of what it speaks, it does not say itself: other evidence may have it.
  if (phrase.own.length === 0) return { holds: false, item: null, actual: null };
  return rule(undefined, phrase.items.find(({ course }) => course !== null) ?? phrase.items[0]);
}
