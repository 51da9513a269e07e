import { expect, test } from 'vitest';
import { readRulings } from '../../../../test/planted/read-rulings.ts';

const names = (sentence: string): readonly string[] =>
  readRulings(sentence, 'E3').filter((one) => one.startsWith('name'));

test.each([
  'requests_per_sec of label-printer is 3605.',
  'requests_per_sec of users is 3605.',
  "label-printer's requests_per_sec is 3605.",
])('%s', (sentence) => {
  expect(names(sentence)).toEqual([]);
});

test('a written metric of which nothing was measured of a thing', () => {
  expect(names('requests_per_sec of stamp-printer is 3605.')).toEqual(['name stamp-printer: false']);
  expect(names("stampservice's requests_per_sec is 3605.")).toContain('name stampservice: false');
});
