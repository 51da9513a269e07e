/** Numbers, times and names in a sentence: what can be looked up in evidence. */
import { dayMs } from '../domain/time.ts';

export type FigureUnit = 'bytes' | 'seconds' | 'percent' | 'none';

export interface Figure {
  readonly text: string;
  /** In bytes, seconds, percent, or as it is; the sign is dropped ("fell by 3 GB" is a change of −3 GB). */
  readonly value: number;
  readonly unit: FigureUnit;
  /** Half a unit of the last digit that is written, on the same scale as `value`. */
  readonly tolerance: number;
}

export interface TimeMention {
  readonly text: string;
  /** Epoch milliseconds if a date is given, else milliseconds since midnight UTC. */
  readonly ms: number;
  readonly dated: boolean;
  /** How exactly it is written: to the day, the minute or the second. */
  readonly precisionMs: number;
}

export interface Mentions {
  readonly figures: readonly Figure[];
  readonly times: readonly TimeMention[];
  readonly names: readonly string[];
  readonly citations: readonly string[];
}

const units: Readonly<Record<string, readonly [unit: FigureUnit, scale: number]>> = {
  '%': ['percent', 1],
  percent: ['percent', 1],
  b: ['bytes', 1],
  byte: ['bytes', 1],
  bytes: ['bytes', 1],
  kb: ['bytes', 1e3],
  mb: ['bytes', 1e6],
  gb: ['bytes', 1e9],
  tb: ['bytes', 1e12],
  pb: ['bytes', 1e15],
  kib: ['bytes', 2 ** 10],
  mib: ['bytes', 2 ** 20],
  gib: ['bytes', 2 ** 30],
  tib: ['bytes', 2 ** 40],
  ms: ['seconds', 1e-3],
  s: ['seconds', 1],
  sec: ['seconds', 1],
  second: ['seconds', 1],
  seconds: ['seconds', 1],
  min: ['seconds', 60],
  mins: ['seconds', 60],
  minute: ['seconds', 60],
  minutes: ['seconds', 60],
  h: ['seconds', 3600],
  hour: ['seconds', 3600],
  hours: ['seconds', 3600],
  d: ['seconds', 86_400],
  day: ['seconds', 86_400],
  days: ['seconds', 86_400],
};

const timePattern =
  /(?:(?<date>\d{4}-\d\d-\d\d)[T ])?(?<![\d:.])(?<hour>[01]?\d|2[0-3]):(?<minute>[0-5]\d)(?::(?<second>[0-5]\d)(?:\.\d+)?)?(?![\d:])\s?(?:Z|UTC)?/g;
const datePattern = /(?<![\w-])(?<date>\d{4}-\d\d-\d\d)(?![\w-])/g;
const citationPattern = /\bE\d{1,3}\b/g;
/** Written together and with a digit, an underscore or a slash between letters: no plain word. */
const namePattern = /(?<![\w./-])(?=[\w./:@-]*[A-Za-z])(?=[\w./:@-]*[\d_/])[A-Za-z0-9_/][\w./:@-]*[\w/]/g;
/** Addresses and versions, `10.0.0.5:9100` and `2.4.1`: digits throughout, yet no figures. */
const dottedPattern = /(?<![\w.:-])\d+(?:\.\d+){2,}(?::\d+)?(?![\w])/g;
/** `MB/s`, `req/s`, `200/s`: the amount is a figure, and what it is divided by claims nothing. */
const rate = /^(?:\d[\d.,]*)?[a-z]*\/(?:s|sec|seconds?|min|minute|h|hour|d|day)$/i;
const figurePattern =
  /(?<![\w.])[+−-]?(?<number>\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?)\s?(?<unit>%|[A-Za-z]+\b)?/gi;
/** Words of the trade that look like names or figures but claim nothing. */
const trade =
  /^(?:p\d{1,3}|[1-5]xx|ipv[46]|http\/\d(?:\.\d)?|utf-?\d+|sha-?\d+|x86_64|amd64|k8s|and\/or|i\/o|n\/a|\d(?:st|nd|rd|th)|s3|ec2|tcp\/ip|read\/write|client\/server|24\/7|24x7)$/i;

function readTime(match: RegExpMatchArray): TimeMention {
  const { date, hour = '0', minute = '0', second } = match.groups ?? {};
  const clock = (Number(hour) * 3600 + Number(minute) * 60 + Number(second ?? 0)) * 1000;
  const precisionMs = second === undefined ? 60_000 : 1000;
  const text = match[0].trim();
  return date === undefined
    ? { text, ms: clock, dated: false, precisionMs }
    : { text, ms: Date.parse(`${date}T00:00:00Z`) + clock, dated: true, precisionMs };
}

function readDate(match: RegExpMatchArray): TimeMention {
  const { date = '' } = match.groups ?? {};
  return { text: date, ms: Date.parse(`${date}T00:00:00Z`), dated: true, precisionMs: dayMs };
}

function findUnit(word: string): readonly [unit: FigureUnit, scale: number] | null {
  const key = word.toLowerCase();
  return Object.hasOwn(units, key) ? (units[key] ?? null) : null;
}

function readFigure(match: RegExpMatchArray): Figure {
  const { number = '0', unit: word = '' } = match.groups ?? {};
  const [unit, scale] = findUnit(word) ?? (['none', 1] as const);
  const plain = number.replaceAll(',', '');
  const [mantissa = '', exponent = '0'] = plain.toLowerCase().split('e');
  const decimals = mantissa.split('.')[1]?.length ?? 0;
  const known = unit === 'none' ? match[0].slice(0, match[0].indexOf(number) + number.length) : match[0];
  return {
    text: known.trim(),
    value: Number(plain) * scale,
    unit,
    tolerance: 0.5 * 10 ** (Number(exponent) - decimals) * scale,
  };
}

/** "12min", "40GB" and "200/s" are figures with their unit, not names. */
function isGluedFigure(name: string): boolean {
  const unit = /^\d[\d.,]*([A-Za-z]+)$/.exec(name)?.[1];
  return rate.test(name) || (unit !== undefined && findUnit(unit) !== null);
}

/** Takes a sentence apart. What has been read as one kind is not read again as another. */
export function findMentions(sentence: string): Mentions {
  let rest = sentence;
  const take = <T>(pattern: RegExp, read: (match: RegExpMatchArray) => T | null): T[] => {
    const found: T[] = [];
    rest = rest.replace(pattern, (...args: unknown[]) => {
      const groups = args.at(-1);
      const whole = String(args[0]);
      const match = Object.assign([whole], {
        groups: typeof groups === 'object' ? groups : {},
      }) as RegExpMatchArray;
      const value = read(match);
      if (value === null) return whole;
      found.push(value);
      return ' '.repeat(whole.length);
    });
    return found;
  };
  const times = [...take(timePattern, readTime), ...take(datePattern, readDate)];
  const citations = take(citationPattern, ([text]) => text ?? '');
  const names = [
    ...take(namePattern, ([text = '']) => (isGluedFigure(text) ? null : text)),
    ...take(dottedPattern, ([text = '']) => text),
  ].filter((name) => !trade.test(name));
  const figures = take(figurePattern, readFigure);
  return { figures, times, names, citations };
}
