import { expect, test } from 'vitest';
import { readFareRulings } from '../../../../test/planted/read-rulings.ts';

const isDenied = (sentence: string, id: string): boolean =>
  readFareRulings(sentence, id).some((one) => one.startsWith('relation') && one.endsWith('false'));

test.each([
  ['per.halvorsen raised the FareTTL.', 'E13', true],
  ['per.halvorsen lowered the FareTTL.', 'E13', false],
  ['FareTTL used to be 20 seconds and is now 20 minutes.', 'E13', true],
  ['FareTTL used to be 20 minutes and is now 20 seconds.', 'E13', false],
  ['FareTTL is now 20 minutes instead of 20 seconds.', 'E13', true],
  ['After the alert FareTTL went from 20 minutes to 20 seconds.', 'E13', false],
  ['fare_rules_v3 has been off since 02:14.', 'E12', true],
  ['fare_rules_v3 has been on since 02:14.', 'E12', false],
  ['fare_rules_v3 was on until nadia.okoro changed it.', 'E12', true],
  ['nadia.okoro turned the flag fare_rules_v3 off.', 'E12', true],
])('%s', (sentence, id, isWrong) => {
  expect(isDenied(sentence, id)).toBe(isWrong);
});
