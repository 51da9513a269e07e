import { describe, expect, test } from 'vitest';
import type { ObservedChange } from '../../../domain/observation.ts';
import { parseDiffLines } from '../diff/diff-lines.ts';
import { readFlagFlips } from './flag-flips.ts';
import { toFlipDiff } from './flag-guards.ts';

const settings = (before: string, after: string): ObservedChange => ({
  ...{ key: 'c', id: 'c1', timeMs: 0, kind: 'commit', service: null, version: null, author: null },
  ...{ summary: null, files: ['deploy/values.yaml'] },
  diff: `--- a/deploy/values.yaml\n+++ b/deploy/values.yaml\n@@ -1,3 +1,3 @@\n env:\n-  ${before}\n+  ${after}\n`,
});

function flipOf(before: string, after: string) {
  return readFlagFlips(settings(before, after))[0];
}

describe('a setting of several words', () => {
  test.each([
    ['POSTING_MODE: append', 'POSTING_MODE: append_and_snapshot', 'append', 'append_and_snapshot'],
    ['cacheBackend: "memory"', 'cacheBackend: "redis"', 'memory', 'redis'],
    ['retryStrategy: linear', 'retryStrategy: exponential', 'linear', 'exponential'],
  ])('%s → %s', (before, after, from, to) => {
    expect(flipOf(before, after)?.mode).toEqual({ from, to });
  });

  test.each([
    ['a host', 'DB_HOST: db-1.internal', 'DB_HOST: db-2.internal'],
    ['an amount', 'POSTING_MODE_TIMEOUT: 5s', 'POSTING_MODE_TIMEOUT: 9s'],
    ['a switch', 'TIER_MODE: "off"', 'TIER_MODE: "on"'],
  ])('is not %s', (_, before, after) => {
    expect(flipOf(before, after)?.mode ?? null).toBeNull();
  });

  const becomes = (...code: readonly string[]): string => {
    const flip = flipOf('POSTING_MODE: append', 'POSTING_MODE: append_and_snapshot');
    if (flip === undefined) throw new Error('no flip');
    const lines = code.map((line) => `+${line}`).join('\n');
    const diff = `--- a/a.py\n+++ b/a.py\n@@ -1 +1,9 @@\n${lines}\n`;
    return toFlipDiff(parseDiffLines(diff, ['a.py']), flip, 'on') ?? 'nothing';
  };

  test.each([
    ['asked for', 'if settings.POSTING_MODE == "append_and_snapshot":', '+    snapshot()'],
    ['asked for by its other name', 'if settings.POSTING_MODE != "append":', '+    snapshot()'],
    ['what it no longer is', 'if settings.POSTING_MODE == "append":', '-    snapshot()'],
    ['a branch of a switch', 'case "append_and_snapshot":', '+    snapshot()'],
  ])('does what stands behind it: %s', (_, asks, expected) => {
    expect(becomes(asks, '    snapshot()')).toContain(expected);
  });

  test('does nothing to code that only says the word', () => {
    expect(becomes('log("append_and_snapshot")', 'snapshot()')).toBe('nothing');
  });
});
