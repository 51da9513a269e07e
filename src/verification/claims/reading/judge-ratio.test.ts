import { expect, test } from 'vitest';
import { readFareRulings } from '../../../../test/planted/read-rulings.ts';

test.each([
  ['About a tenth of the quotes of fares-api end in a 5xx.', 'E4,E8', 'figure a tenth: true'],
  ['About a third of the quotes of fares-api end in a 5xx.', 'E4,E8', 'figure a third: false'],
  ['The p99 of fares-api is about 2.8 times its p90.', 'E2,E3', 'figure 2.8: true'],
  ['The p90 of fares-api is about 2.8 times its p99.', 'E2,E3', 'figure 2.8: false'],
  ['The quotes of seats-api doubled in 60 minutes.', 'E5', 'figure doubled: false'],
])('%s', (sentence, ids, ruling) => {
  expect(readFareRulings(sentence, ...ids.split(','))).toContain(ruling);
});
