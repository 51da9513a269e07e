import { expect, test } from 'vitest';
import { readFareRulings } from '../../../../test/planted/read-rulings.ts';

test('two numbers joined by "and" are told of the two things before them', () => {
  const right = readFareRulings('fares-api and seats-api take 416 and 720 quotes per second.', 'E4', 'E5');
  expect(right).toContain('figure 416: true');
  expect(right).toContain('figure 720: true');
  const turned = readFareRulings('fares-api and seats-api take 720 and 416 quotes per second.', 'E4', 'E5');
  expect(turned).toContain('figure 720: false');
  expect(turned).toContain('figure 416: false');
});

test('quantiles are such things, too', () => {
  const turned = readFareRulings('p90 and p99 of fares-api stand at 2.5 s and 900 ms.', 'E2', 'E3');
  expect(turned).toContain('figure 2.5 s: false');
});
