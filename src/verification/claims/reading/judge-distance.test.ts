import { expect, test } from 'vitest';
import { readFareRulings, readRulings } from '../../../../test/planted/read-rulings.ts';

test.each([
  ['parcel-web failed to render four seconds after the OOM kill.', 'four seconds', true],
  ['parcel-web failed to render 20 seconds after the OOM kill.', '20 seconds', null],
])('%s', (sentence, text, isRight) => {
  const rulings = readRulings(sentence, 'E13', 'E12').filter((one) => one.includes(`${text}: true`));
  expect(rulings.length > 0).toBe(isRight === true);
});

test('a peak is as far from the alert as its point', () => {
  const of = (minutes: string) =>
    readRulings(`The peak of route-planner came ${minutes} minutes before the alert.`, 'E8');
  expect(of('twenty')).toContain('duration twenty minutes: true');
  expect(of('forty')).toContain('duration forty minutes: false');
});

test.each([
  ['The quotes began to climb a minute after v2026.11.12-0229 was deployed.', 'a minute', true],
  ['The quotes began to climb a minute before v2026.11.12-0229 was deployed.', 'a minute', false],
  ['web-shop warned first, and fares-api twelve minutes later.', 'twelve minutes', false],
  ['fares-api warned first, and web-shop twelve minutes later.', 'twelve minutes', true],
])('%s', (sentence, text, isRight) => {
  expect(readFareRulings(sentence, 'E5', 'E14', 'E15', 'E16')).toContain(`duration ${text}: ${isRight}`);
});

test('that of the other is told of the same event', () => {
  const of = (one: string, other: string) =>
    readFareRulings(`The CPU of ${one} reached 1 four minutes before that of ${other}.`, 'E6', 'E7');
  expect(of('fares-api', 'seats-api')).toContain('duration four minutes: true');
  expect(of('seats-api', 'fares-api')).toContain('duration four minutes: false');
});
