import { expect, test } from 'vitest';
import { createAsker } from '../../../../test/planted/ask-in-world.ts';
import { thumbnails } from '../../../../test/planted/worlds/thumbnails.ts';
import { judgeFigure } from './judge-figure.ts';

const ask = createAsker(thumbnails);

/** What is made of a number: whether it holds, "silent" where it measures nothing, null where nothing can be said. */
function rule(sentence: string, number: string, ...cited: readonly string[]): boolean | 'silent' | null {
  const { reading } = ask(sentence, ...cited);
  const phrase = reading.phrases.find(({ numerals }) => numerals.some(({ text }) => text === number));
  const numeral = phrase?.numerals.find(({ text }) => text === number);
  if (phrase === undefined || numeral === undefined) throw new Error(`no ${number} in "${sentence}"`);
  return judgeFigure({ numeral, phrase, reading })?.holds ?? null;
}

test.each<[string, string, readonly string[], boolean | 'silent' | null]>([
  // of what its phrase speaks of
  ['The completed jobs fell to 23 a second.', '23', ['E4'], true],
  ['The completed jobs fell to 31 a second.', '31', ['E4'], false],
  ['The completed jobs fell to 63 a second, as many as are submitted.', '63', ['E4', 'E3'], false],
  // a unit that it cannot have is that of another
  ['The completed jobs fell and 1.9 GiB were used.', '1.9 GiB', ['E4', 'E5'], true],
  // what counts nothing, or says when
  ['Two changes came before it.', 'Two', ['E11'], null],
  ['2 changes came before it.', '2', ['E11'], 'silent'],
  ['860 decode warnings came in the last 33 minutes.', '33 minutes', ['E14'], 'silent'],
  // the way that is said and the two numbers belie each other
  ['The completed jobs are up to 23 from 62.', '23', ['E4'], false],
  ['The completed jobs are down to 23 from 62.', '23', ['E4'], true],
  // one number of the sentence against another
  ['23 a second are completed, about a third of the 63 that are submitted.', 'a third', ['E4', 'E3'], true],
  ['23 a second are completed, about half of the 63 that are submitted.', 'half', ['E4', 'E3'], false],
  // from what to what a change went
  ['l.moreau went from 2 to 5 replicas.', '5', ['E13'], true],
  // a number that nothing has
  ['store-2 answers 9100 cold reads.', '9100', ['E7'], false],
  // it names what nothing cited is of
  ['The memory of preview-worker-0 rose to 1.9 GiB.', '1.9 GiB', ['E6'], false],
  // nothing is cited
  ['The completed jobs fell to 23 a second.', '23', [], null],
])('%s %s', (sentence, number, cited, ruling) => {
  expect(rule(sentence, number, ...cited)).toBe(ruling);
});
