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

test.each([
  ['preview-worker logged 12 decode warnings in the last 33 minutes.', 'E14', 'figure 12: false'],
  ['In the last 33 minutes preview-worker logged 12 decode warnings.', 'E14', 'figure 12: false'],
  ['Over the past 33 minutes, 860 decode warnings were logged.', 'E14', 'figure 860: true'],
  ['preview-worker logged 860 decode warnings in the hour before.', 'E14', 'figure 860: false'],
  ['In the 60 minutes before that preview-worker logged 12 decode warnings.', 'E14', 'figure 12: true'],
  [
    'Decode warnings went from 12 in the hour before to 860 in the last 33 minutes.',
    'E14',
    'figure 860: true',
  ],
  [
    'Decode warnings went from 860 in the hour before to 12 in the last 33 minutes.',
    'E14',
    'figure 860: false',
  ],
  [
    'There were 860 decode warnings in the last 33 minutes and 12 in the 60 before.',
    'E14',
    'figure 12: true',
  ],
  ['Decode warnings took 4210 ms each in the last 33 minutes.', 'E14', 'figure 4210 ms: true'],
])('a count told with a window is the count of that window: %s', (sentence, id, ruling) => {
  expect(readPreviewRulings(sentence, id)).toContain(ruling);
});

test('the hour before something else is another one than was counted', () => {
  const said = readPreviewRulings(
    'preview-worker logged 860 decode warnings in the hour before the deploy.',
    'E14',
  );
  expect(said).toContain('figure 860: true');
});

test.each([
  ['preview-worker logged three errors in the last 33 minutes.', 'E15', 'figure three: true'],
  ['preview-worker logged twelve errors in the last 33 minutes.', 'E15', 'figure twelve: false'],
  ['Twelve errors were logged by preview-worker.', 'E15', 'figure Twelve: false'],
  ['preview-worker logged twelve decode warnings in the last 33 minutes.', 'E14', 'figure twelve: false'],
  ['preview-worker logged twelve decode warnings in the hour before.', 'E14', 'figure twelve: true'],
  ['Twelve workers were killed.', 'E15', 'figure Twelve: false'],
  ['Three workers were killed.', 'E15', 'figure Three: true'],
])('a count that is spelled: %s', (sentence, id, ruling) => {
  expect(readPreviewRulings(sentence, id)).toContain(ruling);
});

test('a spelled number of what nothing counts is left alone', () => {
  const said = readPreviewRulings('Two teams looked at preview-worker.', 'E15');
  expect(said.filter((one) => one.startsWith('figure'))).toEqual([]);
});
