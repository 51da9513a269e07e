/**
 * What can be looked up in a sentence: figures, times, names, directions, citations, each with its place. The scan goes
 * from left to right, what was read as one kind is not read again as another, and every pattern is anchored and bounded,
 * so that no text takes more than linear time.
 */
import { dayMs } from '../../domain/time.ts';
import { type Direction, findDirection } from './direction-words.ts';
import { looksLikeName } from './name-shapes.ts';
import { findNumberWord, isCounted } from './number-words.ts';
import { findMagnitude, findUnit, toPerSeconds, type Written } from './quantity.ts';

interface Place {
  /** As it stands in the sentence, which it begins at `start`. */
  readonly text: string;
  readonly start: number;
}

export interface FigureMention extends Place, Written {
  readonly kind: 'figure';
  /** "doubled", "×68", "3-fold": how many times as much. */
  readonly times: boolean;
  /** "more than 90 %" is true of 93 %. */
  readonly bound: 'above' | 'below' | null;
  /** "a third", "two pods": it claims something only where what it may be of was measured. */
  readonly soft?: boolean;
}

export interface TimeMention extends Place {
  readonly kind: 'time';
  /** Epoch milliseconds if a date is given, else milliseconds since midnight UTC. */
  readonly ms: number;
  readonly dated: boolean;
  /** How exactly it is written: to the day, the minute or the second. */
  readonly precisionMs: number;
  /** How far off "about 02:21" may be. */
  readonly slackMs: number;
}

export interface NameMention extends Place {
  readonly kind: 'name';
  /** Stands between quotation marks: the words themselves are claimed. */
  readonly quoted: boolean;
  /** Stands where a name stands, as in "the ledger service"; it may be a part of the real one. */
  readonly slot?: boolean;
}

export interface DirectionMention extends Place {
  readonly kind: 'direction';
  readonly direction: Direction;
  /** It has its own denial in it: "has not moved". */
  readonly isPhrase: boolean;
}

export interface CitationMention extends Place {
  readonly kind: 'citation';
}

export type Mention = FigureMention | TimeMention | NameMention | DirectionMention | CitationMention;

/** Longer sentences are cut before they come here; this keeps evidence texts from costing more. */
export const longestScanned = 6000;

const timeAt =
  /(?:(\d{4}-\d\d-\d\d)[T ])?([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?(?![\d:])(?:\s?(?:Z\b|UTC\b))?/y;
const dateAt = /(\d{4}-\d\d-\d\d)(?![\w-])/y;
const citationAt = /E\d{1,3}(?!\w)/y;
const quoteAt = /"([^"\n]{2,200})"|“([^”\n]{2,200})”|`([^`\n]{1,200})`/y;
/** Addresses and versions, `10.0.0.5:9100` and `2.4.1`: digits throughout, yet no figures. */
const dottedAt = /\d{1,5}(?:\.\d{1,6}){2,8}(?::\d{1,5})?(?!\w)/y;
const figureAt =
  /[+−-]?(\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,12})?|\d{1,30}(?:\.\d{1,12})?(?:e[+-]?\d{1,3})?)(?:(\s?%|\s?[A-Za-zµ]{1,12}(?![\w-]))|(?![A-Za-z_\d]|\.\d))/iy;
const perAt =
  /\s?(?:\/\s?|per |an? |each |every )([a-z]{1,8})(?!\w)(?!\s(?:ago|before|earlier|later|after))/iy;
const ofSomethingAt =
  /\s?(?!(?:within|inside|in|over|for|during|after|before|by|at|about|around|nearly|almost|than|just|under|of)\b)[a-z]{1,12}\s?(?:\/\s?|per |an? |each |every )(s|sec|second|min|minute|h|hour|day)(?!\w)(?!\s(?:ago|before|earlier|later|after))/iy;
