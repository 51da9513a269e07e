/** Every number of a sentence, in digits or in words, with its unit and with what kind of statement it makes. */
import { type FigureMention, findMentions, type Mention } from '../mentions.ts';
import { type Dimension, findUnit } from '../quantity.ts';

/**
 * `amount`: so much of something. `factor`: so many times as much. `share`: such a part of a whole. `points`: a distance
 * of two percentages.
 */
export type NumeralKind = 'amount' | 'factor' | 'share' | 'points';

export interface Numeral {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: NumeralKind;
  /** In bytes, seconds, percent, or as it is. */
  readonly value: number;
  readonly tolerance: number;
  readonly dimension: Dimension;
  readonly perSeconds: number | null;
  readonly bound: 'above' | 'below' | null;
  readonly isSpelled: boolean;
}

const ones =
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const digits = ['one', ...ones.slice(0, 8)];
const plain = new Map<string, number>([
  ...ones.map((word, index) => [word, index + 2] as const),
  ...tens.map((word, index) => [word, index * 10 + 20] as const),
  ...tens.flatMap((ten, high) =>
    digits.map((digit, low) => [`${ten}-${digit}`, (high + 2) * 10 + low + 1] as const),
  ),
  ['dozen', 12],
  ['hundred', 100],
  ['thousand', 1000],
]);
const parts = new Map<string, number>([
  ['half', 2],
  ['halves', 2],
  ...'third quarter fifth sixth seventh eighth ninth tenth twelfth fifteenth twentieth hundredth'
    .split(' ')
    .flatMap((word, index) => {
      const value = [3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 100][index] ?? 1;
      return [
        [word, value],
        [`${word}s`, value],
      ] as const;
    }),
  ['fourth', 4],
  ['fourths', 4],
]);
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

const number = `(?:${[...plain.keys()].toSorted((a, b) => b.length - a.length).join('|')})`;
const part = `(?:${[...parts.keys()].toSorted((a, b) => b.length - a.length).join('|')})`;
const unitWord = '(?:seconds?|minutes?|hours?|days?|ms|milliseconds?)';

function toNumber(words: string): number {
  const [first = '', second = ''] = words.trim().toLowerCase().split(/\s+/);
  if (/^(?:an?|one)$/.test(first)) return second === '' ? 1 : (plain.get(second) ?? 1);
  return (plain.get(first) ?? 1) * (second === '' ? 1 : (plain.get(second) ?? 1));
}

interface Reader {
  readonly pattern: RegExp;
  readonly read: (
    match: RegExpExecArray,
  ) => Pick<Numeral, 'kind' | 'value' | 'tolerance' | 'dimension'> | null;
}

const spelledSlack = 0.12;
const shareSlack = 0.1;

function amount(value: number, dimension: Dimension, tolerance: number): ReturnType<Reader['read']> {
  return { kind: 'amount', value, dimension, tolerance };
}

function factor(value: number, slack = spelledSlack): ReturnType<Reader['read']> {
  return { kind: 'factor', value, dimension: 'none', tolerance: value * slack };
}

function share(value: number): ReturnType<Reader['read']> {
  return { kind: 'share', value: value * 100, dimension: 'percent', tolerance: value * 100 * shareSlack };
}

