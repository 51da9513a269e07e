/** Numbers of log lines, and such as are written in a text. */
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
  /\b(?:(?:hour|minutes|min) (?:before|earlier)|before that|previous|preceding|earlier|the hour before|the (?:60|sixty) min)/i;
const perWindow = /\b(?:each|every|per|a|once a) minute\b/i;

/** The counts of a log pattern that are meant: in the last while, or in the hour before. */
function listCounts(question: NumeralQuestion, { ground }: Item): readonly number[] {
  const value = (name: string): number | null =>
    ground.facts.find(({ fact }) => fact.name === name)?.fact.value ?? null;
  const [since, before] = [value('since'), value('before')];
  const { lead, rest } = aroundOf(question);
  const near = rest.split(/[,;]|\b(?:against|compared|versus|as opposed|after|and|while|whereas)\b/)[0] ?? '';
  if (earlyWindow.test(near) && !lateWindow.test(near)) return before === null ? [] : [before];
  if (lateWindow.test(near)) return since === null ? [] : [since];
  if (baseBefore.test(lead)) return before === null ? [] : [before];
  return [since, before].flatMap((one) => one ?? []);
}

export function isCount(numeral: Numeral): boolean {
  return (
    numeral.dimension === 'none' &&
    numeral.perSeconds === null &&
    (numeral.kind === 'amount' || numeral.kind === 'factor')
  );
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
  const minutes = minutesSince(item);
  if (numeral.perSeconds !== null && perWindow.test(phrase.text) && minutes !== null)
    return isWithin({ ...numeral, tolerance: numeral.tolerance * 1.5 }, toSpan(since / minutes));
  return numeral.kind !== 'factor' && fitsWritten(numeral, item);
}
