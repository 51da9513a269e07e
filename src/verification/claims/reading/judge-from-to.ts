/** "from 18 % to 94 %" of what went from 94 % to 18 %: which of two values came first. */
import { ranges } from './cues.ts';
import { fitsSpans, toSpan } from './levels.ts';
import type { Numeral } from './numeral.ts';
import type { Reading } from './phrases.ts';
import type { Ruling } from './ruling.ts';
import type { Item } from './subjects.ts';

interface PairRuling {
  readonly text: string;
  readonly start: number;
  readonly ruling: Ruling;
}

const fromBefore = /\bfrom\s(?:about |around |roughly |some |just |only |nearly |almost )?$/i;
const toBetween = /^[^,;()\d]{0,16}\sto\s(?:about |around |roughly |some |just |only |nearly |almost )?$/i;

/** The earliest and latest times at which a series had a value, as it is rounded. */
function spanOf(numeral: Numeral, item: Item): readonly [first: number, last: number] | null {
  const points = item.course?.points ?? [];
  const times = points.flatMap(([ms, value]) => (fitsSpans(numeral, item, [toSpan(value)]) ? [ms] : []));
  const [first, last] = [times[0], times.at(-1)];
  return first === undefined || last === undefined ? null : [first, last];
}

/** Whether a value was ever measured before another; null where one of them never was. */
function comesBefore(from: Numeral, to: Numeral, item: Item): boolean | null {
  const [a, b] = [spanOf(from, item), spanOf(to, item)];
  return a === null || b === null ? null : a[0] < b[1];
}

/** Pairs of which no cited series that the phrase speaks of had the first before the second. */
export function judgeFromTo({ phrases, sentence }: Reading): readonly PairRuling[] {
  return phrases.flatMap((phrase) =>
    phrase.numerals.slice(1).flatMap((to, index): readonly PairRuling[] => {
      const from = phrase.numerals[index];
      if (from === undefined || from.kind !== 'amount' || to.kind !== 'amount') return [];
      const lead = sentence.slice(0, from.start);
      const isPair = fromBefore.test(lead) && toBetween.test(sentence.slice(from.end, to.start));
      if (!isPair || ranges.test(lead) || from.value === to.value) return [];
      const orders = phrase.items.map((item) => ({ item, isSo: comesBefore(from, to, item) }));
      const wrong = orders.find(({ isSo }) => isSo === false);
      if (wrong === undefined || orders.some(({ isSo }) => isSo === true)) return [];
      const text = sentence.slice(from.start, to.end);
      return [{ text, start: from.start, ruling: { holds: false, item: wrong.item, actual: null } }];
    }),
  );
}
