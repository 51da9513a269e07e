import { expect, test } from 'vitest';
import { readRulings } from '../../../../test/planted/read-rulings.ts';

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
