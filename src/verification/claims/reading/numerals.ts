/** Every number of a sentence, in digits or in words, with its unit and with what kind of statement it makes. */
import { type FigureMention, findMentions, type Mention } from '../mentions.ts';
import { findUnit } from '../quantity.ts';
import { neverAbove, neverBelow } from './never-beyond.ts';
import type { Numeral } from './numeral.ts';
import { readSpelled, share } from './spelled-numerals.ts';

const about =
  /\b(?:about|around|roughly|approximately|nearly|almost|some|close to|practically|just (?:over|under|short of|above|below)|(?:a )?(?:little|bit|shade|touch) (?:over|under|above|below|more than|less than)|(?:hardly|barely|scarcely) (?:more|less) than|slightly (?:over|under|more than|less than|above|below)|in the region of|circa|ca\.|~|≈)\s?$/i;
const above =
  /\b(?:(?<!little )(?<!bit )(?<!shade )(?<!touch )(?<!hardly )(?<!barely )(?<!slightly )more than|(?<!just )(?<!little )(?<!bit )(?<!slightly )(?:over|above|past)|at least|exceed(?:s|ed|ing)?|beyond|in excess of|upwards of|north of|no (?:fewer|less) than|>=?)(?: an?)?\s?$/i;
const below =
  /\b(?:(?<!little )(?<!bit )(?<!shade )(?<!touch )(?<!hardly )(?<!barely )(?<!slightly )less than|(?<!just )(?<!little )(?<!bit )(?<!slightly )(?:under|below)|at most|fewer than|short of|not (?:even|quite)|no more than|(?:never|not once|at no (?:time|point)) (?:(?:had|has|saw|went|rose|got|been|used|held|took|climbed|was|were|exceeding|reached) ){0,2}(?:more than|above|over|beyond|past|exceed(?:ed|ing)|exceeds)|<=?)\s?$/i;

