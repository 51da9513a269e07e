/** Numbers that a sentence spells: "eight minutes after", "tenfold", "more than twice its threshold". */
import { type Dimension, findUnit } from './quantity.ts';

const small =
  'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const numbers = new Map<string, number>([
  ['hundred', 100],
  ...small.map((word, index) => [word, index + 2] as const),
  ...tens.map((word, index) => [word, index * 10 + 20] as const),
]);
const digits = ['one', ...small.slice(0, 8)];

/** "thirty-two" as well as "eight". */
function toNumber(word: string): number | null {
  const plain = numbers.get(word);
  if (plain !== undefined) return plain;
  const [ten = '', digit = ''] = word.split('-');
  const [high, low] = [tens.indexOf(ten), digits.indexOf(digit)];
  return high === -1 || low === -1 ? null : (high + 2) * 10 + low + 1;
}

interface NumberWord {
  readonly value: number;
  readonly dimension: Dimension;
  readonly tolerance: number;
  readonly times: boolean;
  /** Of the words, with those of the unit. */
  readonly length: number;
}

const spelledFold = /^([a-z]{2,10}?)-?fold$/;
/** A distance in time is one only beside what it is measured from; "the last two hours" is none. */
const distanceAfter = /^\s(seconds|minutes|hours|days)(?=\s(?:after|before|later|earlier|ahead|prior|ago)\b)/;
/** "an hour before the alert"; "0.2 % an hour ago" says which value is meant. */
const oneAfter = /^\s(minute|hour|day)(?=\s(?:before|after) (?:the|its|[a-z]{1,12}-?\d))/;
const multipleAfter = /^\stimes(?=\s(?:its|the|as|what|that|more|higher|larger|longer)\b)/;
const twiceAfter = /^(?=\s(?:its|the|as|what|that)\b)/;
const countedAfter =
  /^(?=\s(?:[a-z]{0,20}(?:errors|exceptions|warnings|timeouts|panics|crashes|restarts)|(?:log )?lines|replicas)\b)/i;

/** Spelled multiples are rounded. */
const spelledShare = 0.15;

/** The figure that a word begins; null for "two services" and all else that counts what the sentence lists itself. */
export function findNumberWord(sentence: string, start: number, text: string): NumberWord | null {
  const lower = text.toLowerCase();
  const fold = spelledFold.exec(lower);
  const rest = sentence.slice(start + text.length, start + text.length + 40);
  const multiple = (value: number, length: number): NumberWord => ({
    value,
    dimension: 'none',
    tolerance: value * spelledShare,
    times: true,
    length,
  });
  if (fold !== null) {
    const value = toNumber(fold[1] ?? '');
    return value === null ? null : multiple(value, text.length);
  }
  if (lower === 'twice') return twiceAfter.test(rest) ? multiple(2, text.length) : null;
  const single = /^(?:an?|one)$/.test(lower) ? oneAfter.exec(rest) : null;
  const value = single === null ? toNumber(lower) : 1;
  if (value === null) return null;
  const times = multipleAfter.exec(rest);
  if (times !== null) return multiple(value, text.length + times[0].length);
  const distance = single ?? distanceAfter.exec(rest);
  const unit = findUnit(distance?.[1] ?? '');
  if (distance !== null && unit !== null) {
    const length = text.length + distance[0].length;
    return {
      value: value * unit.scale,
      dimension: unit.dimension,
      tolerance: unit.scale / 2,
      times: false,
      length,
    };
  }
  const counted = { value, dimension: 'none', tolerance: 0.5, times: false, length: text.length } as const;
  return isCounted(rest) ? counted : null;
}

/** Whether what follows a number is what it counts. */
export function isCounted(rest: string): boolean {
  return countedAfter.test(rest);
}
