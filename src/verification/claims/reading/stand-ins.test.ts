import { expect, test } from 'vitest';
import { readRulings } from '../../../../test/planted/read-rulings.ts';

test.each([
  // a share of what was there, told of the number before it
  ['requests_per_sec gained 2726, about 310 % of what it had.', 'E3', 'figure 310 %: true'],
  ['requests_per_sec gained 2726, about 150 % of what it had.', 'E3', 'figure 150 %: false'],
  // a time of which it is not told from when it counts
  ['The p99 of parcel-api was 2998 five minutes into the incident.', 'E2', 'figure five minutes: silent'],
])('%s', (sentence, item, ruling) => {
  expect(readRulings(sentence, item)).toContain(ruling);
});
