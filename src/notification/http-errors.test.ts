import { expect, test } from 'vitest';
import { parseRetryAfter, toNetworkError, toStatusError } from './http-errors.ts';

const nowMs = Date.parse('2026-11-23T02:41:00Z');
const callee = { vendor: 'PagerDuty', notifier: 'oncall' };

test.each([
  ['30', 30_000],
  ['0', 0],
  ['1.5', 1500],
  ['-5', 0],
  ['Mon, 23 Nov 2026 02:42:00 GMT', 60_000],
  ['Mon, 23 Nov 2026 02:40:00 GMT', 0],
  ['soon', null],
  ['', null],
  [null, null],
])('Retry-After %s is %s ms', (header, expected) => {
  expect(parseRetryAfter(header, nowMs)).toBe(expected);
});

test.each([
  [301, 'notifier_rejected'],
  [400, 'notifier_rejected'],
  [401, 'notifier_unauthorized'],
  [403, 'notifier_unauthorized'],
  [404, 'notifier_rejected'],
  [408, 'notifier_timeout'],
  [413, 'notifier_rejected'],
  [429, 'notifier_rate_limited'],
  [500, 'notifier_unreachable'],
  [504, 'notifier_timeout'],
])('HTTP %i is %s', (status, code) => {
  expect(toStatusError({ ...callee, status, retryAfterMs: null, detail: null }).code).toBe(code);
});

test('a failure that fetch wraps is recognised, and its message holds no address', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:443'), { code: 'ECONNREFUSED' });
  const error = toNetworkError(new TypeError('fetch failed', { cause: refused }), callee);
  expect(error.code).toBe('notifier_unreachable');
  expect(error.message).toContain('ECONNREFUSED');
  expect(error.message).not.toContain('10.0.0.1');
  expect(toNetworkError(new DOMException('', 'TimeoutError'), callee).code).toBe('notifier_timeout');
});
