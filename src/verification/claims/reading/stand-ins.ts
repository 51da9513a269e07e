/** Numbers that stand for what another number of the sentence tells, or for nothing that was measured. */
import type { Course } from './course.ts';
import { aroundOf } from './cues.ts';
import {
  fitsSpans,
  isWithin,
  listBaseSpans,
  listReachedSpans,
  thresholdOf,
  toLevels,
  toSpan,
} from './levels.ts';
import type { Numeral } from './numeral.ts';
import type { Item } from './subjects.ts';
import type { NumeralQuestion } from './told-moments.ts';

/** "nine jobs in ten waited no longer than": what a quantile is. */
function isQuantile({ numeral, phrase, reading }: NumeralQuestion): boolean {
  if (numeral.kind !== 'share' && !(numeral.kind === 'amount' && numeral.dimension === 'percent'))
    return false;
  const items = phrase.own.length > 0 ? phrase.own : reading.items;
  return items.some(({ about, ground }) => {
    const said = /\bp(\d\d)(\d?)\b/.exec(about);
    const label = Number(ground.labels['quantile'] ?? Number.NaN) * 100;
    const quantile = said === null ? label : Number(`${said[1]}.${said[2] || '0'}`);
    return [quantile, 100 - quantile].some((share) => Math.abs(share - numeral.value) < 0.3);
  });
}

/** "an hour and a quarter", "five minutes into the incident", "well short of 100 %". */
export function isNoFigure(question: NumeralQuestion): boolean {
  const { numeral } = question;
  const { lead, rest } = aroundOf(question);
  if (isQuantile(question)) return true;
  if (/\bhours? and $/i.test(lead) && /^a (?:quarter|half)$/i.test(numeral.text)) return true;
  if (numeral.dimension === 'seconds' && /^\sinto the (?:incident|outage|trouble)\b/i.test(rest)) return true;
  return numeral.dimension === 'percent' && numeral.value === 100 && /\bshort of $/i.test(lead);
}

/** The level that the phrase before tells, which a number behind a comma says once more. */
function findTold({ numeral, phrase, reading }: NumeralQuestion): Numeral | undefined {
  const before = reading.phrases[phrase.index - 1];
  if (before === undefined || phrase.own.length > 0 || !/^,/.test(phrase.lead.trim())) return undefined;
  return before.numerals.find(
    ({ kind, dimension, end }) =>
      kind === 'amount' && dimension !== 'seconds' && dimension !== 'percent' && end <= numeral.start,
  );
}

const lessAfter = /^(?:\/\w+)?\s(?:(less|fewer|lower)|(more|higher))\b/i;

function fitsBefore(
  { numeral }: NumeralQuestion,
  told: Numeral,
  item: Item & { course: Course },
  match: RegExpExecArray,
): boolean {
  const value = match[1] === undefined ? told.value - numeral.value : told.value + numeral.value;
  return (
    told.dimension === numeral.dimension &&
    fitsSpans(
      { ...told, value, tolerance: told.tolerance + numeral.tolerance },
      item,
      listBaseSpans(item.course),
    )
  );
}

/** "lost 140 a second, about a sixth of what it had": a share that the number before it makes with what was there. */
export function fitsApposition(question: NumeralQuestion, item: Item): boolean {
  const { numeral } = question;
  const { course } = item;
  const told = findTold(question);
  if (told === undefined || course === null) return false;
  const less = lessAfter.exec(aroundOf(question).rest);
  if (less !== null && numeral.kind === 'amount')
    return fitsBefore(question, told, { ...item, course }, less);
  const isShare = numeral.kind === 'share' || (numeral.kind === 'amount' && numeral.dimension === 'percent');
  if (!isShare) return false;
  const limit = thresholdOf(item);
  const bases = [...listBaseSpans(course).map(([value]) => value), ...(limit === null ? [] : [limit])];
  return toLevels(told, item).some((value) =>
    bases.some((base) => base > 0 && isWithin(numeral, toSpan((value / base) * 100))),
  );
}

/** "went from 310 to 4,250", said of a change: a series that went so, and that way. */
export function fitsPassage({ numeral, phrase, reading }: NumeralQuestion, item: Item): boolean {
  const { course } = item;
  if (course === null) return false;
  const { sentence } = reading;
  const pairs = phrase.numerals.slice(1).flatMap((to, index) => {
    const from = phrase.numerals[index];
    const isPair =
      from !== undefined &&
      (numeral === from || numeral === to) &&
      /\bfrom (?:about |around |roughly )?$/i.test(sentence.slice(0, from.start)) &&
      /^[^,;()\d]{0,12}\sto (?:about |around |roughly )?$/i.test(sentence.slice(from.end, to.start));
    return isPair ? [[from, to] as const] : [];
  });
  return pairs.some(([from, to]) => {
    const isTurned = phrase.ways.some(({ direction }) =>
      direction === 'up' ? to.value < from.value : direction === 'down' ? to.value > from.value : false,
    );
    return (
      !isTurned &&
      fitsSpans(from, item, listBaseSpans(course)) &&
      fitsSpans(to, item, listReachedSpans(course))
    );
  });
}
