/** Any stretch of a sentence, read as a phrase of its own. */
import { isOfAlert, withAlertWord } from './alert-names.ts';
import type { Moment } from './moments.ts';
import type { Numeral } from './numeral.ts';
import { findWays, type Reading, type SaidWay } from './phrases.ts';
import {
  conflicts,
  type Directory,
  findNames,
  type Item,
  isOtherQuantile,
  measureFit,
  pickFitting,
  titleOf,
} from './subjects.ts';

export interface Part {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly items: readonly Item[];
  readonly numerals: readonly Numeral[];
  readonly moments: readonly Moment[];
  readonly ways: readonly SaidWay[];
  readonly ofAlert: boolean;
  /** That something happened is clear from what it stands beside: "is what pushed CPU up". */
  readonly isEvent?: boolean;
  /** It names a thing of which nothing is cited. */
  readonly isAstray: boolean;
}

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export function readPart(reading: Reading, directory: Directory, { start, end }: Stretch): Part {
  const text = reading.sentence.slice(start, end);
  const inside = <T extends { readonly start: number }>(list: readonly T[]): readonly T[] =>
    list.filter((one) => one.start >= start && one.start < end);
  const unquoted = text.replaceAll(/"[^"\n]{1,300}"|“[^”\n]{1,300}”/g, (quote) => ' '.repeat(quote.length));
  const named = findNames(unquoted, directory);
  const open = reading.items.filter((item) => !conflicts(item, named) && !isOtherQuantile(item, unquoted));
  const fits = open.map((item) => ({
    item,
    fit: measureFit(withAlertWord(text, reading.clocks.alertTitle), item, named),
  }));
  const ways = findWays(unquoted, start);
  return {
    text,
    start,
    end,
    items: pickFitting(fits),
    numerals: inside(reading.numerals),
    moments: inside(reading.moments),
    ways,
    ofAlert: isOfAlert(unquoted, reading.alert),
    isAstray: open.length === 0 && reading.items.length > 0,
  };
}

const proForm =
  /^\s*(?:that|those|the one|the ones) (?:of|on|in|at|for|from)\b|\b(?:did|does|do|had|has|was|were|is)(?: so| too)?\s*[.,;]?\s*$|['’]s?\s*[.,;]?\s*$/i;

/** "before that of b", "before b's did": what is told of the one is said of the other, too. */
export function fillEcho(part: Part, other: Part): Part {
  const isBare = part.text.trim().split(/\s+/).length <= 2 && part.numerals.length === 0;
  if (!(isBare || proForm.test(part.text)) || part.ofAlert || part.ways.length > 0) return part;
  const metrics = new Set(other.items.map(({ ground }) => titleOf(ground)));
  const same = part.items.filter(({ ground }) => metrics.has(titleOf(ground)));
  return {
    ...part,
    text: `${part.text} ${other.text}`,
    items: same.length > 0 ? same : part.items,
    numerals: part.numerals.length > 0 ? part.numerals : other.numerals,
    ways: other.ways,
  };
}
