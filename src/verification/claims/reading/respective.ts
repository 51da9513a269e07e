/** "a and b take 3,913 and 3,305": the first of two numbers is told of the first thing, the second of the second. */
import { holdsOf } from './judge-figure.ts';
import type { Numeral } from './numeral.ts';
import type { Reading } from './phrases.ts';
import type { Ruling } from './ruling.ts';
import {
  conflicts,
  type Directory,
  findNames,
  type Item,
  isOtherQuantile,
  measureFit,
  type Named,
} from './subjects.ts';

const joined =
  /^\s?(?:%|[a-z/]{1,9}(?: per [a-z]+)?)?(?:,| and|, and)\s(?:about |around |roughly |nearly |only )?$/i;
const isSpan = /\b(?:between|from)\s(?:about |around )?$/i;
const clauseEnd = /[;:]\s|\.\s|,\s(?:while|whereas|but|which)\s/g;

/** Two numbers that are joined by "and", and the two things before them that are. */
interface Pair {
  readonly numerals: readonly [Numeral, Numeral];
  readonly things: readonly [string, string];
}

function findPairs({ sentence, numerals }: Reading): readonly Pair[] {
  return numerals.slice(1).flatMap((second, index): readonly Pair[] => {
    const first = numerals[index];
    const third = numerals[index + 2];
    if (first === undefined || first.kind !== 'amount' || second.kind !== 'amount') return [];
    if (!joined.test(sentence.slice(first.end, second.start)) || isSpan.test(sentence.slice(0, first.start)))
      return [];
    if (third !== undefined && joined.test(sentence.slice(second.end, third.start))) return [];
    const from = [...sentence.slice(0, first.start).matchAll(clauseEnd)].at(-1);
    const clause = sentence.slice(from === undefined ? 0 : from.index + from[0].length, first.start);
    const things = /^(.{2,60}?) and (.{2,120})$/i.exec(clause);
    if (things === null || / and /i.test(things[2] ?? '') || things[1]?.includes(',') === true) return [];
    return [{ numerals: [first, second], things: [things[1] ?? '', things[2] ?? ''] }];
  });
}

/** The items that are meant by one of the things; what stands behind both is said of both. */
export function listMeant(
  [text, other]: readonly [string, string],
  {
    reading,
    directory,
    tail,
  }: { readonly reading: Reading; readonly directory: Directory; readonly tail: string },
): readonly Item[] {
  const own = findNames(text, directory);
  const named: readonly Named[] = own.length > 0 ? own : findNames(other, directory);
  const open = reading.items.filter(
    (item) =>
      (item.course !== null || item.ground.kind === 'logs' || item.ground.kind === 'change') &&
      !conflicts(item, named) &&
      !isOtherQuantile(item, text),
  );
  const fits = open.map((item) => {
    const shared = measureFit(tail, { ...item, labels: [] }, named);
    return { item, fit: measureFit(text, item, named) + shared / 4 };
  });
  const best = Math.max(0, ...fits.map(({ fit }) => fit));
  return best < 1 ? [] : fits.filter(({ fit }) => fit === best).map(({ item }) => item);
}

/** Rulings on such numbers: all are right of their own, or each is right of the other; else nothing is known. */
export function judgeRespective(reading: Reading, directory: Directory): ReadonlyMap<Numeral, Ruling> {
  const rulings = new Map<Numeral, Ruling>();
  for (const { numerals, things } of findPairs(reading)) {
    const [one, two] = things;
    const context = { reading, directory, tail: two };
    const [a, b] = [listMeant([one, two], context), listMeant([two, one], context)];
    const [left, right] = [a[0], b[0]];
    if (left === undefined || right === undefined || a.some((item) => b.includes(item))) continue;
    const holds = (numeral: Numeral, items: readonly Item[]): boolean => {
      const phrase = reading.phrases.find(({ numerals: own }) => own.includes(numeral));
      return (
        phrase !== undefined &&
        items.some((item) => holdsOf({ numeral, phrase: { ...phrase, own: items, items }, reading }, item))
      );
    };
    const [x, y] = numerals;
    if (holds(x, a) && holds(y, b))
      rulings.set(x, { holds: true, item: left }).set(y, { holds: true, item: right });
    else if (holds(x, b) && holds(y, a)) {
      rulings
        .set(x, { holds: false, item: left, actual: y.text })
        .set(y, { holds: false, item: right, actual: x.text });
    }
  }
  return rulings;
}
