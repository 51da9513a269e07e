/** Numbers that a sentence spells: "two thirds of", "tenfold", "an hour and a half", "one in twenty". */
import { numberWords, partWords } from '../number-lexicon.ts';
import { type Dimension, findUnit } from '../quantity.ts';
import type { Numeral } from './numeral.ts';

const multiples = new Map<string, number>([
  ['twice', 2],
  ['thrice', 3],
  ['double', 2],
  ['doubled', 2],
  ['doubles', 2],
  ['doubling', 2],
  ['triple', 3],
  ['tripled', 3],
  ['triples', 3],
  ['tripling', 3],
  ['quadruple', 4],
  ['quadrupled', 4],
  ['sextupled', 6],
  ['septupled', 7],
  ['octupled', 8],
  ['quintupled', 5],
  ['halved', 0.5],
  ['halves', 0.5],
  ['halving', 0.5],
]);

const vulgar = new Map([
  ['½', 0.5],
  ['¼', 0.25],
  ['¾', 0.75],
  ['⅓', 1 / 3],
  ['⅔', 2 / 3],
]);

const number = `(?:${[...numberWords.keys()].toSorted((a, b) => b.length - a.length).join('|')})`;
const part = `(?:${[...partWords.keys()].toSorted((a, b) => b.length - a.length).join('|')})`;
const unitWord = '(?:seconds?|minutes?|hours?|days?|ms|milliseconds?)';

function toNumber(words: string): number {
  const [first = '', second = ''] = words.trim().toLowerCase().split(/\s+/);
  if (/^\d/.test(first)) return Number(first);
  if (/^(?:an?|one)$/.test(first)) return second === '' ? 1 : (numberWords.get(second) ?? 1);
  return (numberWords.get(first) ?? 1) * (second === '' ? 1 : (numberWords.get(second) ?? 1));
}

export type Measure = Pick<Numeral, 'kind' | 'value' | 'tolerance' | 'dimension'>;

interface Reader {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray) => Measure | null;
}

const spelledSlack = 0.12;
const shareSlack = 0.1;

function amount(value: number, dimension: Dimension, tolerance: number): Measure {
  return { kind: 'amount', value, dimension, tolerance };
}

function factor(value: number, slack = spelledSlack): Measure {
  return { kind: 'factor', value, dimension: 'none', tolerance: value * slack };
}

export function share(value: number): Measure {
  return { kind: 'share', value: value * 100, dimension: 'percent', tolerance: value * 100 * shareSlack };
}

function duration(value: number, word: string): Measure {
  const scale = findUnit(word)?.scale ?? 60;
  // "half an hour" and "two hours" are rounder than "twelve minutes".
  const slack = scale >= 3600 ? Math.max(90, value * scale * 0.09) : scale / 2;
  return amount(value * scale, 'seconds', slack);
}

const afterShare =
  '(?=\\s(?:of(?! an? (?:hour|minute|second|day)\\b)|full|empty|less|more|fewer|lower|higher|used|busy|what|that|its|the|in|by|since|from|as|again|between|at|on|over|within|during|when|after|before|compared|against|with|to|while)\\b|\\s?[,.;:)]|$)';

