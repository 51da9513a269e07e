import { describe, expect, test } from 'vitest';
import { sampleEvidence, sampleFact, sampleHypothesis } from '../../test/samples.ts';
import { headlineLimit, rootCauseStatuses } from '../domain/hypothesis.ts';
import { checkHypothesis } from './check-hypothesis.ts';

const evidence = [
  sampleEvidence({ id: 'E1', kind: 'alert', title: 'alert DiskAlmostFull' }),
  sampleEvidence({ id: 'E2', facts: [sampleFact({ text: 'now 93.4 %', value: 93.4, unit: 'percent' })] }),
];
const right = { text: '/ is 93.4 % full.'.slice(2), evidence: ['E2'] };
const wrong = { text: 'It is 94 % full.', evidence: ['E2'] };

describe('the status of the root cause', () => {
  test.each(rootCauseStatuses)('%s stays when every claim is found', (status) => {
    const checked = checkHypothesis(sampleHypothesis({ root_cause: { ...right, status } }), evidence);
    expect(checked.rootCause).toMatchObject({ status, verdict: 'verified' });
  });

  test.each([
    ['confirmed', 'likely'],
    ['likely', 'inconclusive'],
    ['inconclusive', 'inconclusive'],
  ] as const)('%s becomes %s when one is not', (status, lower) => {
    const checked = checkHypothesis(sampleHypothesis({ root_cause: { ...wrong, status } }), evidence);
    expect(checked.rootCause).toMatchObject({ status: lower, verdict: 'unverified' });
  });
});

test('every statement of every kind is checked and counted', () => {
  const step = { ...wrong, command: null, promql: null };
  const checked = checkHypothesis(
    sampleHypothesis({
      headline: wrong,
      root_cause: { ...wrong, status: 'likely' },
      impact: { ...wrong, level: 'low' },
      alternatives: [wrong],
      remediation: [step],
      investigation: [step],
      prevention: [wrong, right],
    }),
    evidence,
  );
  expect(checked).toMatchObject({ claimsFound: 1, claimsTotal: 8 });
  expect(checked.impact).toMatchObject({ level: 'low', verdict: 'unverified' });
});

test('commands and queries pass their gates, in every step', () => {
  const checked = checkHypothesis(
    sampleHypothesis({
      remediation: [
        { ...right, command: 'df -h /var' },
        { ...right, command: 'rm -rf /var' },
        { ...right, command: null },
      ],
      investigation: [
        { ...right, command: 'kubectl delete pod x', promql: 'up == 0' },
        { ...right, command: null, promql: 'up ==' },
      ],
    }),
    evidence,
  );
  expect(checked.remediation.map((step) => step.command?.verdict ?? null)).toEqual([
    'shown',
    'withheld',
    null,
  ]);
  expect(checked.investigation.map((step) => step.promql?.verdict)).toEqual(['shown', 'withheld']);
  expect(checked.investigation[0]?.command).toMatchObject({ verdict: 'withheld' });
  expect(JSON.stringify(checked)).not.toContain('rm -rf');
});

test('what nobody would read is cut: long texts, long lists, line breaks', () => {
  const long = { text: 'word '.repeat(200), evidence: ['E1'] };
  const checked = checkHypothesis(
    sampleHypothesis({
      headline: long,
      root_cause: { ...long, status: 'likely' },
      prevention: Array.from({ length: 9 }, () => right),
      alternatives: [{ text: 'one\n\n  two\tthree ', evidence: ['E1'] }],
    }),
    evidence,
  );
  expect(checked.headline.text.length).toBeLessThanOrEqual(headlineLimit);
  expect(checked.headline.text.endsWith('…')).toBe(true);
  expect(checked.rootCause.text.length).toBeLessThanOrEqual(500);
  expect(checked.prevention).toHaveLength(5);
  expect(checked.alternatives[0]?.text).toBe('one two three');
});
