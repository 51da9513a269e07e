import { expect, test } from 'vitest';
import { createAsker } from '../../../../test/planted/ask-in-world.ts';
import { thumbnails } from '../../../../test/planted/worlds/thumbnails.ts';
import { judgeSequences } from './judge-sequence.ts';

const ask = createAsker(thumbnails);

function rule(sentence: string, ...cited: readonly string[]): readonly (boolean | 'silent')[] {
  const { reading, library } = ask(sentence, ...cited);
  return judgeSequences(reading, library.directory).map(({ ruling }) => ruling.holds);
}

test.each<[string, readonly string[], readonly boolean[]]>([
  // already, by the time
  [
    'The completed jobs had already fallen when the cold reads of store-2 began to slow.',
    ['E4', 'E7'],
    [true],
  ],
  [
    'The cold reads of store-2 had already slowed when the completed jobs began to fall.',
    ['E4', 'E7'],
    [false],
  ],
  ['preview-worker 6.4.0 was already live by the time the alert fired.', ['E11'], [true]],
  ['The replicas were already scaled by the time the alert fired.', ['E13'], [false]],
  // first and then
  ['The completed jobs fell first, and only then did the cold reads of store-2 slow.', ['E4', 'E7'], [true]],
  [
    'The cold reads of store-2 slowed first, and only then did the completed jobs fall.',
    ['E4', 'E7'],
    [false],
  ],
  ['The completed jobs fell first; the cold reads of store-2 slowed later.', ['E4', 'E7'], [true]],
  // not until
  ['The cold reads of store-2 did not slow until after the completed jobs fell.', ['E4', 'E7'], [true]],
  ['The completed jobs did not fall until after the cold reads of store-2 slowed.', ['E4', 'E7'], [false]],
  // its own times tell another order
  ['preview-worker 6.4.0 came at 02:40 and was then seen at 02:28.', ['E11'], [false]],
  ['preview-worker 6.4.0 came at 02:28 and was then seen at 02:40.', ['E11'], []],
  // one series in its own order
  ['The memory of preview-worker-0 peaked and only then fell to its minimum.', ['E5'], []],
  ['The memory of preview-worker-0 fell to its minimum and only then it peaked.', ['E5'], [false]],
  // no order is told
  ['The completed jobs fell, and the cold reads of store-2 slowed.', ['E4', 'E7'], []],
])('%s', (sentence, cited, rulings) => {
  expect(rule(sentence, ...cited)).toEqual(rulings);
});
