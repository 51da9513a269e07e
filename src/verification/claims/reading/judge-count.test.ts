import { expect, test } from 'vitest';
import { createReader, readPreviewRulings } from '../../../../test/planted/read-rulings.ts';
import { thumbnails } from '../../../../test/planted/worlds/thumbnails.ts';

type Row = readonly [sentence: string, evidence: readonly string[], ruling: string];

const thumbnailsRows: readonly Row[] = [
  ['preview-worker logs 26 decode warnings a minute.', ['E14'], 'figure 26: true'],
  ['preview-worker logs 60 decode warnings per minute.', ['E14'], 'figure 60: false'],
  ['preview-worker logged 860 decode warnings in the last 33 minutes.', ['E14'], 'figure 860: true'],
  ['preview-worker logged 12 decode warnings in the hour before.', ['E14'], 'figure 12: true'],
  [
    'preview-worker logged 72 times as many decode warnings as in the hour before.',
    ['E14'],
    'figure 72: true',
  ],
  [
    'preview-worker logged 7 times as many decode warnings as in the hour before.',
    ['E14'],
    'figure 7: false',
  ],
  ['preview-worker logged three killed workers.', ['E15'], 'figure three: true'],
  ['mail-sender 2.19.3 sends digests every 20 minutes.', ['E12'], 'figure 20 minutes: false'],
  ['mail-sender 2.19.3 sends digests four times as often.', ['E12'], 'figure four times: true'],
  ['mail-sender 2.19.3 sends digests nine times as often.', ['E12'], 'figure nine times: false'],
  ['preview-worker was scaled from 2 to 5 replicas.', ['E13'], 'figure 5: true'],
  ['preview-worker was scaled from 2 to 8 replicas.', ['E13'], 'figure 8: false'],
  ['preview-worker got 3 more replicas.', ['E13'], 'figure 3: true'],
];

test.each(thumbnailsRows)('how often, and what is written: %s', (sentence, evidence, ruling) => {
  expect(readPreviewRulings(sentence, ...evidence)).toContain(ruling);
});

test('so many a minute counts over the span that the item tells', () => {
  const longer = thumbnails.map((item) => ({
    ...item,
    facts: item.facts.map((fact) => ({ ...fact, text: fact.text.replace('last 33 min', 'last 1 h 26 min') })),
  }));
  const read = createReader(longer);
  expect(read('preview-worker logs 10 decode warnings a minute.', 'E14')).toContain('figure 10: true');
  expect(read('preview-worker logs 26 decode warnings a minute.', 'E14')).toContain('figure 26: false');
});