function duration(value: number, word: string): ReturnType<Reader['read']> {
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
      `(an?|one|${number}) (hours?|days?) and (an?|one|${number}) (minutes?|hours?)\\b`,
      'iy',
    ),
    read: ([, a = '', unit = '', b = '', small = '']) => {
      const [high, low] = [findUnit(unit)?.scale ?? 0, findUnit(small)?.scale ?? 0];
      return amount(toNumber(a) * high + toNumber(b) * low, 'seconds', low / 2);
    },
  },
  { pattern: /half an? (hour|minute|day)\b/iy, read: ([, unit = '']) => duration(0.5, unit) },
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
  // "half as many": as a factor
  { pattern: /half (?=as (?:many|much|large|big|high|long|fast|often))/iy, read: () => factor(0.5) },
  // "three and a half", "two thirds of", "a quarter of"
  {
    pattern: new RegExp(`(an?|one|${number})[- ](${part})${afterShare}`, 'iy'),
    read: ([, how = '', of = '']) => {
      const value = toNumber(how) / (parts.get(of.toLowerCase()) ?? 1);
      return value < 1 ? share(value) : null;
    },
  },
  { pattern: new RegExp(`half${afterShare}`, 'iy'), read: () => share(0.5) },
  // "one in twenty", "six lookups in ten"
  {
    pattern: new RegExp(
      `(one|${number})(?: [a-z]{3,16}){0,2}? (?:in|of|out of) (?:every )?(${number}|100|10|20)(?!\\w)(?!\\s(?:seconds?|minutes?|hours?|days?)\\b)`,
      'iy',
    ),
    read: ([, how = '', of = '']) => {
      const all = /^\d/.test(of) ? Number(of) : toNumber(of);
      const value = toNumber(how) / all;
      return value < 1 ? share(value) : null;
    },
  },
  {
    pattern: new RegExp(`(${number}(?: (?:hundred|thousand|dozen))?) times(?!\\w)`, 'iy'),
    read: ([, word = '']) => factor(toNumber(word)),
  },
  {
    pattern:
      /(twice|thrice|doubl(?:ed|es|ing|e)|tripl(?:ed|es|ing|e)|quadrupled?|quintupled|halv(?:ed|es|ing))(?!\w)/iy,
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
      /(?:an?|one) (minute|hour|day|second)(?=\s(?:or so|before|after|later|earlier|ahead|prior|afterwards|ago|apart|older|on)\b)|one (?:minute|hour|second|day)(?=\s?[,.;(])/iy,
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

const about =
  /\b(?:about|around|roughly|approximately|nearly|almost|some|close to|practically|just (?:over|under|short of|above|below)|a (?:little|bit|shade) (?:over|under|more than|less than)|slightly (?:over|under|more than|less than|above|below)|in the region of|circa|ca\.|~|≈)\s?$/i;
const above =
  /\b(?:more than|(?<!just )(?<!little )(?<!bit )(?<!slightly )(?:over|above|past)|at least|exceed(?:s|ed|ing)?|beyond|in excess of|upwards of|north of|no (?:fewer|less) than|>=?)\s?$/i;
const below =
  /\b(?:less than|(?<!just )(?<!little )(?<!bit )(?<!slightly )(?:under|below)|at most|fewer than|short of|not (?:even|quite)|no more than|(?:never|not once|at no (?:time|point)) (?:(?:had|has|saw|went|rose|got|been|used|held|took|climbed|was|were|exceeding|reached) ){0,2}(?:more than|above|over|beyond|past|exceed(?:ed|ing)|exceeds)|<=?)\s?$/i;

function toBound(lead: string): Numeral['bound'] {
  return below.test(lead) ? 'below' : above.test(lead) ? 'above' : null;
}

const aboutShare = 0.06;
const aboutSpelled = 1.7;

/** Quotations, names and times are no numbers: their places. */
function listTaken(sentence: string, mentions: readonly Mention[]): readonly (readonly [number, number])[] {
  const quotes = [...sentence.matchAll(/"[^"\n]{1,300}"|“[^”\n]{1,300}”|`[^`\n]{1,300}`/g)].map(
    ({ index, 0: text }) => [index, index + text.length] as const,
  );
  const others = mentions.flatMap(({ kind, start, text }) =>
    kind === 'name' || kind === 'time' || kind === 'citation' ? [[start, start + text.length] as const] : [],
  );
  return [...quotes, ...others];
}

const pointsAfter = /^\s?(?:%|percent(?:age)?)?[ -]?points?\b/i;

function fromFigure(sentence: string, figure: FigureMention): Numeral {
  const end = figure.start + figure.text.length;
  const rest = sentence.slice(end, end + 64);
  const lead = sentence.slice(Math.max(0, figure.start - 26), figure.start);
  const isPoints = pointsAfter.test(rest);
  const isMore = /^\s?(?:%|percent)?\s?(?:and|or) (?:more|above|over|higher|longer)\b/i.test(rest);
  const bound = toBound(lead) ?? figure.bound ?? (isMore ? 'above' : null);
  const vague = about.test(lead) || /^\s?(?:or so|or thereabouts|give or take)\b/i.test(rest);
  const tolerance = vague ? Math.max(figure.tolerance, figure.value * aboutShare) : figure.tolerance;
  return {
    text: figure.text,
    start: figure.start,
    end,
    kind: figure.times ? 'factor' : isPoints ? 'points' : 'amount',
    value: figure.value,
    tolerance: figure.times ? Math.max(tolerance, figure.value * 0.05) : tolerance,
    dimension: isPoints ? 'percent' : figure.dimension,
    perSeconds: figure.perSeconds ?? rateOf(figure, rest),
    bound,
    isSpelled: false,
  };
}

const rateAfter =
  /^\s?(?:(?!within|about|around|over|in\b|for\b|after|before|by\b|during|at\b|from|to\b|and\b|of\b|only|just|some|until|since|than|ago|all\b)[a-z]{2,14}(?: (?!within|about|around|over|in\b|for\b|after|before|by\b|during|at\b|from|to\b|and\b|of\b|only|just|some|until|since|than)[a-z]{2,14})?\s?)?(?:(?:\/|per |each |every )\s?(s|sec|second|min|minute|h|hour|day)(?!\w)|an? (second|minute|hour|day)(?!\w)(?!\s(?:ago|before|earlier|later|after)))/i;

/** "187 MB were read every second" */
const rateLater = /^[^,;.()]{0,44}\b(?:every|each|per) (second|minute|hour)(?!\w)/i;

function rateOf({ times, dimension }: FigureMention, rest: string): number | null {
  if (times || (dimension !== 'none' && dimension !== 'bytes')) {
    const near = times ? null : rateAfter.exec(rest);
    return near === null ? null : (findUnit(near[1] ?? near[2] ?? '')?.scale ?? null);
  }
  const per = rateAfter.exec(rest) ?? rateLater.exec(rest);
  return per === null ? null : (findUnit(per[1] ?? per[2] ?? '')?.scale ?? null);
}

/** "110 and 120 ms", "30.2 against 15.5 GiB": the unit of the second is that of the first, too. */
function lendUnits(sentence: string, list: readonly Numeral[]): readonly Numeral[] {
  return list.map((one, index) => {
    const next = list[index + 1];
    // What is told of a rate, its first number may be without "per second".
    const isPlain =
      one.kind === 'amount' && one.dimension === 'none' && one.perSeconds === null && !one.isSpelled;
    if (next === undefined || !isPlain || next.kind !== 'amount' || next.isSpelled) return one;
    const between = sentence.slice(one.end, next.start);
    if (
      !/^\s?(?:and|to|or|–|-|against|versus|vs\.?|compared (?:with|to)|from)\s?(?:about |around |roughly |just |only )?$/i.test(
        between,
      )
    )
      return one;
    const digits = Number(next.text.replaceAll(',', '').replaceAll(/[^\d.].*$/g, ''));
    const scale = digits > 0 ? next.value / digits : 1;
    if (scale === 1 && next.dimension === 'none') return one;
    // "180,000 to 12.4 million" are what they say.
    if (
      /million|thousand|billion|\d\s?[kKM]$|bn/.test(next.text) &&
      (one.value >= 1000 || one.text.includes(','))
    )
      return one;
    if (/[a-z%]/i.test(one.text) || (next.dimension === 'percent' && one.value > 100)) return one;
    const { dimension } = next;
    return { ...one, value: one.value * scale, tolerance: one.tolerance * scale, dimension };
  });
}

/** "6 min 14 s", "1 h 5 min": one duration. */
function joinDurations(sentence: string, list: readonly Numeral[]): readonly Numeral[] {
  const joined: Numeral[] = [];
  for (const one of list) {
    const before = joined.at(-1);
    const isPair =
      before !== undefined &&
      before.dimension === 'seconds' &&
      one.dimension === 'seconds' &&
      before.value > one.value &&
      /^\s?(?:and )?$/.test(sentence.slice(before.end, one.start)) &&
      /(?:h|hours?|min|minutes?|d|days?|m)$/i.test(before.text);
    if (isPair) {
      const text = sentence.slice(before.start, one.end);
      joined[joined.length - 1] = {
        ...before,
        text,
        end: one.end,
        value: before.value + one.value,
        tolerance: one.tolerance,
      };
    } else joined.push(one);
  }
  return joined;
}

/** "1 login in 200", "3 out of 20 requests". */
const oneIn =
  /\b(\d{1,2})(?: [a-z]{3,16}){0,2}? (?:in|out of)(?: every)? (\d{1,3}(?:,\d{3})*)(?![\w.,:%]|\s?(?:ms|s|min|minutes?|seconds?|hours?|%)\b)/gi;

/** The numbers that are written in a sentence, from left to right. */
export function findNumerals(sentence: string): readonly Numeral[] {
  const mentions = findMentions(sentence);
  const taken = listTaken(sentence, mentions);
  const isTaken = (at: number): boolean => taken.some(([from, to]) => at >= from && at < to);
  const written = mentions.flatMap((mention) =>
    mention.kind === 'figure' && /\d/.test(mention.text) && !isTaken(mention.start)
      ? [fromFigure(sentence, mention)]
      : [],
  );
  const parted = [...sentence.matchAll(oneIn)].flatMap((match): readonly Numeral[] => {
    const [text, how = '', of = ''] = match;
    const value = Number(how.replaceAll(',', '')) / Number(of.replaceAll(',', ''));
    if (!(value > 0 && value < 1) || isTaken(match.index)) return [];
    const {
      kind,
      dimension,
      value: percent,
      tolerance,
    } = share(value) ?? { kind: 'share', dimension: 'percent', value: 0, tolerance: 0 };
    const place = {
      text,
      start: match.index,
      end: match.index + text.length,
      isSpelled: true,
      perSeconds: null,
    };
    return [
      {
        ...place,
        kind,
        dimension,
        value: percent,
        tolerance,
        bound: toBound(sentence.slice(Math.max(0, match.index - 26), match.index)),
      },
    ];
  });
  const spelled: Numeral[] = [];
  for (const { index } of sentence.matchAll(/(?<![\w-])(?:[a-z]|\d{0,3}[½¼¾⅓⅔])/gi)) {
    const last = spelled.at(-1);
    if (isTaken(index) || (last !== undefined && index < last.end)) continue;
    for (const { pattern, read } of readers) {
      pattern.lastIndex = index;
      const match = pattern.exec(sentence);
      const found = match === null ? null : read(match);
      if (match === null || found === null) continue;
      const text = match[0].trim();
      const end = index + text.length;
      if (!/[½¼¾⅓⅔]/.test(text) && written.some(({ start, end: to }) => start < end && to > index)) break;
      const lead = sentence.slice(Math.max(0, index - 26), index);
      // "12.9 a second" is a rate.
      const isAgo = /^\s(?:before|earlier|ago|later)\b/i.test(sentence.slice(end));
      if (/^an? /i.test(text) && !isAgo && /(?:\d|\d\s?[a-zA-Z%]{1,12}|\bonce|\btwice) $/.test(lead)) break;
      const tolerance = found.tolerance * (about.test(lead) ? aboutSpelled : 1);
      const per =
        found.kind === 'amount' && found.dimension === 'none' ? rateAfter.exec(sentence.slice(end)) : null;
      const perSeconds = per === null ? null : (findUnit(per[1] ?? per[2] ?? '')?.scale ?? null);
      spelled.push({
        ...found,
        text,
        start: index,
        end,
        tolerance,
        perSeconds,
        bound: toBound(lead),
        isSpelled: true,
      });
      break;
    }
  }
  const whole = written.filter(
    ({ start, end }) => ![...parted, ...spelled].some((one) => start >= one.start && end <= one.end),
  );
  const all = [...whole, ...spelled, ...parted].toSorted((a, b) => a.start - b.start);
  return lendUnits(sentence, joinDurations(sentence, all));
}
