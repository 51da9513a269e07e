import { expect, test } from 'vitest';
import { readRulings } from '../../../../test/planted/read-rulings.ts';

test.each([
  ['requests_per_sec has more than doubled, from 878 to 3605.', 'figure doubled: true'],
  ['requests_per_sec quadrupled (878 to 3605).', 'figure quadrupled: true'],
  ['requests_per_sec has more than doubled from 3605 to 3745.', 'figure doubled: false'],
  ['requests_per_sec is up tenfold, from 878 to 3605.', 'figure tenfold: false'],
])('%s', (sentence, ruling) => {
  expect(readRulings(sentence, 'E3')).toContain(ruling);
});
