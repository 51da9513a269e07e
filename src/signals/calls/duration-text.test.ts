import { describe, expect, test } from 'vitest';
import { durationsIn, unitMsOf } from './duration-text.ts';

describe('a duration is read from', () => {
  test.each([
    ['request timed out after 700ms', 700],
    ['gave up after 1.5 s', 1500],
    ['timeout: 2m', 120_000],
    ['&http.Client{Timeout: 400 * time.Millisecond}', 400],
    ['context.WithTimeout(ctx, 3*time.Second)', 3000],
    ['.timeout(Duration.ofMillis(2_500))', 2500],
    ['client.Timeout = TimeSpan.FromSeconds(2);', 2000],
    ['stub.withDeadlineAfter(250, TimeUnit.MILLISECONDS)', 250],
    ['withTimeout(5.seconds) { call() }', 5000],
    ['read-timeout: PT0.7S', 700],
    ['max-wait: PT1M30S', 90_000],
    ['took 800 µs', 0.8],
  ])('%s', (text, ms) => {
    expect(durationsIn(text)).toEqual([ms]);
  });
});

test.each(['1500 requests', 'v1.2s3', '10.0.0.5', '12/12 connections', 'class PT', '5 sandwiches'])(
  'there is none in "%s"',
  (text) => {
    expect(durationsIn(text)).toEqual([]);
  },
);

test.each([
  ['read_timeout_ms', 1],
  ['http_client_duration_p99_seconds', 1000],
  ['acquireTimeoutMillis', 1],
  ['connectTimeoutSec', 1000],
  ['timeout', null],
  ['max_sms', null],
])('the unit of %s', (name, ms) => {
  expect(unitMsOf(name)).toBe(ms);
});
