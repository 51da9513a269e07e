import { expect, test } from 'vitest';
import { readPreviewRulings, readRulings } from '../../../../test/planted/read-rulings.ts';

type Row = readonly [sentence: string, evidence: readonly string[], ruling: string];

const parcelsRows: readonly Row[] = [
  ['The error ratio of parcel-web rose by 28.1 percentage points.', ['E6'], 'figure 28.1: true'],
  ['The error ratio of parcel-web rose by 14 percentage points.', ['E6'], 'figure 14: false'],
];

test.each(parcelsRows)('how far it went, and how fast: %s', (sentence, evidence, ruling) => {
  expect(readRulings(sentence, ...evidence)).toContain(ruling);
});

const thumbnailsRows: readonly Row[] = [
  ['The previews waiting grew by 240 per minute.', ['E2'], 'figure 240: true'],
  ['The previews waiting grew by 240 every minute.', ['E2'], 'figure 240: true'],
  ['The previews waiting grew by 500 per minute.', ['E2'], 'figure 500: false'],
  ['The previews waiting grew by 14400 per hour.', ['E2'], 'figure 14400: true'],
  ['The previews waiting grew by 240 per hour.', ['E2'], 'figure 240: false'],
  ['The completed jobs fell by 20 per second every minute.', ['E4'], 'figure 20: true'],
  ['The completed jobs fell by 90 per second every minute.', ['E4'], 'figure 90: false'],
  ['The previews waiting grew by 6960.', ['E2'], 'figure 6960: true'],
  ['The previews waiting shrank by 6960.', ['E2'], 'figure 6960: false'],
  ['The previews waiting grew by 2000.', ['E2'], 'figure 2000: false'],
  ['The previews waiting grew by 1740 %.', ['E2'], 'figure 1740 %: true'],
  ['The previews waiting grew by 900 %.', ['E2'], 'figure 900 %: false'],
  ['The previews waiting are 2360 above the threshold.', ['E2'], 'figure 2360: true'],
  ['The previews waiting are 1000 above the threshold.', ['E2'], 'figure 1000: false'],
  ['The previews waiting passed 5000 at 02:49.', ['E2'], 'figure 5000: true'],
  ['The previews waiting passed 5000 at 02:40.', ['E2'], 'figure 5000: false'],
];

test.each(thumbnailsRows)('how far it went, and how fast: %s', (sentence, evidence, ruling) => {
  expect(readPreviewRulings(sentence, ...evidence)).toContain(ruling);
});
