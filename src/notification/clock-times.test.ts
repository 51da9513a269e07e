import { expect, test } from 'vitest';
import { toClockTimes } from './clock-times.ts';

const nowMs = Date.parse('2026-11-12T02:54:00Z');

test.each([
  ['full since 2026-11-12T02:47:00Z, at this slope', 'full since 02:47 UTC, at this slope'],
  ['rose (2026-11-12T02:04:19.250Z), is 9 now', 'rose (02:04 UTC), is 9 now'],
  ['first at 2026-11-11T23:59:00Z', 'first at 2026-11-11 23:59 UTC'],
  ['from 2026-11-12T02:00Z to 2026-11-12T02:30:00Z', 'from 02:00 UTC to 02:30 UTC'],
  ['a line "2026-11-12T02:47:00Z ERROR x"', 'a line "2026-11-12T02:47:00Z ERROR x"'],
])('%s', (text, told) => {
  expect(toClockTimes(text, nowMs)).toBe(told);
});