/** Ways to spell a number, tried in this order where a word begins. */
const readers: readonly Reader[] = [
  // "two hours and twenty minutes", "one hour and 5 minutes"
  {
    pattern: new RegExp(
      `(an?|one|${number}) (hours?|days?) and (an?|one|${number}|\\d{1,2}) (minutes?|hours?|min|h)\\b`,
      'iy',
    ),
    read: ([, a = '', unit = '', b = '', small = '']) => {
      const [high, low] = [findUnit(unit)?.scale ?? 0, findUnit(small)?.scale ?? 0];
      return amount(toNumber(a) * high + toNumber(b) * low, 'seconds', low / 2);
    },
  },
  { pattern: /half an? (hour|minute|day|second)\b/iy, read: ([, unit = '']) => duration(0.5, unit) },
  {
    pattern: /(?:a |one )?(quarter|third) of an (hour)\b/iy,
    read: ([, word = '', unit = '']) => duration(word.toLowerCase() === 'third' ? 1 / 3 : 0.25, unit),
  },
  {
    pattern: /(?:three[- ]quarters) of an (hour)\b/iy,
    read: ([, unit = '']) => duration(0.75, unit),
  },
  {
    pattern: new RegExp(`(an?|one|${number}) and a (half|quarter) (times|${unitWord})(?!\\w)`, 'iy'),
    read: ([, word = '', of = '', unit = '']) => {
      const value = toNumber(word) + (of === 'half' ? 0.5 : 0.25);
      return unit === 'times' ? factor(value, 0.08) : duration(value, unit);
    },
  },
  {
    pattern: /(an?|one) (hour|minute|day) and a half(?!\w)/iy,
    read: ([, , unit = '']) => duration(1.5, unit),
  },
  // "halved and halved again"
  {
    pattern: /(doubled|tripled|halved)(?: twice| (?:and|and then) \1 again)(?!\w)/iy,
    read: ([, word = '']) => factor((multiples.get(word.toLowerCase()) ?? 2) ** 2, 0.35),
  },
  // "tenfold", "ten-fold"
  {
    pattern: new RegExp(`(${number})-?fold(?!\\w)`, 'iy'),
    read: ([, word = '']) => factor(toNumber(word), 0.1),
  },
  // "2¾ times"
  {
    pattern: /(\d{0,3})([½¼¾⅓⅔]) times(?!\w)/iy,
    read: ([, whole = '', part_ = '']) => factor(Number(whole) + (vulgar.get(part_) ?? 0), 0.05),
  },
  // "half again as high": as a factor
  {
    pattern: /half again (?=as (?:many|much|large|big|high|long|fast|slow|often))/iy,
    read: () => factor(1.5, 0.1),
  },
  // "half as much again": as a factor
  { pattern: /half as (?:many|much|large|big|high|long) again\b/iy, read: () => factor(1.5, 0.1) },
  // "half as many": as a factor
  { pattern: /half (?=as (?:many|much|large|big|high|long|fast|often))/iy, read: () => factor(0.5) },
  // "three and a half", "two thirds of", "a quarter of"
  {
    pattern: new RegExp(`(an?|one|${number})[- ](${part})${afterShare}`, 'iy'),
    read: ([, how = '', of = '']) => {
      const value = toNumber(how) / (partWords.get(of.toLowerCase()) ?? 1);
      return value < 1 ? share(value) : null;
    },
  },
  { pattern: new RegExp(`half${afterShare}`, 'iy'), read: () => share(0.5) },
  // "most of the lookups", "almost all of them"
  {
    pattern: /most(?= of (?:the|its|their|all|these|those)\b)/iy,
    read: () => ({ ...share(0.75), tolerance: 25 }),
  },
  {
    pattern: /(?:almost|nearly|practically|virtually) all(?= (?:of |the |its |their )?[a-z]{3,})/iy,
    read: () => ({ ...share(0.96), tolerance: 4 }),
  },
  // "one in twenty", "six lookups in ten"
  {
    pattern: new RegExp(
      `(one|${number})(?: [a-z]{3,16}){0,2}? (?:in|of|out of) (?:every )?(${number}(?: hundred| thousand)?|an? (?:hundred|thousand)|100|10|20)(?!\\w)(?!\\s(?:seconds?|minutes?|hours?|days?)\\b)`,
      'iy',
    ),
    read: ([, how = '', of = '']) => {
      const all = /^\d/.test(of) ? Number(of) : toNumber(of);
      const value = toNumber(how) / all;
      return value < 1 ? share(value) : null;
    },
  },
  // "by more than five to one"
  {
    pattern: new RegExp(`(${number}(?: (?:hundred|thousand|dozen))?) to one(?!\\w)`, 'iy'),
    read: ([, word = '']) => factor(toNumber(word)),
  },
  {
    pattern: new RegExp(`(${number}(?: (?:hundred|thousand|dozen))?) times(?!\\w)`, 'iy'),
    read: ([, word = '']) => factor(toNumber(word)),
  },
  {
    pattern:
      /(twice|thrice|doubl(?:ed|es|ing|e)|tripl(?:ed|es|ing|e)|quadrupled?|quintupled|sextupled|septupled|octupled|halv(?:ed|es|ing))(?!\w)/iy,
    read: ([, word = '']) => factor(multiples.get(word.toLowerCase()) ?? 2),
  },
  {
    pattern: new RegExp(
      `(${number}(?: (?:hundred|thousand|dozen))?)(?: |-)(per ?cent|percent|%)(?!\\w)`,
      'iy',
    ),
    read: ([, word = '']) => amount(toNumber(word), 'percent', 0.5),
  },
  {
    pattern: new RegExp(`(${number}) (?:percentage )?points?(?!\\w)`, 'iy'),
    read: ([, word = '']) => ({
      kind: 'points',
      value: toNumber(word),
      dimension: 'percent',
      tolerance: 0.5,
    }),
  },
  {
    pattern: new RegExp(`(${number}) (?:(?:more|further|full|whole|short|long) )?(${unitWord})(?!\\w)`, 'iy'),
    read: ([, word = '', unit = '']) => duration(toNumber(word), unit),
  },
  {
    pattern: new RegExp(
      `(one|${number})-(second|minute|hour|day|millisecond)(?= (?:mark|line|limit|threshold|barrier|level))`,
      'iy',
    ),
    read: ([, word = '', unit = '']) => {
      const value = toNumber(word) * (findUnit(unit)?.scale ?? 1);
      return amount(value, 'seconds', value * 0.02);
    },
  },
  {
    pattern:
      /(?:an?|one) (minute|hour|day|second)(?=\s(?:or so|before|after|later|earlier|ahead|prior|afterwards|ago|apart|older|on)\b)|one (?:minute|hour|second|day)(?=\s?[,.;(]|\s(?:at|by|and|since|for|in|from)\b)/iy,
    read: ([text, unit = /\w+$/.exec(text)?.[0] ?? '']) => duration(1, unit),
  },
  {
    pattern: new RegExp(`(an? dozen|${number} (?:dozen|hundred|thousand)|${number})(?!\\w|-)`, 'iy'),
    read: ([, word = '']) => {
      const value = toNumber(word);
      return amount(value, 'none', /dozen|hundred|thousand/i.test(word) ? value * 0.04 : 0.5);
    },
  },
];

/** The number that is spelled from this place on, with its words. */
export function readSpelled(
  sentence: string,
  index: number,
): { readonly measure: Measure; readonly text: string } | null {
  for (const { pattern, read } of readers) {
    pattern.lastIndex = index;
    const match = pattern.exec(sentence);
    const measure = match === null ? null : read(match);
    if (match !== null && measure !== null) return { measure, text: match[0].trim() };
  }
  return null;
}
