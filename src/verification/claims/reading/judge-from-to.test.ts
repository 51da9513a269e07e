import { expect, test } from 'vitest';
import { readFareRulings } from '../../../../test/planted/read-rulings.ts';

test.each([
  ['Memory went from 120 to 490.', 'order 120 to 490: false'],
  ['The quotes of seats-api went from 720 to 100.', 'order 720 to 100: false'],
])('%s', (sentence, ruling) => {
  expect(readFareRulings(sentence, 'E5', 'E9')).toContain(ruling);
});

test('what went there and back may be told either way', () => {
  const orders = readFareRulings('Memory went from 300 to 490 and from 490 to 120.', 'E9');
  expect(orders.filter((one) => one.startsWith('order'))).toEqual([]);
});