function toBound(lead: string): Numeral['bound'] {
  if (neverAbove.test(lead)) return 'below';
  if (neverBelow.test(lead)) return 'above';
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
  const lead = leadOf(sentence, figure.start);
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
const rateLater =
  /^[^,;.()]{0,44}\b(?:every|each|per) (second|minute|hour|day)(?!\w)(?!\s(?:one|request|call|line|order|message|quer|attempt))/i;

/** The unit of time in which a rate is told, in seconds. */
function secondsOf(rate: RegExpExecArray | null): number | null {
  return rate === null ? null : (findUnit(rate[1] ?? rate[2] ?? '')?.scale ?? null);
}

function rateOf({ times, dimension }: FigureMention, rest: string): number | null {
  if (times) return null;
  const isPlain = dimension === 'none' || dimension === 'bytes';
  return secondsOf(rateAfter.exec(rest) ?? (isPlain ? rateLater.exec(rest) : null));
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

const againBetween =
  /^(?:\s(?:at|by) \d\d:\d\d|\snow)?,?\s(?:(?:up|down|now|only|grown|risen|fallen)\s)?(?:from|against|versus|vs\.?|compared (?:with|to)|(?:instead of|rather than)(?: every)?|to)\s(?:about |around |roughly |just |only |some |a mere )?$/i;

/** "every 15 minutes instead of every 60", "from 60 minutes to 15": a duration, too, and no count beside one. */
function isSameSetting(sentence: string, before: Numeral, one: Numeral): boolean {
  const between = sentence.slice(before.end, one.start);
  if (/\b(?:instead of|rather than)(?: every)?\s$/i.test(between)) return true;
  return /^ to $/i.test(between) && /\bfrom $/i.test(leadOf(sentence, before.start));
}

/** "3.9 GiB, up from 1.5": the unit of the first is that of the second, too. */
function lendBack(sentence: string, list: readonly Numeral[]): readonly Numeral[] {
  return list.map((one, index) => {
    const before = list[index - 1];
    const isPlain =
      /^[\d.,]+$/.test(one.text) &&
      one.kind === 'amount' &&
      one.dimension === 'none' &&
      one.perSeconds === null;
    if (before === undefined || !isPlain || before.kind !== 'amount' || before.isSpelled) return one;
    const unit = /\s?[A-Za-z%]+$/.exec(before.text)?.[0];
    const digits = Number(before.text.replaceAll(',', '').replaceAll(/[^\d.].*$/g, ''));
    const isSaid = /^\s?(?:[).,;]|$)/.test(sentence.slice(one.end));
    // "down 63 % from 62": by so much, from that level.
    const isChange =
      before.dimension === 'percent' &&
      /\b(?:down|up|by)\s(?:[a-z]+\s){0,2}$/i.test(leadOf(sentence, before.start));
    if (unit === undefined || isChange || !isSaid || !(digits > 0)) return one;
    if (before.dimension === 'seconds' && !isSameSetting(sentence, before, one)) return one;
    if (!againBetween.test(sentence.slice(before.end, one.start))) return one;
    const scale = before.value / digits;
    const { dimension, perSeconds } = before;
    return { ...one, value: one.value * scale, tolerance: one.tolerance * scale, dimension, perSeconds };
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

/** Words before a number that can qualify it. */
function leadOf(sentence: string, start: number): string {
  return sentence.slice(Math.max(0, start - 120), start);
}

type IsTaken = (at: number) => boolean;

function findParted(sentence: string, isTaken: IsTaken): readonly Numeral[] {
  return [...sentence.matchAll(oneIn)].flatMap(({ index: start, 0: text, 1: how = '', 2: of = '' }) => {
    const part = Number(how.replaceAll(',', '')) / Number(of.replaceAll(',', ''));
    if (!(part > 0 && part < 1) || isTaken(start)) return [];
    const bound = toBound(leadOf(sentence, start));
    return [
      { ...share(part), text, start, end: start + text.length, isSpelled: true, perSeconds: null, bound },
    ];
  });
}

function findSpelled(sentence: string, written: readonly Numeral[], isTaken: IsTaken): readonly Numeral[] {
  const spelled: Numeral[] = [];
  for (const { index: start } of sentence.matchAll(/(?<![\w-])(?:[a-z]|\d{0,3}[½¼¾⅓⅔])/gi)) {
    const last = spelled.at(-1);
    if (isTaken(start) || (last !== undefined && start < last.end)) continue;
    const found = readSpelled(sentence, start);
    if (found === null) continue;
    const { measure, text } = found;
    const end = start + text.length;
    if (
      !/[½¼¾⅓⅔]|\b(?:hours?|days?) and \d/i.test(text) &&
      written.some((one) => one.start < end && one.end > start)
    )
      continue;
    const [lead, rest] = [leadOf(sentence, start), sentence.slice(end)];
    // "12.9 a second" is a rate.
    const isAgo = /^\s(?:before|earlier|ago|later)\b/i.test(rest);
    if (/^an? /i.test(text) && !isAgo && /(?:\d|\d\s?[a-zA-Z%]{1,12}|\bonce|\btwice) $/.test(lead)) continue;
    const isPlain = measure.kind === 'amount' && measure.dimension === 'none';
    spelled.push({
      ...measure,
      text,
      start,
      end,
      tolerance: measure.tolerance * (about.test(lead) ? aboutSpelled : 1),
      perSeconds: isPlain ? secondsOf(rateAfter.exec(rest)) : null,
      bound: toBound(lead),
      isSpelled: true,
    });
  }
  return spelled;
}

/** The numbers of a sentence, from left to right. */
export function findNumerals(sentence: string): readonly Numeral[] {
  const mentions = findMentions(sentence);
  const taken = listTaken(sentence, mentions);
  const isTaken: IsTaken = (at) => taken.some(([from, to]) => at >= from && at < to);
  const written = mentions.flatMap((mention) =>
    mention.kind === 'figure' && /\d/.test(mention.text) && !isTaken(mention.start)
      ? [fromFigure(sentence, mention)]
      : [],
  );
  const others = [...findSpelled(sentence, written, isTaken), ...findParted(sentence, isTaken)];
  const whole = written.filter(
    ({ start, end }) => !others.some((one) => start >= one.start && end <= one.end),
  );
  const all = [...whole, ...others].toSorted((a, b) => a.start - b.start);
  return lendBack(sentence, lendUnits(sentence, joinDurations(sentence, all)));
}
