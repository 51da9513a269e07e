/** Whether the one that is said to be more is more: two series at one time, one at two times, one and its threshold, counts of lines. */
import { rangeOf, valueAt } from './course.ts';
import { thresholdOf, unitOf } from './levels.ts';
import type { Moment } from './moments.ts';
import { type Part, readPart } from './parts.ts';
import type { Reading } from './phrases.ts';
import type { Ruling } from './ruling.ts';
import { type Directory, type Item, isSameRoot, metricOf, toRoots } from './subjects.ts';

export interface ComparisonRuling {
  readonly text: string;
  readonly start: number;
  readonly ruling: Ruling;
}

const more =
  'more|higher|larger|greater|bigger|slower|longer|fuller|busier|more frequent|more often|older|further behind|farther behind';
const fewer = 'fewer|less|lower|smaller|faster|shorter|quicker|less often|less frequent|rarer|younger';
const comparison = new RegExp(`\\b(?:(${more})|(${fewer}))\\b((?:[^;.]|\\.(?=\\d)){0,90}?)\\bthan\\b`, 'i');
const outnumbers = /\b(?:(outnumber(?:s|ed)?|exceed(?:s|ed)?|surpass(?:es|ed)?|outweigh(?:s|ed)?))\b/i;
/** "is below its p90": that is no threshold, and no earlier level. */
const liesBeyond =
  /\b(?:is|are|was|were|stays|stayed|remains|remained|lies|sits|runs)\s(?:(?:now|still|well|far|just|even|already|clearly|slightly)\s)*(?:(above|over|beyond)|(below|under|beneath))(?=\s(?:its|their|the|that of|those of)\s(?!(?:[\d.,]+\s?\w*\s)?(?:alert\w*|threshold|limit|ceiling|target|usual|normal|earlier|former|previous|original|initial|old|own|level|baseline|average)\b))/i;
