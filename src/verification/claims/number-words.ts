/** Numbers that a sentence spells: "eight minutes after", "tenfold", "more than twice its threshold", "a third of". */
import { numberWords, partWords } from './number-lexicon.ts';
import { type Dimension, findUnit } from './quantity.ts';

function toNumber(word: string): number | null {
  return /^(?:an?|one)$/.test(word) ? 1 : (numberWords.get(word) ?? null);
}

export interface NumberWord {
  readonly value: number;
  readonly dimension: Dimension;
  readonly tolerance: number;
  readonly times: boolean;
  /** It claims something only where what it may be of was measured. */
  readonly soft: boolean;
  /** Of the words, with those of the unit. */
  readonly length: number;
}

/** What stands where the word begins. */
interface Place {
  readonly lower: string;
  /** Before it, as far as it can qualify it. */
  readonly lead: string;
  readonly rest: string;
}

const spelledFold = /^([a-z]{2,10}?)-?fold$/;
/** A distance in time is one only beside what it is measured from; "the last two hours" is none. */
const distanceAfter =
  /^\s(seconds|minutes|hours|days)(?=\s(?:after|before|later|earlier|ahead|prior|ago|apart|elapsed|passed|went by|separate[sd]?|lie|lay|between)\b)/;
/** "an hour before the alert"; "0.2 % an hour ago" says which value is meant. */
const oneAfter =
  /^\s(second|minute|hour|day)(?=\s(?:before|after|ahead of|prior to) (?:the (?!page\b.{0,3}(?:sat|was|stood))|its|[a-z]{1,12}-?\d|[a-z]{2,20}\b)|\s(?:later|afterwards)\b)/;
const halfUnitAfter = /^ an? (minute|hour|day)(?=\s(?:before|after|later|earlier|ahead|prior)\b)/;
const multipleAfter = /^\stimes(?=\s(?:its|the|as|what|that|more|higher|larger|longer|over)\b)/;
const twiceAfter = /^(?=\s(?:its|the|as|what|that)\b)/;
const countedAfter =
  /^(?=\s(?:[a-z]{0,20}(?:errors|exceptions|warnings|timeouts|panics|crashes|restarts)|(?:log )?lines|replicas)\b)/i;
/** "killed three times". */
const occasionsAfter =
  /^\stimes(?!\s(?:its|the (?!(?:jvm|pod|container|process|worker)\b)|as|what|that|more|higher|larger|longer|over)\b)(?!\w)/;
const factorBefore =
  /\b(?:factor of|multiplied by|multiplied) (?:about |almost |nearly |roughly |over |more than )?$/i;
const dozensAfter = /^\s(dozen|hundred|thousand)(?!\w)/;
const nounAfter =
  /^(?=\s(?!(?:seconds|minutes|hours|days|weeks|months|times|percentage|points|orders|things|ways|steps|dozens|is|was|has|as)\b)[a-z]{2,20}s\b)/;
const fractionHere =
  /^\s(hal(?:f|ves)|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|twentieths?|hundredths?)(?=\s(?:of(?! an? (?:hour|minute|second|day|millisecond)\b)|full|empty|less|more|fewer|lower|higher|used|busy|what|that|its|the)\b|\s?[,.;)]|$)/;
const halfHere = /^(?=\s(?:of(?! an? (?:hour|minute|second|day)\b)|full|empty|what|that|its|the)\b)/;
const oneInHere =
  /^(?: [a-z]{3,16}){0,2}? (?:in|of|out of) (?:every )?(two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|fifty|hundred)(?=\s(?!(?:seconds?|minutes?|hours?|days?)\b)[a-z]|\s?[,.;)]|$)/;

/** Spelled multiples and shares are rounded. */
const spelledShare = 0.15;
const fractionShare = 0.1;

function toMultiple(value: number, length: number): NumberWord {
  return { value, dimension: 'none', tolerance: value * spelledShare, times: true, soft: false, length };
}

function toShare(value: number, length: number): NumberWord {
  return {
    value: value * 100,
    dimension: 'percent',
    tolerance: value * 100 * fractionShare,
    times: false,
    soft: true,
    length,
  };
}

function toCount(value: number, length: number, soft: boolean): NumberWord {
  return { value, dimension: 'none', tolerance: 0.5, times: false, soft, length };
}