const wordAt = /[\p{L}\p{N}_/](?:[\p{L}\p{N}_./:@'’-]{0,198}[\p{L}\p{N}_/])?/uy;
const factorAt = /×\s?(\d{1,9}(?:\.\d{1,6})?)(?!\w)/y;
const foldAfter = /^(?:x(?!\w)|×|[- ]?fold(?!\w)|\stimes(?!\w))/i;

const factorLead = /\b(?:factor of|multiplied by) (?:about |almost |nearly |roughly )?$/i;

const clockWords = { minute: 60_000, second: 1000 } as const;

function toTime(sentence: string, match: RegExpExecArray): TimeMention {
  const [whole, date, hour = '0', minute = '0', second] = match;
  const clock = (Number(hour) * 3600 + Number(minute) * 60 + Number(second ?? 0)) * 1000;
  return {
    kind: 'time',
    text: whole.trim(),
    start: match.index,
    ms: date === undefined ? clock : Date.parse(`${date}T00:00:00Z`) + clock,
    dated: date !== undefined,
    precisionMs: second === undefined ? clockWords.minute : clockWords.second,
    slackMs: aboutTime.test(before(sentence, match.index)) ? aboutMs : 0,
  };
}

const aboutBefore =
  /(?:about|around|roughly|approximately|nearly|almost|some|close to|just (?:over|under|short of|above|below)|a (?:little|bit) (?:over|under|more than|less than)|slightly (?:over|under|more than|less than|above|below)|in the region of|circa|ca\.|~|≈)\s?$/i;
const aboveBefore =
  /(?:more than|(?<!just )(?<!little )(?<!bit )(?<!slightly )(?:over|above)|at least|exceed(?:s|ed|ing)?|beyond|more|in excess of|upwards of|north of|>=?)\s?$/i;
const belowBefore =
  /(?:less than|(?<!just )(?<!little )(?<!bit )(?<!slightly )(?:under|below)|at most|fewer than|short of|<=?)\s?$/i;
const aboutAfter = /^\s?(?:or so|or thereabouts|give or take)\b/i;
const aboutTime =
  /(?:about|around|roughly|approximately|nearly|almost|some|close to|(?:shortly|just|soon) (?:after|before|past)|~|≈)\s?$/i;
/** "about 40 GB" may be off by this share. */
const aboutShare = 0.05;
const aboutMs = 120_000;

/** A large number that ends in zeros is rounded to them, but not by more than this share. */
const roundedShare = 0.005;
const leastRounded = 1000;

/** Half a unit of the last digit that is not a rounded one. */
function toTolerance(digits: string): number {
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e');
  const zeros = /^\d+?(0+)$/.exec(digits)?.[1]?.length ?? 0;
  if (zeros > 0 && Number(digits) >= leastRounded)
    return Math.min(0.5 * 10 ** zeros, Number(digits) * roundedShare);
  return 0.5 * 10 ** (Number(exponent) - (mantissa.split('.')[1]?.length ?? 0));
}

function toFigure(sentence: string, match: RegExpExecArray): FigureMention {
  const [whole, number = '0', word = ''] = match;
  const unit = findUnit(word.trim());
  const plain = number.replaceAll(',', '');
  const magnitude = findMagnitude(word.trim());
  const scale = unit?.scale ?? magnitude ?? 1;
  const qualifier = before(sentence, match.index);
  const value = Number(plain) * scale;
  const written = toTolerance(plain) * scale;
  const length = unit === null && magnitude === null ? whole.length - word.length : whole.length;
  const end = match.index + length;
  perAt.lastIndex = end;
  ofSomethingAt.lastIndex = end;
  const per = perAt.exec(sentence) ?? (unit === null ? ofSomethingAt.exec(sentence) : null);
  const perSeconds = per === null ? null : toPerSeconds(per[1] ?? '');
  const fold = foldAfter.test(sentence.slice(end, end + 7)) || factorLead.test(before(sentence, match.index));
  const times = unit === null && perSeconds === null && fold;
  const about = aboutBefore.test(qualifier) || aboutAfter.test(sentence.slice(end, end + 18));
  return {
    kind: 'figure',
    text: sentence.slice(match.index, end).trim(),
    start: match.index,
    value,
    dimension: unit?.dimension ?? 'none',
    perSeconds,
    tolerance: about ? Math.max(written, value * aboutShare) : written,
    times,
    counts: unit === null && perSeconds === null && isCounted(sentence.slice(end, end + 40)),
    bound: toBound(qualifier),
  };
}

/** Verbs that are figures, too, and how exact they are meant. */
const multiples: Readonly<Record<string, number>> = {
  doubled: 2,
  tripled: 3,
  quadrupled: 4,
  quintupled: 5,
  halved: 0.5,
};
const multipleTolerance = 0.15;

/** "nearly a third" may be this many times as far off as "a third". */
const aboutSpelled = 1.6;

/** "halved and halved again": once more the same; null for the second of the two, which the first has counted. */
function toRepeated(
  sentence: string,
  { text, start }: Place,
  times: number,
): { readonly value: number; readonly tolerance: number } | null {
  const rest = sentence.slice(start + text.length, start + text.length + 30).toLowerCase();
  const lead = sentence.slice(Math.max(0, start - 30), start).toLowerCase();
  const word = text.toLowerCase();
  if (/^ (?:yet )?again\b/.test(rest) && lead.includes(word)) return null;
  const isTwice =
    /^ twice\b/.test(rest) ||
    rest.startsWith(` and ${word} again`) ||
    rest.startsWith(` and then ${word} again`);
  const value = isTwice ? times ** 2 : times;
  return { value, tolerance: value * (isTwice ? repeatedTolerance : multipleTolerance) };
}
/** What is told in two rough steps is twice as rough. */
const repeatedTolerance = 0.35;

interface Factor {
  readonly text: string;
  readonly start: number;
  readonly value: number;
  readonly tolerance: number;
}

function toBound(before: string): FigureMention['bound'] {
  return aboveBefore.test(before) ? 'above' : belowBefore.test(before) ? 'below' : null;
}

/** What stands before a place, as far as it can qualify a figure. */
function before(sentence: string, at: number): string {
  return sentence.slice(Math.max(0, at - 24), at);
}

function toFactor(sentence: string, { text, start, value, tolerance }: Factor): FigureMention {
  const amount = { value, tolerance, dimension: 'none' as const, perSeconds: null, counts: false };
  const bound = toBound(before(sentence, start));
  return { kind: 'figure', text, start, ...amount, times: true, bound };
}

function readWord(
  sentence: string,
  { text, start }: Place,
  isKnown: (word: string) => boolean,
): readonly Mention[] {
  const lower = text.toLowerCase();
  const found = findDirection(sentence, start, text);
  if (found !== null) {
    const { direction, isPhrase, length } = found;
    const times = Object.hasOwn(multiples, lower) ? multiples[lower] : undefined;
    const said = sentence.slice(start, start + length);
    const move: DirectionMention = { kind: 'direction', text: said, start, direction, isPhrase };
    const how = times === undefined ? null : toRepeated(sentence, { text, start }, times);
    return how === null ? [move] : [move, toFactor(sentence, { text, start, ...how })];
  }
  const spelled = findNumberWord(sentence, start, text);
  if (spelled !== null) {
    const { value, dimension, times, length, soft } = spelled;
    const qualifier = before(sentence, start);
    const tolerance = spelled.tolerance * (soft && aboutBefore.test(qualifier) ? aboutSpelled : 1);
    const counts = !times && dimension === 'none';
    const amount = { value, dimension, perSeconds: null, times, tolerance, counts, soft };
    const said = sentence.slice(start, start + length);
    return [{ kind: 'figure', text: said, start, ...amount, bound: toBound(qualifier) }];
  }
  return looksLikeName(text) || isKnown(text) ? [{ kind: 'name', text, start, quoted: false }] : [];
}

function exec(pattern: RegExp, sentence: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(sentence);
}

/** `⟨email-1⟩` stands for what was hidden from the model: no name that evidence could have. */
const hiddenAt = /⟨[a-z]+-\d+⟩/y;

/** What begins at this place of a sentence, and how many characters it takes. */
function readAt(
  sentence: string,
  at: number,
  isKnown: (word: string) => boolean,
): { readonly mentions: readonly Mention[]; readonly length: number } {
  const one = (mention: Mention, length: number) => ({ mentions: [mention], length });
  const hidden = exec(hiddenAt, sentence, at);
  if (hidden !== null) return { mentions: [], length: hidden[0].length };
  const time = exec(timeAt, sentence, at);
  if (time !== null) return one(toTime(sentence, time), time[0].length);
  const date = exec(dateAt, sentence, at);
  if (date !== null) {
    const [text] = date;
    const ms = Date.parse(`${text}T00:00:00Z`);
    return one(
      { kind: 'time', text, start: at, ms, dated: true, precisionMs: dayMs, slackMs: 0 },
      text.length,
    );
  }
  const citation = exec(citationAt, sentence, at);
  if (citation !== null) return one({ kind: 'citation', text: citation[0], start: at }, citation[0].length);
  const quote = exec(quoteAt, sentence, at);
  if (quote !== null) {
    const text = quote[1] ?? quote[2] ?? quote[3] ?? '';
    return one({ kind: 'name', text: text.trim(), start: at + 1, quoted: true }, quote[0].length);
  }
  const dotted = exec(dottedAt, sentence, at);
  if (dotted !== null) {
    return one({ kind: 'name', text: dotted[0], start: at, quoted: false }, dotted[0].length);
  }
  const factor = exec(factorAt, sentence, at);
  if (factor !== null) {
    const [text, digits = ''] = factor;
    const factorOf = { text, start: at, value: Number(digits), tolerance: toTolerance(digits) };
    return one(toFactor(sentence, factorOf), text.length);
  }
  const figure = exec(figureAt, sentence, at);
  if (figure !== null && !isGlued(figure)) {
    const mention = toFigure(sentence, figure);
    return one(mention, Math.max(1, mention.text.length));
  }
  const word = exec(wordAt, sentence, at);
  if (word === null) return { mentions: [], length: 1 };
  const text = word[0].replace(/['’]s?$/, '');
  const mentions = readWord(sentence, { text, start: at }, isKnown);
  const longest = Math.max(0, ...mentions.map((mention) => mention.text.length));
  return { mentions, length: Math.max(word[0].length, longest) };
}

/** "5xx", "3rd" and "2xlarge" are words. */
function isGlued([, digits = '', word = '']: RegExpExecArray): boolean {
  // "502s" are answers with that status.
  if (word === 's' && /^[45]\d\d$/.test(digits)) return true;
  return (
    /^[A-Za-z]/.test(word) &&
    word.toLowerCase() !== 'x' &&
    findUnit(word) === null &&
    findMagnitude(word) === null
  );
}

/** Takes a sentence apart, from left to right. */
export function findMentions(
  text: string,
  isKnown: (word: string) => boolean = () => false,
): readonly Mention[] {
  const sentence = text.slice(0, longestScanned);
  const found: Mention[] = [];
  let at = 0;
  while (at < sentence.length) {
    const { mentions, length } = readAt(sentence, at, isKnown);
    found.push(...mentions);
    at += length;
  }
  return found.map((mention, index) => lendUnit(sentence, mention, found[index + 1]));
}

/** "from 7 to 3 days": the unit of the second is that of the first, too. */
function lendUnit(sentence: string, mention: Mention, next: Mention | undefined): Mention {
  if (mention.kind !== 'figure' || next?.kind !== 'figure') return mention;
  const plain =
    mention.dimension === 'none' && mention.perSeconds === null && !mention.times && !mention.counts;
  if (!plain || mention.soft === true || (next.dimension === 'none' && next.perSeconds === null))
    return mention;
  const between = sentence.slice(mention.start + mention.text.length, next.start);
  if (!/^\s?(?:to|–|-|→)\s?$/.test(between)) return mention;
  const digits = Number(next.text.replaceAll(',', '').replaceAll(/[^\d.].*$/g, ''));
  const scale = digits > 0 ? next.value / digits : 1;
  const { dimension, perSeconds } = next;
  return {
    ...mention,
    value: mention.value * scale,
    tolerance: mention.tolerance * scale,
    dimension,
    perSeconds,
  };
}
