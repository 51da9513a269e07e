import { expect, test } from 'vitest';
import { formatClockTime, formatDuration, parseDuration } from './time.ts';

test.each([
  ['30s', 30_000],
  ['4h', 14_400_000],
  ['1h30m', 5_400_000],
  ['250ms', 250],
  ['1w', 604_800_000],
  ['', null],
  ['30', null],
  ['s30', null],
  ['1.5h', null],
  ['30s1h', null],
])('the duration %j is %s ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  [400, '400 ms'],
  [40_000, '40 s'],
  [720_000, '12 min'],
  [11_100_000, '3 h 5 min'],
  [14_385_000, '4 h'],
  [259_100_000, '3 d'],
  [187_200_000, '2 d 4 h'],
])('%d ms reads %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test('a clock time carries its date when it is not today', () => {
  const now = Date.parse('2026-11-23T03:00:00Z');
  expect(formatClockTime(Date.parse('2026-11-23T02:41:09Z'), now)).toBe('02:41 UTC');
  expect(formatClockTime(Date.parse('2026-11-22T23:59:00Z'), now)).toBe('2026-11-22 23:59 UTC');
});
