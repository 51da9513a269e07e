import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FitRules, fitItems } from './fit-items.ts';

interface Sample {
  readonly id: string;
  readonly tokens: number;
  readonly rank: number;
  readonly share: string;
}

function rules(maxTokens: number): FitRules<Sample> {
  return {
    maxTokens,
    tokensOf: ({ tokens }) => tokens,
    rankOf: ({ rank }) => rank,
    shareOf: ({ share }) => share,
  };
}

const sample = (id: string, share: string, tokens = 10, rank = 1): Sample => ({ id, tokens, rank, share });

function keptOf(items: readonly Sample[], maxTokens: number): readonly string[] {
  return fitItems(items, rules(maxTokens)).kept.map(({ id }) => id);
}

test('everything is kept where there is room, in its order', () => {
  const items = [sample('b', 'logs', 10, 2), sample('a', 'series'), sample('c', 'logs', 10, 0)];
  expect(keptOf(items, 30)).toEqual(['b', 'a', 'c']);
});

test('a flood of one share leaves the others their turns, and its first items are kept', () => {
  const flood = Array.from({ length: 20 }, (_, index) => sample(`series${index}`, 'series'));
  const items = [...flood, sample('log', 'logs'), sample('change', 'changes')];
  expect(keptOf(items, 40)).toEqual(['series0', 'series1', 'log', 'change']);
});

test('what one share does not need, the others get', () => {
  const items = [sample('a', 'x'), sample('b', 'x'), sample('c', 'x'), sample('d', 'y')];
  expect(keptOf(items, 40)).toEqual(['a', 'b', 'c', 'd']);
});

test('a lower rank comes first, whatever it takes of the room', () => {
  expect(keptOf([sample('other', 'y', 10, 2), sample('cited', 'x', 30, 1)], 35)).toEqual(['cited']);
});

test('what is too large is left out, and smaller ones behind it are not', () => {
  expect(keptOf([sample('large', 'x', 100), sample('small', 'x', 5)], 20)).toEqual(['small']);
});

test('rank 0 is kept even where it is more than there is room for', () => {
  expect(keptOf([sample('alert', 'x', 100, 0), sample('other', 'y', 1)], 20)).toEqual(['alert']);
});

test('nothing is lost or repeated, and what is kept besides rank 0 fits', () => {
  const items = fc.array(
    fc.record({
      id: fc.uuid(),
      tokens: fc.integer({ min: 1, max: 50 }),
      rank: fc.integer({ min: 0, max: 3 }),
      share: fc.constantFrom('a', 'b', 'c'),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(items, fc.integer({ min: 0, max: 400 }), (all, maxTokens) => {
      const { kept, left } = fitItems(all, rules(maxTokens));
      expect(new Set([...kept, ...left])).toEqual(new Set(all));
      expect(kept.length + left.length).toBe(all.length);
      const tokens = (list: readonly Sample[]): number => list.reduce((sum, one) => sum + one.tokens, 0);
      const always = tokens(all.filter(({ rank }) => rank === 0));
      expect(tokens(kept)).toBeLessThanOrEqual(Math.max(always, maxTokens));
    }),
  );
});
