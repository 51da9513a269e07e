/** The two levels that a factor is told of in one breath: "more than tripled, from 36.6 ms to 55.5 ms" belies itself. */
import type { Numeral } from './numeral.ts';
import type { NumeralQuestion } from './told-moments.ts';

/** "lost nine tenths of its value", "rose by 40 %": a part that came or went. */
const changes =
  /\b(?:by|lost|shed|gained|lost|fell|dropped|rose|grew|climbed|shrank|sank|added)\s(?:about |around |roughly |nearly |almost |some |only |just |more than |over |a good )*$/i;

/** The levels from which and to which a factor is said to lead; null where it stands without them. */
export function pairOfFactor({
  numeral,
  phrase,
  reading,
}: NumeralQuestion): readonly [Numeral, Numeral] | null {
  const isPart = numeral.kind === 'share' || (numeral.kind === 'amount' && numeral.dimension === 'percent');
  const isChange = isPart && changes.test(reading.sentence.slice(phrase.start, numeral.start));
  if (numeral.kind !== 'factor' && !isChange) return null;
  const [from, to] = reading.numerals.filter(({ start }) => start >= numeral.end);
  const next = reading.phrases[phrase.index + 1];
  if (from === undefined || to === undefined || to.end > (next?.end ?? phrase.end)) return null;
  const { sentence } = reading;
  const lead = sentence.slice(numeral.end, from.start);
  const isPair =
    /^(?:[^,;()]{0,24}|,\s(?:going |rising |up )?|\s?\((?:up )?)\bfrom\s(?:[a-z]+\s){0,4}$|^\s?\($/i.test(
      lead,
    ) &&
    /^\s?(?:%|percent)?[^,;()\d]{0,24}\bto\s(?:[a-z]+\s){0,2}$/i.test(sentence.slice(from.end, to.start));
  const isAlike = from.kind === 'amount' && to.kind === 'amount' && from.dimension === to.dimension;
  return isPair && isAlike && from.value > 0 && to.value > 0 ? [from, to] : null;
}

/** What is more than doubled may be trebled: how far beyond is not said. */
const strictShare = 0.03;

/** Whether the one is so many times the other, within the rounding of all three. */
export function fitsPair(
  { value, tolerance, bound, kind }: Numeral,
  [from, to]: readonly [Numeral, Numeral],
): boolean {
  if (kind !== 'factor') {
    const part = (Math.abs(to.value - from.value) / from.value) * 100;
    const slack = ((from.tolerance + to.tolerance) / from.value) * 100 + tolerance * 1.5;
    return bound === 'above'
      ? part >= value - slack
      : bound === 'below'
        ? part <= value + slack
        : Math.abs(part - value) <= slack;
  }
  const low = Math.max(0, to.value - to.tolerance) / (from.value + from.tolerance);
  const high = (to.value + to.tolerance) / Math.max(from.value * 0.01, from.value - from.tolerance);
  const spans = [[low, high] as const, ...(low > 0 ? [[1 / high, 1 / low] as const] : [])];
  return spans.some(([least, most]) => {
    if (bound === 'above') return most >= value * (1 - strictShare);
    if (bound === 'below') return most > 1 && least <= value * (1 + strictShare);
    return value >= least - tolerance * 1.02 && value <= most + tolerance * 1.02;
  });
}
