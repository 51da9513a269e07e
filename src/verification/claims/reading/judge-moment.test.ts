import { expect, test } from 'vitest';
import { readRulings } from '../../../../test/planted/read-rulings.ts';

test.each([
  ['requests_per_sec had its maximum of 3745 at 02:53:00.', 'E3', 'time at 02:53:00: true'],
  ['requests_per_sec had its maximum of 3745 at 02:48:00.', 'E3', 'time at 02:48:00: false'],
  ['The p99 has been moving since 02:46:00.', 'E2', 'time since 02:46:00: true'],
  ['The p99 has been moving since 02:20:00.', 'E2', 'time since 02:20:00: false'],
])('%s', (sentence, item, ruling) => {
  expect(readRulings(sentence, item)).toContain(ruling);
});

test('the time of a movement, said of a change', () => {
  expect(readRulings('The deploy of parcel-api is closest to the rise at 02:46:00.', 'E10', 'E2')).toContain(
    'time at 02:46:00: true',
  );
});