const denied = /\b(?:not|no|never|neither|would|could|should|may|might|if)\b|n['’]t\b/i;

const limit = '(?:alert(?:ing)? )?(?:threshold|limit|ceiling)';
const side = new RegExp(
  `\\b(?:(above|over|beyond|past|exceeds|exceeding|higher than)|(below|under|beneath|within|lower than|short of))\\s(?:its|the|their)\\s(?:[\\d.,]+\\s?[a-zA-Z%]{0,7}\\s)?${limit}`,
  'i',
);

function levelAt({ course, ground }: Item, ms: number | null): number | null {
  if (course === null) {
    if (ground.kind !== 'logs') return null;
    return ground.facts.find(({ fact }) => fact.name === 'since')?.fact.value ?? null;
  }
  return ms === null ? course.last[1] : valueAt(course, ms);
}

function momentOf(moments: readonly Moment[]): number | null {
  return moments.find(({ kind }) => kind === 'at')?.toMs ?? null;
}

/** "before 02:11": until then it was so. */
function momentUpTo(moments: readonly Moment[]): number | null {
  return momentOf(moments) ?? moments.find(({ kind }) => kind === 'until')?.toMs ?? null;
}

const usualLevel =
  /\b(?:(below|under|lower than)|(above|over|higher than))\s(?:its|the|their)\s(?:usual |normal |earlier |former |previous |original |initial |old )?(?:level|value|rate|baseline|average)s?\b(?! of \d)/i;

/** "back below its level from before 02:21": against what it was at first. */
function judgeUsual(reading: Reading): readonly ComparisonRuling[] {
  const match = usualLevel.exec(reading.sentence);
  const phrase = reading.phrases.find(
    ({ start, end }) => match !== null && match.index >= start && match.index < end,
  );
  const item = phrase?.items.find(({ course }) => course !== null);
  if (match === null || phrase === undefined || item?.course == null || denied.test(phrase.text)) return [];
  if (phrase.numerals.some(({ end }) => match.index >= end && match.index - end < 16)) return [];
  const before = phrase.moments.find(({ kind }) => kind === 'until')?.toMs;
  const base = before === undefined ? item.course.first[1] : valueAt(item.course, before);
  const level = levelAt(item, momentOf(phrase.moments));
  if (base === null || level === null) return [];
  const isRight = match[1] === undefined ? level >= base : level <= base;
  const ruling: Ruling = isRight
    ? { holds: true, item }
    : { holds: false, item, actual: `${level} against ${base}` };
  return [{ text: match[0], start: match.index, ruling }];
}

const thanBefore =
  /\b(?:(more|higher|larger|greater|bigger|longer)|(fewer|less|lower|smaller|shorter))(?: (?!or\b)[a-z-]+){0,3} than (?:(?:it|they) (?:was|were|had been) )?(?:before|earlier|previously|an hour (?:ago|before|earlier)|\d+ min(?:utes)? (?:ago|before|earlier))\b(?! (?:the|it|that|\d))/i;

/** "is lower than before", "higher than 20 min before": against what its item tells of then. */
function judgeThen({ sentence, phrases }: Reading): readonly ComparisonRuling[] {
  const match = thanBefore.exec(sentence);
  const phrase = phrases.findLast(({ start }) => match !== null && match.index >= start);
  const item = phrase?.items.find(({ course }) => course !== null);
  if (match === null || phrase === undefined || item?.course?.earlier == null || denied.test(phrase.text))
    return [];
  if (phrase.moments.some(({ source }) => source === 'clock')) return [];
  const [then, now] = [item.course.earlier[1], item.course.last[1]];
  if (then === now) return [];
  const isRight = match[1] === undefined ? now < then : now > then;
  const ruling: Ruling = isRight
    ? { holds: true, item }
    : { holds: false, item, actual: `${now} against ${then}` };
  return [{ text: match[0], start: match.index, ruling }];
}

const none =
  /\b(?:has|have|had|did|does|do|was|were)(?:n['’]t| not| never)\b|\b(?:not (?:one|a single|any)|no|never|nothing|none)\b/i;

/** What only ever grows, as Prometheus has such named: what it had at first happened before. */
function isCounter(item: Item): boolean {
  return metricOf(item)?.endsWith('_total') === true;
}

/** "has not dropped anything", "not one message was dropped until 02:40": what counts them was at nought. */
function judgeNone(reading: Reading): readonly ComparisonRuling[] {
  return reading.phrases.flatMap((phrase): readonly ComparisonRuling[] => {
    const match = none.exec(phrase.text);
    if (
      match === null ||
      phrase.numerals.length > 0 ||
      /\bno (?:longer|more|less|fewer)\b|\bnot only\b/i.test(phrase.text)
    )
      return [];
    const verbs = toRoots((phrase.text.slice(match.index).match(/\b[a-z]{3,}ed\b/gi) ?? []).join(' '));
    const item = phrase.own.find(
      ({ stems, course }) =>
        course !== null && stems.some((stem) => verbs.some((root) => isSameRoot(stem, root))),
    );
    if (item?.course == null || (unitOf(item) !== 'count' && unitOf(item) !== 'per_second')) return [];
    const { course } = item;
    const until =
      phrase.moments.find(({ kind, isOnset }) => kind === 'until' || isOnset === true)?.toMs ??
      course.last[0];
    const since = phrase.moments.find(({ kind }) => kind === 'since')?.fromMs ?? course.first[0];
    const range = rangeOf(course, since, until);
    if (range === null) return [];
    const floor = isCounter(item) ? range[0] : 0;
    const [counted, most] = [range[1] - floor, course.high[1] - (isCounter(item) ? course.low[1] : 0)];
    const isRight = counted <= Math.max(1e-9, most * 0.02) || most === 0;
    const ruling: Ruling = isRight ? { holds: true, item } : { holds: false, item, actual: String(counted) };
    return [{ text: match[0], start: phrase.start + match.index, ruling }];
  });
}

const notYet =
  /\b(?:not|never|n['’]t)(?: yet| even)? (?:reached|exceeded|crossed|hit|passed|breached|touched)\s(?:its|the|their)\b.{0,30}?\b(?:threshold|limit|ceiling)\b/i;

/** "has not yet reached its limit". */
function judgeNotYet({ sentence, phrases }: Reading): readonly ComparisonRuling[] {
  const match = notYet.exec(sentence);
  const phrase = phrases.find(
    ({ start, end }) => match !== null && match.index >= start && match.index < end,
  );
  const item = phrase?.items.find((one) => thresholdOf(one) !== null);
  const threshold = item === undefined ? null : thresholdOf(item);
  if (
    match === null ||
    phrase === undefined ||
    item === undefined ||
    threshold === null ||
    item.course === null
  )
    return [];
  const level = levelAt(item, momentOf(phrase.moments));
  if (level === null) return [];
  const ruling: Ruling =
    level < threshold ? { holds: true, item } : { holds: false, item, actual: String(level) };
  return [{ text: match[0], start: match.index, ruling }];
}

function judgeLimit(reading: Reading, directory: Directory): readonly ComparisonRuling[] {
  const match = side.exec(reading.sentence);
  if (match === null) return [];
  const { sentence } = reading;
  const before = sentence.slice(0, match.index);
  const lead = before.slice(-40);
  const isExcess = reading.numerals.some(
    ({ end }) =>
      end <= match.index &&
      match.index - end <= 14 &&
      !/\b(?:is|was|still|stands|stood|remains|stays|p\d\d)\b/i.test(sentence.slice(end, match.index)),
  );
  if (denied.test(lead) || isExcess || /\btimes? $/i.test(lead)) return [];
  if (
    /\b(?:went|rose|climbed|moved|shot|got|first|passed|crept|sank|fell|dropped|jump|rise|since|until|been|beyond)\b[^,]{0,24}$/i.test(
      before,
    )
  )
    return [];
  const phrase = reading.phrases.find(({ start, end }) => match.index >= start && match.index < end);
  const moments = phrase === undefined || phrase.moments.length === 0 ? reading.moments : phrase.moments;
  const part = readPart(reading, directory, { start: 0, end: sentence.length });
  const items = (phrase?.items ?? part.items).filter((item) => thresholdOf(item) !== null);
  const [item] = items;
  const threshold = item === undefined ? null : thresholdOf(item);
  const level = item === undefined ? null : levelAt(item, momentOf(moments));
  if (item === undefined || threshold === null || level === null) return [];
  const isRight = match[1] === undefined ? level <= threshold : level >= threshold;
  const ruling: Ruling = isRight ? { holds: true, item } : { holds: false, item, actual: String(level) };
  return [{ text: match[0], start: match.index, ruling }];
}

function setAgainst(left: Part, right: Part, isMore: boolean, ms: number | null): Ruling | null {
  const ones = left.items;
  const others = right.items.filter((item) => !ones.includes(item));
  const one =
    ones.find((item) =>
      others.some((other) => unitOf(other) === unitOf(item) && other.ground.kind === item.ground.kind),
    ) ?? ones[0];
  const other = others.find(
    (item) => one !== undefined && unitOf(item) === unitOf(one) && item.ground.kind === one.ground.kind,
  );
  if (one === undefined || other === undefined) return null;
  const [a, b] = [levelAt(one, ms), levelAt(other, ms)];
  if (a === null || b === null) return null;
  return (isMore ? a > b : a < b)
    ? { holds: true, item: one }
    : { holds: false, item: one, actual: `${a} against ${b}` };
}

/** "fewer at 02:43 than at 02:58", "more in the last 33 minutes than in the hour before". */
function setAgainstItself(left: Part, right: Part, isMore: boolean): Ruling | null {
  const item =
    left.items.find(({ course, ground }) => course !== null || ground.kind === 'logs') ?? right.items[0];
  if (item === undefined) return null;
  const { ground, course } = item;
  if (ground.kind === 'logs') {
    const value = (name: string): number | null =>
      ground.facts.find(({ fact }) => fact.name === name)?.fact.value ?? null;
    const [since, before] = [value('since'), value('before')];
    const isLate = /\b(?:hour|minutes|before|earlier|previous|preceding)\b/i.test(right.text);
    if (since === null || before === null || !isLate) return null;
    // "more in the hour before than in the last 33 minutes"
    const isTurned =
      /\b(?:hour|minutes?) (?:before|earlier)\b|\b(?:previous|preceding)\b/i.test(left.text) &&
      /\bthe (?:last|past)\b/i.test(right.text);
    const isRight = isMore !== isTurned ? since > before : since < before;
    return isRight ? { holds: true, item } : { holds: false, item, actual: `${since} against ${before}` };
  }
  if (course === null) return null;
  const from = momentUpTo(right.moments);
  const to = momentUpTo(left.moments) ?? course.last[0];
  if (from === null) return null;
  const [a, b] = [valueAt(course, to), valueAt(course, from)];
  if (a === null || b === null) return null;
  return (isMore ? a > b : a < b)
    ? { holds: true, item }
    : { holds: false, item, actual: `${a} against ${b}` };
}

/** The clause in which something is compared. */
function clauseAround(sentence: string, from: number, to: number): readonly [number, number] {
  const ends = [...sentence.matchAll(/[;:]\s/g)].map(({ index }) => index);
  return [ends.findLast((at) => at < from) ?? 0, ends.find((at) => at >= to) ?? sentence.length];
}

/** "Before the rollout, …": what it was right before then. */
function findOpening(
  { phrases }: Reading,
  from: number,
): { readonly end: number; readonly ms: number } | null {
  const phrase = phrases.find(({ start, end }) => start <= from && end > from);
  const ms = phrase?.own.flatMap(({ ground }) => (ground.kind === 'change' ? ground.eventsMs : []))[0];
  if (phrase === undefined || ms === undefined || !/^\W*(?:up until|until|before)\b/i.test(phrase.text))
    return null;
  return { end: phrase.end, ms: ms - 60_000 };
}

function judgeThan(reading: Reading, directory: Directory): readonly ComparisonRuling[] {
  const { sentence } = reading;
  const match = comparison.exec(sentence) ?? outnumbers.exec(sentence) ?? liesBeyond.exec(sentence);
  if (match === null) return [];
  const isThan = comparison.exec(sentence) !== null;
  const word = match[1] !== undefined;
  const end = match.index + match[0].length;
  if (
    /^\s?(?:[\d.,]+|twice|half|one|two|three|four|five|six|seven|eight|nine|ten|its|the (?:limit|threshold)|usual|normal|before(?! (?:about |around )?\d{1,2}:\d\d)|that\b[,.]|\w+ times)\b/i.test(
      sentence.slice(end, end + 20),
    ) &&
    !/^\s?(?:the|its)\s(?!limit|threshold)/i.test(sentence.slice(end, end + 20))
  )
    return [];
  // "more than a quarter", "less than a tenth of that": how much, and not than what.
  if (
    reading.numerals.some(
      ({ start }) => start >= end && /^\s(?:about |just )?$/.test(sentence.slice(end, start)),
    )
  )
    return [];
  if (denied.test(sentence.slice(Math.max(0, match.index - 40), match.index))) return [];
  const [from, to] = clauseAround(sentence, match.index, end);
  const opening = findOpening(reading, from);
  const [left, right] = [
    readPart(reading, directory, { start: opening?.end ?? from, end: isThan ? end - 4 : match.index }),
    readPart(reading, directory, { start: end, end: to }),
  ];
  const within = reading.moments.filter(({ start }) => start >= from && start < to);
  const near = within.length > 0 || opening !== null ? within : reading.moments;
  const ms = momentOf(near) ?? opening?.ms ?? null;
  const ruling =
    setAgainst(left, right, word, ms) ??
    // "higher than the p99 of b at 02:29", which is told in another unit: no comparison with itself.
    ((right.moments.length > 0 &&
      right.items.every((item) => item.course === null || left.items.includes(item))) ||
    left.items.some(({ ground }) => ground.kind === 'logs')
      ? setAgainstItself(left, right, word)
      : null);
  return ruling === null ? [] : [{ text: match[0], start: match.index, ruling }];
}

const lateWords = /\b(?:last|past) (?:half )?(?:hour|\d+ min|[a-z]+ minutes)|\bsince (?:then|that)\b/i;
const earlyWords = /\b(?:before that|(?:hour|minutes|min) before|previous|preceding|earlier)\b/i;

/** "no worker was killed in the hour before": of the lines that tell of it, there is none. */
function judgeNoLines(reading: Reading): readonly ComparisonRuling[] {
  return reading.phrases.flatMap((phrase): readonly ComparisonRuling[] => {
    const match = /\b(?:no|not (?:one|a single|any)|none|nothing)\b/i.exec(phrase.text);
    const before = reading.phrases[phrase.index - 1]?.text ?? '';
    const told = `${/^\s?(?:in|over|before|during)\b/i.test(before) ? before : ''} ${phrase.text}`;
    const [item] = phrase.own;
    if (match === null || item === undefined || phrase.own.some(({ ground }) => ground.kind !== 'logs'))
      return [];
    const isCounted = phrase.numerals.some(({ dimension }) => dimension !== 'seconds');
    if (isCounted || /\bno (?:longer|more|less|fewer|later|earlier)\b|\bnot only\b/i.test(phrase.text))
      return [];
    const name = earlyWords.test(told) ? 'before' : lateWords.test(told) ? 'since' : null;
    const quoted = containsWord(item.ground.summary, phrase.text.slice(match.index));
    const values = phrase.own.flatMap(
      ({ ground }) => ground.facts.find(({ fact }) => fact.name === name)?.fact.value ?? [],
    );
    if (name === null || quoted || values.length === 0) return [];
    const ruling: Ruling = values.some((value) => value === 0)
      ? { holds: true, item }
      : { holds: false, item, actual: String(values[0]) };
    return [{ text: match[0], start: phrase.start + match.index, ruling }];
  });
}

/** Whether the denial is one of the line's own words: "no space left on device". */
function containsWord(summary: string, text: string): boolean {
  const [denial = '', noun = ''] = text.toLowerCase().split(/\s+/);
  return summary.includes(`${denial} ${noun}`);
}

export function judgeComparisons(reading: Reading, directory: Directory): readonly ComparisonRuling[] {
  return [
    ...judgeLimit(reading, directory),
    ...judgeNotYet(reading),
    ...judgeUsual(reading),
    ...judgeThen(reading),
    ...judgeNone(reading),
    ...judgeNoLines(reading),
    ...judgeThan(reading, directory),
  ];
}
