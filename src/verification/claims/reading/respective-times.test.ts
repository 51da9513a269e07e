import { expect, test } from 'vitest';
import { readPreviewRulings } from '../../../../test/planted/read-rulings.ts';

type Verdicts = readonly [first: boolean, second: boolean];

/** What is made of the two times of a sentence. */
function readTimes(sentence: string, ids: string): readonly string[] {
  return readPreviewRulings(sentence, ...ids.split(','))
    .filter((one) => one.startsWith('time'))
    .map((one) => one.replace(/^.*: /, ''));
}

const rows: readonly (readonly [sentence: string, ids: string, ...Verdicts])[] = [
  [
    'preview_jobs_completed and the cold reads of store-2 began to change at 02:29 and 02:32, respectively.',
    'E4,E7',
    true,
    true,
  ],
  [
    'preview_jobs_completed and the cold reads of store-2 began to change at 02:32 and 02:29, respectively.',
    'E4,E7',
    false,
    false,
  ],
  [
    'preview_jobs_completed and the cold reads of store-2 began to change at 02:29 and 02:45, respectively.',
    'E4,E7',
    true,
    false,
  ],
  [
    'preview_jobs_completed and the cold reads of store-2 began to change at 02:11 and 02:32, respectively.',
    'E4,E7',
    false,
    true,
  ],
  [
    'The memory of preview-worker-0 and the cold reads of store-2 peaked at 02:39 and 02:44 respectively.',
    'E5,E7',
    true,
    true,
  ],
  [
    'The memory of preview-worker-0 and the cold reads of store-2 peaked at 02:44 and 02:39 respectively.',
    'E5,E7',
    false,
    false,
  ],
  [
    'The decode warnings and the killed workers were first seen at 02:30 and 02:40 respectively.',
    'E14,E15',
    true,
    true,
  ],
  [
    'The decode warnings and the killed workers were first seen at 02:40 and 02:30 respectively.',
    'E14,E15',
    false,
    false,
  ],
  ['preview-worker 6.4.0 and mail-sender 2.19.3 were deployed at 02:28 and 01:14.', 'E11,E12', true, true],
  ['preview-worker 6.4.0 and mail-sender 2.19.3 were deployed at 01:14 and 02:28.', 'E11,E12', false, false],
];

test.each(rows)('the first of two times is that of the first thing: %s', (sentence, ids, first, second) => {
  expect(readTimes(sentence, ids)).toEqual([String(first), String(second)]);
});

test('two times of one thing belong to no two things', () => {
  expect(
    readTimes('The memory of preview-worker-0 rose and fell at 02:29 and 02:39.', 'E5').includes('false'),
  ).toBe(false);
});
