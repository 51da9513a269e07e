import { describe, expect, test } from 'vitest';
import type { CallEnd } from '../calls/call-ends.ts';
import { parseDiff } from './diff/parse-diff.ts';
import { findValueChanges } from './diff/value-changes.ts';
import { findSetLimits, isUnreached } from './set-limits.ts';

const end = (kind: CallEnd['kind'], value: number): CallEnd => ({
  ...{ service: 'orders', kind, value, atMs: 0, because: 'a line', support: [] },
});

function read(lines: readonly string[]) {
  const hunks = parseDiff(`--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@ x\n${lines.join('\n')}\n`, []);
  return { hunks, values: findValueChanges(hunks) };
}

const set = (lines: readonly string[], ...ends: readonly CallEnd[]) =>
  findSetLimits(read(lines), ends).length > 0;

describe('a limit is set to what calls end at', () => {
  test.each<readonly [string, CallEnd, removed: string, added: string]>([
    ['YAML, milliseconds in the name', end('time', 703), '-read_timeout_ms: 3000', '+read_timeout_ms: 700'],
    ['YAML, a duration', end('time', 252), '-  acquireTimeout: 5s', '+  acquireTimeout: 250ms'],
    ['YAML, ISO 8601', end('time', 700), '-  read-timeout: PT3S', '+  read-timeout: PT0.7S'],
    [
      'Go',
      end('time', 400),
      '-c := &http.Client{Timeout: 3 * time.Second}',
      '+c := &http.Client{Timeout: 400 * time.Millisecond}',
    ],
    [
      'Go, a context',
      end('time', 400),
      '-ctx, cancel := context.WithTimeout(ctx, 3*time.Second)',
      '+ctx, cancel := context.WithTimeout(ctx, 400*time.Millisecond)',
    ],
    [
      'Java',
      end('time', 603),
      '-    .timeout(Duration.ofMillis(2500))',
      '+    .timeout(Duration.ofMillis(600))',
    ],
    [
      'a deadline of gRPC',
      end('time', 251),
      '-    .withDeadlineAfter(5, TimeUnit.SECONDS)',
      '+    .withDeadlineAfter(250, TimeUnit.MILLISECONDS)',
    ],
    [
      'Python, seconds by habit',
      end('time', 505),
      '-r = session.get(url, timeout=5)',
      '+r = session.get(url, timeout=0.5)',
    ],
    [
      'TypeScript, milliseconds by habit',
      end('time', 1502),
      '-const timeout = 6000;',
      '+const timeout = 1500;',
    ],
    [
      'C#',
      end('time', 2000),
      '-client.Timeout = TimeSpan.FromSeconds(30);',
      '+client.Timeout = TimeSpan.FromSeconds(2);',
    ],
    ['SQL', end('time', 800), "-SET statement_timeout = '30s';", "+SET statement_timeout = '800ms';"],
    [
      'where there was none',
      end('time', 505),
      '-return stub.Rank(request)',
      '+return stub.Rank(request, timeout=0.5)',
    ],
    ['a pool', end('size', 12), '-    pool_size=40,', '+    pool_size=12,'],
    [
      'a pool beside other settings',
      end('size', 12),
      '-db = create(url, pool_size=40, pool_timeout=30)',
      '+db = create(url, pool_size=12, pool_timeout=30)',
    ],
    ['tries', end('tries', 1), '-  maxAttempts: 4', '+  maxAttempts: 1'],
  ])('%s', (_, ended, removed, added) => {
    expect(set([removed, added], ended)).toBe(true);
  });
});

describe('no limit is set to what calls end at by', () => {
  test.each<readonly [string, CallEnd, removed: string, added: string]>([
    ['another value', end('time', 703), '-read_timeout_ms: 9000', '+read_timeout_ms: 4000'],
    ['a limit that calls end before', end('time', 690), '-read_timeout_ms: 3000', '+read_timeout_ms: 700'],
    ['the same number of something else', end('time', 700), '-page_length: 900', '+page_length: 700'],
    ['the same number in another unit', end('time', 700), '-read_timeout_s: 900', '+read_timeout_s: 700'],
    [
      'a number of seconds that is a number of tries',
      end('time', 2000),
      '-timeout_retries: 5',
      '+timeout_retries: 2',
    ],
    ['the length of a page', end('time', 703), '-page_limit: 900', '+page_limit: 700'],
    ['the size of something else', end('size', 12), '-page_size: 40', '+page_size: 12'],
    ['a pause between tries', end('tries', 2), '-retry_delay_seconds: 5', '+retry_delay_seconds: 2'],
    ['a size for a time', end('size', 700), '-read_timeout_ms: 3000', '+retry_after_ms: 700'],
    [
      'a line that only moved its limit',
      end('time', 500),
      '-return stub.Rank(request, timeout=0.5)',
      '+return stub.Rank(wrap(request), timeout=0.5)',
    ],
  ])('%s', (_, ended, removed, added) => {
    expect(set([removed, added], ended)).toBe(false);
  });
});

test('a limit far beyond the longest calls is not reached', () => {
  const [value] = read(['-read_timeout_ms: 9000', '+read_timeout_ms: 4000']).values;
  expect(value === undefined ? null : isUnreached(value, [end('time', 603)])).toBe(true);
  expect(value === undefined ? null : isUnreached(value, [end('time', 603), end('time', 4010)])).toBe(false);
  expect(value === undefined ? null : isUnreached(value, [])).toBe(false);
});

test('what a migration sets for its own session is no limit of anybody else', () => {
  const line = "+SET LOCAL lock_timeout = '2s';";
  const of = (file: string) => {
    const diff = `--- a/${file}\n+++ b/${file}\n@@ -0,0 +1,2 @@\n${line}\n+CREATE INDEX a ON b (c);\n`;
    const hunks = parseDiff(diff, [file]);
    return findSetLimits({ hunks, values: [] }, [end('time', 2000)]).length;
  };
  expect(of('db/stock/migrations/0117.sql')).toBe(0);
  expect(of('stock/session.py')).toBe(1);
});