/** Ways to spell a number, the first that fits counts. */
const readers: readonly ((place: Place) => NumberWord | null)[] = [
  ({ lower }) => {
    const value = toNumber(spelledFold.exec(lower)?.[1] ?? '') ?? (lower === 'twofold' ? 2 : null);
    return value === null || !spelledFold.test(lower) ? null : toMultiple(value, lower.length);
  },
  ({ lower, rest }) => (lower === 'twice' && twiceAfter.test(rest) ? toMultiple(2, lower.length) : null),
  // "a third of", "three quarters full", "half of"
  ({ lower, rest }) => {
    if (lower === 'half') return halfHere.test(rest) ? toShare(0.5, lower.length) : null;
    const [whole = '', word] = fractionHere.exec(rest) ?? [];
    const [of, how] = [partWords.get(word ?? ''), toNumber(lower)];
    return of === undefined || how === null || how >= of
      ? null
      : toShare(how / of, lower.length + whole.length);
  },
  // "one in eight", "two requests of three"
  ({ lower, rest }) => {
    const [whole = '', word] = oneInHere.exec(rest) ?? [];
    const [of, how] = [toNumber(word ?? ''), lower === 'a' || lower === 'an' ? null : toNumber(lower)];
    return of === null || how === null || how >= of ? null : toShare(how / of, lower.length + whole.length);
  },
  // "two dozen pods"
  ({ lower, rest }) => {
    const [whole, word] = dozensAfter.exec(rest) ?? [];
    const [how, unit] = [toNumber(lower), numberWords.get(word ?? '')];
    if (whole === undefined || how === null || unit === undefined) return null;
    const value = { ...toCount(how * unit, lower.length + whole.length, false) };
    return { ...value, tolerance: value.value * 0.04 };
  },
  // "by a factor of eight"
  ({ lower, lead }) => {
    const value = factorBefore.test(lead) ? toNumber(lower) : null;
    return value === null || value < 2 ? null : toMultiple(value, lower.length);
  },
  // "eight times as many", "killed three times"
  ({ lower, rest }) => {
    const value = toNumber(lower);
    const times = multipleAfter.exec(rest) ?? occasionsAfter.exec(rest);
    return value === null || value < 2 || times === null
      ? null
      : toMultiple(value, lower.length + times[0].length);
  },
  // "half an hour before"
  ({ lower, rest }) => {
    const [whole = '', word] = lower === 'half' ? (halfUnitAfter.exec(rest) ?? []) : [];
    const unit = findUnit(word ?? '');
    if (unit === null) return null;
    const amount = { value: unit.scale / 2, dimension: unit.dimension, tolerance: unit.scale / 12 };
    return { ...amount, times: false, soft: false, length: lower.length + whole.length };
  },
  // "eight minutes after"
  ({ lower, lead, rest }) => {
    const value = toNumber(lower);
    if (value === 1 && /\bhalf $/i.test(lead)) return null;
    const distance = value === 1 ? oneAfter.exec(rest) : distanceAfter.exec(rest);
    const unit = findUnit(distance?.[1] ?? '');
    if (value === null || distance === null || unit === null) return null;
    return {
      value: value * unit.scale,
      dimension: unit.dimension,
      tolerance: unit.scale / 2,
      times: false,
      soft: false,
      length: lower.length + distance[0].length,
    };
  },
  // "eight errors"; "eight pods" where pods are counted
  ({ lower, rest }) => {
    const value = /^(?:an?|one)$/.test(lower) ? null : toNumber(lower);
    if (value === null) return null;
    if (isCounted(rest)) return toCount(value, lower.length, false);
    return nounAfter.test(rest) ? toCount(value, lower.length, true) : null;
  },
];

/** The figure that a word begins; null for "a few services" and all else that is no number. */
export function findNumberWord(sentence: string, start: number, text: string): NumberWord | null {
  const place: Place = {
    lower: text.toLowerCase(),
    lead: sentence.slice(Math.max(0, start - 32), start),
    rest: sentence.slice(start + text.length, start + text.length + 48),
  };
  for (const read of readers) {
    const found = read(place);
    if (found !== null) return found;
  }
  return null;
}

/** Whether what follows a number is what it counts. */
export function isCounted(rest: string): boolean {
  return countedAfter.test(rest);
}
