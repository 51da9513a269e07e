/** Which of two values came first. */
import { type Clause, tieFigures } from './clauses.ts';
import type { KnownFact } from './grounds.ts';
import { type PlacedClaim, type Scope, toContradicted } from './lookup.ts';
import type { FigureMention } from './mentions.ts';
import { fits } from './quantity.ts';
import { listPairs } from './readings.ts';

/** "ranged from 23.9 ms to 150 ms" tells the ends, and no way. */
export const ranges =
  /\b(?:rang(?:e|es|ed|ing)|vari(?:es|ed)|varying|fluctuat(?:es|ed|ing)|oscillat(?:es|ed|ing)|swung|swings|span(?:s|ned)|anywhere)\b[^,;]{0,30}$/i;

/** "from 18 % to 94 %" of what went from 94 % to 18 %. Null when no cited series has both, or one has them in this order. */
export function checkFromTo(clause: Clause, sentence: string, scope: Scope): PlacedClaim | null {
  const figures = clause.mentions.filter((mention): mention is FigureMention => mention.kind === 'figure');
  for (const [index, from] of figures.entries()) {
    const to = figures[index + 1];
    if (ranges.test(sentence.slice(0, from.start))) continue;
    if (to === undefined || !/\bfrom [^,;]{0,12}$/i.test(sentence.slice(0, from.start))) continue;
    if (!/^ to\b[^,;]{0,16}$/i.test(sentence.slice(from.start + from.text.length, to.start))) continue;
    const has = (figure: FigureMention, { quantities }: KnownFact): boolean =>
      quantities.some((one) => fits(figure, one));
    const pairs = tieFigures(clause, scope.grounds)
      .filter(({ id, kind }) => kind === 'series' && scope.cited.has(id))
      .flatMap((ground) => listPairs(ground).map((pair) => ({ ground, pair })));
    if (pairs.some(({ pair: [a, b] }) => has(from, a) && has(to, b))) continue;
    const reversed = pairs.find(({ pair: [a, b] }) => has(from, b) && has(to, a));
    if (reversed === undefined) continue;
    const { ground, pair } = reversed;
    const text = sentence.slice(from.start, to.start + to.text.length);
    const actual = `from ${pair[0].fact.text} to ${pair[1].fact.text}`;
    return toContradicted(
      'order',
      { text, start: from.start },
      { evidence: ground.id, actual, replacement: null },
    );
  }
  return null;
}
