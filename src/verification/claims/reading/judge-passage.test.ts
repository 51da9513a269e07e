import { expect, test } from 'vitest';
import { readFareRulings, readPreviewRulings } from '../../../../test/planted/read-rulings.ts';

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

const digests = 'mail-sender 2.19.3 sends digests every';

test.each([
  [`${digests} 15 minutes instead of every 60.`, false],
  [`${digests} 60 minutes instead of every 15.`, true],
  [`${digests} 15 min instead of every 60 min.`, false],
  [`${digests} 60 min instead of every 15 min.`, true],
  [`${digests} 15 minutes.`, false],
  [`${digests} 60 minutes.`, true],
  ['Since mail-sender 2.19.3 digests go out every 15 minutes rather than every 60.', false],
  ['Before mail-sender 2.19.3 digests were sent every 60 minutes.', false],
  ['Before mail-sender 2.19.3 digests were sent every 15 minutes.', true],
  ['mail-sender 2.19.3 sends digests every minute and not every 60 minutes.', false],
])('how often something is done before a change and after it: %s', (sentence, isWrong) => {
  const rulings = readPreviewRulings(sentence, 'E12');
  expect(rulings.some((one) => one.startsWith('relation') && one.endsWith('false'))).toBe(isWrong);
});

test('the second of two settings is of the unit of the first', () => {
  const rulings = readPreviewRulings(`${digests} 15 minutes instead of every 60.`, 'E12');
  expect(rulings).toContain('figure 60: true');
  expect(readPreviewRulings(`${digests} 15 minutes instead of every 30.`, 'E12')).toContain(
    'figure 30: false',
  );
  // but a count beside a duration is none
  expect(readPreviewRulings('In 33 minutes 860 decode warnings came, up from 12.', 'E14')).toContain(
    'figure 12: true',
  );
});
