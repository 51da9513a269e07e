/** Numbers of log lines, and such as are written in a text. */
import { containsName } from '../contains-name.ts';
import { fits } from '../quantity.ts';
import { aroundOf, baseBefore } from './cues.ts';
import { isWithin, toSpan } from './levels.ts';
import type { Numeral } from './numeral.ts';
import { findNumerals } from './numerals.ts';
import type { Item } from './subjects.ts';
import type { NumeralQuestion } from './told-moments.ts';

/** A number of a text is meant as it is written there, or as what two of them make. */
export function fitsWritten(numeral: Numeral, { ground }: Item): boolean {
  const { written } = ground;
  if (written.some((one) => fits({ ...numeral, counts: false }, { ...one }))) return true;
  if (numeral.dimension === 'none' && numeral.perSeconds === null && numeral.kind === 'amount') {
    if (written.some((one) => Math.abs(one.value - numeral.value) <= numeral.tolerance)) return true;
  }
  const pairs = written.flatMap((a, index) => written.slice(index + 1).map((b) => [a, b] as const));
  return pairs.some(([a, b]) => {
    if (a.dimension !== b.dimension || a.value === 0) return false;
    if (numeral.kind === 'factor') {
      return [b.value / a.value, a.value / b.value].some((ratio) => isWithin(numeral, toSpan(ratio)));
    }
    const isSame = numeral.dimension === a.dimension || numeral.dimension === 'none';
    return isSame && numeral.kind === 'amount' && isWithin(numeral, toSpan(Math.abs(b.value - a.value)));
  });
}

const lateWindow = /\b(?:in|over|during|for|within) the (?:last|past) |\bsince then\b|\bin the last\b/i;
const earlyWindow =
  /\b(?:(?:hour|minutes|min) (?:before|earlier)|before that|previous|preceding|earlier|the hour before|the (?:60|sixty) (?:min|before))/i;
/** "in the hour before the deploy" is another hour than the one that was counted. */
const beforeOther =
  /\b(?:hour|minutes|min) before (?!that\b|then\b|now\b|it\b|this\b)(?:the |this |its )?[a-z]/i;
const perWindow = /\b(?:each|every|per|a|once a) minute\b/i;
const turnOf = /[,;()]|\b(?:against|compared|versus|as opposed|after|and|while|whereas|to)\b/i;
/** Behind these stands what the number is set against. */
const setAgainst =
  /\b(?:against|compared (?:with|to)|versus|vs\.?|unlike|opposed to|than|after|times|[a-z]{3,8}fold)\b/i;

type Window = 'since' | 'before';

function windowIn(text: string): Window | null {
  if (beforeOther.test(text)) return null;
  if (lateWindow.test(text)) return 'since';
  return earlyWindow.test(text) ? 'before' : null;
}

/** What stands around a number up to the next one that counts something: the window there may be its own. */
function nearOf({ numeral, reading }: NumeralQuestion): { readonly before: string; readonly after: string } {
  const { sentence, numerals } = reading;
  const isSpan = ({ dimension, start, end }: Numeral): boolean =>
    dimension === 'seconds' ||
    (/\bthe (?:last |past )?$/i.test(sentence.slice(0, start)) &&
      /^\s(?:before|min)\b/i.test(sentence.slice(end)));
  const counting = numerals.filter((one) => one !== numeral && !isSpan(one));
  const from = counting.findLast(({ end }) => end <= numeral.start)?.end ?? 0;
  const to = counting.find(({ start }) => start >= numeral.end)?.start ?? sentence.length;
  return { before: sentence.slice(from, numeral.start), after: sentence.slice(numeral.end, to) };
}

/** The span in which a number is told to have been counted; null where none is. */
function findWindow(question: NumeralQuestion): Window | null {
  const { before, after } = nearOf(question);
  const behind = windowIn(after.split(turnOf)[0] ?? '');
  if (behind !== null) return behind;
  const opening = before.split(';').at(-1) ?? '';
  return setAgainst.test(opening) ? null : windowIn(opening);
}

/** The counts of a log pattern that are meant: in the last while, or in the hour before. */
function listCounts(question: NumeralQuestion, { ground }: Item): readonly number[] {
  const value = (name: string): number | null =>
    ground.facts.find(({ fact }) => fact.name === name)?.fact.value ?? null;
  const window = findWindow(question) ?? (baseBefore.test(aroundOf(question).lead) ? 'before' : null);
  return (window === null ? (['since', 'before'] as const) : [window]).flatMap((name) => value(name) ?? []);
}

export function isCount(numeral: Numeral): boolean {
  return (
    numeral.dimension === 'none' &&
    numeral.perSeconds === null &&
    (numeral.kind === 'amount' || numeral.kind === 'factor')
  );
}

/** "took 4210": a number that stands in the line itself. */
function isOfLine({ text, kind }: Numeral, { ground }: Item): boolean {
  return kind === 'amount' && containsName(ground.summary.toLowerCase(), text.toLowerCase());
}

/** "logged twelve errors": the lines of this level, counted. */
export function countsLines({ numeral, reading }: NumeralQuestion, { ground }: Item): boolean {
  const { level } = ground.labels;
  const [, ...nouns] = /^\s([a-z-]+)(?:\s([a-z-]+))?/i.exec(reading.sentence.slice(numeral.end)) ?? [];
  const isLine = (noun = ''): boolean =>
    /^lines?$/i.test(noun) ||
    (level !== undefined && new RegExp(`^${RegExp.escape(level)}(?:ing)?s$`, 'i').test(noun));
  return ground.kind === 'logs' && numeral.value >= 2 && nouns.some(isLine);
}

/** How long "in the last 33 min" is, in which the lines of a pattern were counted. */
function minutesSince({ ground }: Item): number | null {
  const text = ground.facts.find(({ fact }) => fact.name === 'since')?.fact.text ?? '';
  const span = findNumerals(text).find(({ dimension }) => dimension === 'seconds');
  return span === undefined || span.value === 0 ? null : span.value / 60;
}

export function holdsOfLogs(question: NumeralQuestion, item: Item): boolean {
  const { numeral, phrase } = question;
  const counts = listCounts(question, item);
  const exact = { ...numeral, tolerance: numeral.isSpelled ? 0.5 : numeral.tolerance };
  if (isCount(numeral) && counts.some((count) => isWithin(exact, toSpan(count)))) return true;
  const value = (name: string): number =>
    item.ground.facts.find(({ fact }) => fact.name === name)?.fact.value ?? 0;
  const [since, before] = [value('since'), value('before')];
  if (numeral.kind === 'factor' && before > 0 && since > 0) {
    if ([since / before, before / since].some((ratio) => isWithin(numeral, toSpan(ratio)))) return true;
  }
  // What was counted in another span stands in its text, too.
  if (isCount(numeral) && findWindow(question) !== null) return isOfLine(numeral, item);
  const minutes = minutesSince(item);
  if (numeral.perSeconds !== null && perWindow.test(phrase.text) && minutes !== null)
    return isWithin({ ...numeral, tolerance: numeral.tolerance * 1.5 }, toSpan(since / minutes));
  return numeral.kind !== 'factor' && fitsWritten(numeral, item);
}
