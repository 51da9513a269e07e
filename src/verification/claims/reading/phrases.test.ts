import { describe, expect, test } from 'vitest';
import { createAsker } from '../../../../test/planted/ask-in-world.ts';
import { mesh } from '../../../../test/planted/worlds/mesh.ts';
import { thumbnails } from '../../../../test/planted/worlds/thumbnails.ts';
import { findWays, type Phrase } from './phrases.ts';

const [ask, askMesh] = [createAsker(thumbnails), createAsker(mesh)];

function textsOf(sentence: string): readonly string[] {
  return ask(sentence, 'E2', 'E4', 'E11').reading.phrases.map(({ text }) => text.trim());
}

const idsOf = (items: Phrase['items'] = []): readonly string[] => items.map(({ ground }) => ground.id);

describe('a sentence is cut', () => {
  test.each([
    ['where something else is told', ['The jobs fell while the backlog grew.'], 2],
    ['at brackets', ['The jobs fell (to 23) at once.'], 3],
    ['behind what came first, without a comma', ['After purge-5521 the hit ratio rose.'], 2],
    ['behind what somebody did', ['Before the 6.4.0 rollout preview-worker completed more.'], 2],
    ['not between two ends of one span', ['The jobs went between 20 and 23.'], 1],
    ['not at a bound', ['There were more than 5000 jobs.'], 1],
    ['not at a range of times', ['It fell between 02:29 and 02:31.'], 1],
    ['not in a quotation', ['It logged "a and b but c".'], 1],
    ['not at one word that is said twice', ['There were fewer and fewer jobs.'], 1],
  ])('%s', (_, [sentence = ''], count) => {
    expect(textsOf(sentence)).toHaveLength(count);
  });

  test('each phrase has the word that joins it to the one before, and what stands in it', () => {
    const { phrases } = ask(
      'The jobs fell to 23 at 02:31, but the backlog grew to 7360.',
      'E2',
      'E4',
    ).reading;
    expect(phrases.map(({ lead }) => lead)).toEqual(['', ', but']);
    expect(phrases.map(({ numerals }) => numerals.map(({ value }) => value))).toEqual([[23], [7360]]);
    expect(phrases.map(({ moments }) => moments.length)).toEqual([1, 0]);
    expect(phrases.map(({ ways }) => ways.map(({ direction }) => direction))).toEqual([['down'], ['up']]);
  });
});

describe('the items of which a phrase speaks', () => {
  const itemsOf = (sentence: string, ...ids: readonly string[]): readonly (readonly string[])[] =>
    ask(sentence, ...ids).reading.phrases.map(({ items }) => idsOf(items));

  test('by its own words, or those of the phrase before it', () => {
    expect(itemsOf('The completed jobs fell, and are 23 now.', 'E4', 'E7')).toEqual([['E4'], ['E4']]);
    expect(itemsOf('It was 62 before the completed jobs fell.', 'E4', 'E7')[0]).toEqual(['E4']);
  });

  test('of the thing that is named, and of no other', () => {
    expect(itemsOf('The memory of preview-worker-1 stayed.', 'E5', 'E6')).toEqual([['E6']]);
  });

  test('of whom, a phrase ahead of it may say', () => {
    const [, second] = ask('On preview-worker-1, memory stayed at 490 MiB.', 'E5', 'E6').reading.phrases;
    expect(second?.named.map(({ name }) => name)).toContain('preview-worker-1');
    expect(idsOf(second?.items)).toEqual(['E6']);
  });

  test('what is its own is that of the one before it, and not of what that is set against', () => {
    const { phrases } = askMesh(
      'order-api is slower than stock-api, and its p95 is 2.9 s.',
      'E3',
      'E4',
    ).reading;
    expect(idsOf(phrases.at(-1)?.items)).toEqual(['E3']);
  });

  test('is astray where it names what nothing cited is of', () => {
    const [first] = ask('The memory of preview-worker-0 rose.', 'E6').reading.phrases;
    expect(first?.isAstray).toBe(true);
    expect(first?.own).toEqual([]);
  });

  test('may be the alert', () => {
    const [first] = ask('The alert fired.', 'E6').reading.phrases;
    expect(first?.ofAlert).toBe(true);
  });
});

describe('which way something went', () => {
  test.each([
    ['jobs rose', ['up']],
    ['4 MiB was freed up', ['freed']],
    ['the pool was eaten up', ['filled']],
    ['latency got worse', ['worse']],
    ['answers slowed down', ['slower']],
    ['releasing some 4 MiB', ['down']],
    ['the limit was raised', ['up']],
    ['releasing a new version', []],
  ])('%s', (text, ways) => {
    expect(findWays(text, 0).map(({ direction }) => direction)).toEqual(ways);
  });

  test('stands where it is in the sentence', () => {
    expect(findWays('jobs rose', 10)[0]).toMatchObject({ text: 'rose', start: 15 });
  });
});

test('the clocks of a sentence are those of the cited items', () => {
  const { clocks } = ask('It fell.', 'E4', 'E11').reading;
  expect(clocks.alertTitle).not.toBeNull();
  expect(clocks.lastMs - clocks.alertMs).toBe(9 * 60_000);
  expect(clocks.alertMs - clocks.firstMs).toBe(60 * 60_000);
  expect(clocks.deeds.map(({ ms }) => (ms - clocks.alertMs) / 60_000)).toEqual([-21]);
});
