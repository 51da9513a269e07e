import { describe, expect, test } from 'vitest';
import { sampleEvidence, sampleHypothesis } from '../../test/samples.ts';
import { describeRun } from '../domain/describe-disproof.ts';
import type { CheckedHypothesis } from '../domain/verdict.ts';
import { acceptComputed } from './accept-computed.ts';
import { applyRun, judgeRun, parseExpectation } from './disproof.ts';

const atMs = Date.parse('2026-11-12T02:55:00Z');

describe('what is expected', () => {
  test.each([
    ['< 0.1', '< 0.1'],
    ['<0.1', '< 0.1'],
    [' >= 1e3 ', '>= 1e3'],
    ['== 0', '== 0'],
    ['!= -4.5', '!= -4.5'],
  ])('%s is read as %s', (text, shown) => {
    expect(parseExpectation(text)?.text).toBe(shown);
  });

  test.each(['', '0.1', 'low', '< many', '=< 1', '< 1 or > 3', `< ${'9'.repeat(40)}`])(
    '"%s" is not',
    (text) => {
      expect(parseExpectation(text)).toBeNull();
    },
  );
});

describe('one run', () => {
  test.each([
    ['< 0.1', [0.02], 'holds', 0.02],
    ['< 0.1', [0.02, 0.4], 'weakened', 0.4],
    ['>= 3', [3], 'holds', 3],
    ['!= 0', [0], 'weakened', 0],
    ['< 0.1', [Number.NaN], 'unknown', null],
    ['< 0.1', [], 'unknown', null],
  ] as const)('expected %s, is %j: %s', (expected, values, outcome, value) => {
    expect(judgeRun(expected, { atMs, values, failure: null })).toMatchObject({ outcome, value });
  });

  test('without an answer it is not known, and why is said', () => {
    const run = judgeRun('< 1', { atMs, values: null, failure: 'prometheus: timed out after 3 s' });
    expect(run).toMatchObject({ outcome: 'unknown', reason: 'prometheus: timed out after 3 s' });
  });
});

describe('what runs change', () => {
  const own = acceptComputed(sampleHypothesis(), [sampleEvidence()]);
  const hypothesis: CheckedHypothesis = {
    ...own,
    rootCause: { ...own.rootCause, status: 'confirmed' },
    disproof: { query: { verdict: 'shown', text: 'up' }, expected: '< 0.1', runs: [] },
  };
  const run = (value: number) => judgeRun('< 0.1', { atMs, values: [value], failure: null });

  test('one that holds leaves the status and is told', () => {
    const { rootCause, disproof, downgrades } = applyRun(hypothesis, run(0.02));
    expect([rootCause.status, downgrades]).toEqual(['confirmed', []]);
    expect(disproof === null ? '' : describeRun(disproof, run(0.02), 0)).toBe(
      'expected < 0.1, is 0.02: holds',
    );
  });

  test('one that speaks against it takes one step, and a second one takes no more', () => {
    const once = applyRun(hypothesis, run(0.4));
    const twice = applyRun(once, run(0.5));
    expect([once.rootCause.status, twice.rootCause.status]).toEqual(['likely', 'likely']);
    expect(twice.disproof?.runs).toHaveLength(2);
    expect(once.downgrades[0]).toContain('expected < 0.1, is 0.4: weakened');
  });
});
