import { describe, expect, test } from 'vitest';
import { worlds } from '../../test/planted/worlds.ts';
import { sampleHypothesis } from '../../test/samples.ts';
import type { Candidate, Diagnosis } from '../domain/diagnosis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import { type Hypothesis, headlineLimit } from '../domain/hypothesis.ts';
import { checkHypothesis, type HypothesisCheck } from './check-hypothesis.ts';
import { builtInPolicy } from './commands/built-in-policy.ts';
import { createCommandGate } from './commands/gate.ts';

const gate = await createCommandGate(builtInPolicy);
const fallback = sampleHypothesis({
  headline: { text: 'own headline', evidence: ['E1'] },
  root_cause: { text: 'own cause', evidence: ['E1'], status: 'inconclusive' },
  impact: { text: 'own impact', evidence: ['E1'], level: 'low' },
});
const right = { text: '/var on node-3 is 93.5 % full.', evidence: ['E2'] };
const wrong = { text: 'The queue of node-3 holds 4,711 messages.', evidence: ['E2'] };
const known = { text: 'node-3 is affected.', evidence: ['E2'] };
/** Its mechanism and its timing are measured. */
const whole = {
  text: 'Since deploy checkout-api v2.4.0 at 02:01, the log directory of checkout-api grew to 36.3 GB.',
  evidence: ['E4', 'E8'],
};

function check(given: Partial<Hypothesis>, more: Partial<HypothesisCheck> = {}) {
  return checkHypothesis({
    hypothesis: sampleHypothesis({ headline: right, impact: { ...right, level: 'high' }, ...given }),
    fallback,
    evidence: worlds.disk,
    diagnosis: null,
    knownNames: [],
    history: null,
    commands: { gate, labels: { pod: 'checkout-1' } },
    ...more,
  });
}

function candidate(service: string, score: number): Candidate {
  return {
    service,
    score,
    metric: null,
    kind: 'errors',
    onsetMs: null,
    reached: null,
    reason: `${service} began first`,
    support: [],
  };
}

function ranking(...candidates: readonly Candidate[]): Diagnosis {
  return {
    onsetMs: null,
    onsetUncertaintyMs: null,
    candidates,
    isCause: true,
    changes: [],
    otherCause: null,
    otherCauseKind: null,
    otherCauseSupport: [],
    blastRadius: [],
    propagation: [],
    fingerprint: 'x',
  };
}

describe('the status of the root cause', () => {
  test('confirmed stays when measurements show mechanism and timing', () => {
    const { rootCause, downgrades } = check({ root_cause: { ...whole, status: 'confirmed' } });
    expect(rootCause).toMatchObject({ status: 'confirmed', verdict: 'verified', fate: 'shown' });
    expect(downgrades).toEqual([]);
  });

  test.each([
    ['nothing in it can be recomputed', known, 'nothing in it could be recomputed'],
    ['only its mechanism is measured', right, 'no measurement shows both its mechanism and its timing'],
  ])('confirmed becomes likely when %s', (_, statement, reason) => {
    const { rootCause, downgrades } = check({ root_cause: { ...statement, status: 'confirmed' } });
    expect(rootCause.status).toBe('likely');
    expect(downgrades).toEqual([reason]);
  });

  test.each([
    ['confirmed', 'likely'],
    ['likely', 'inconclusive'],
    ['inconclusive', 'inconclusive'],
  ] as const)('%s becomes %s when a sentence of it had to go', (said, left) => {
    const text = `${whole.text} ${wrong.text}`;
    const { rootCause } = check({ root_cause: { text, evidence: ['E2', 'E4', 'E8'], status: said } });
    expect(rootCause.text).toBe(whole.text);
    expect(rootCause.status).toBe(left);
  });

  test('it sinks when what it rests on could not be had', () => {
    const evidence: readonly EvidenceItem[] = worlds.disk.map((item) =>
      item.id === 'E9' ? { ...item, status: 'unavailable', reason: 'timed out' } : item,
    );
    const cause = { ...whole, evidence: [...whole.evidence, 'E9'], status: 'likely' as const };
    expect(check({ root_cause: cause }, { evidence }).rootCause.status).toBe('inconclusive');
  });

  test('a cause that names the change which the ranking puts first, in the words of people, agrees with it', () => {
    const diagnosis = ranking(candidate('node', 0.9), candidate('checkout-api', 0.2));
    const change = {
      key: 'changes:dep-20461',
      id: 'dep-20461',
      kind: 'deploy',
      service: 'checkout-api',
      timeMs: 0,
      score: 0.5,
      effect: null,
      reason: 'deploy of checkout-api',
      support: [],
    };
    const about = { root_cause: { ...whole, status: 'likely' as const } };
    expect(check(about, { diagnosis }).disagreement).toContain('node instead');
    expect(check(about, { diagnosis: { ...diagnosis, changes: [change] } }).disagreement).toBeNull();
    const other = { ...change, service: 'invoice-batch' };
    expect(check(about, { diagnosis: { ...diagnosis, changes: [other] } }).disagreement).toContain(
      'node instead',
    );
  });

  test('it sinks when the ranking strongly disagrees, and both are shown', () => {
    const diagnosis = ranking(candidate('invoice-batch', 0.9), candidate('checkout-api', 0.4));
    const checked = check({ root_cause: { ...whole, status: 'likely' } }, { diagnosis });
    expect(checked.rootCause.status).toBe('inconclusive');
    expect(checked.disagreement).toContain('invoice-batch instead: invoice-batch began first');
  });

  test.each([
    ['names the same service', ranking(candidate('checkout-api', 0.9))],
    ['is close', ranking(candidate('invoice-batch', 0.6), candidate('checkout-api', 0.5))],
    ['finds no cause', { ...ranking(candidate('invoice-batch', 0.9)), isCause: false }],
  ])('it stays when the ranking %s', (_, diagnosis) => {
    const checked = check({ root_cause: { ...whole, status: 'likely' } }, { diagnosis });
    expect(checked.rootCause.status).toBe('likely');
    expect(checked.disagreement).toBeNull();
  });
});

describe('what is not shown', () => {
  test('a root cause that does not hold gives way to what code says, and the reason is told', () => {
    const checked = check({ root_cause: { ...wrong, status: 'confirmed' }, prevention: [right] });
    expect(checked.rootCause).toMatchObject({
      text: 'own cause',
      verdict: 'computed',
      status: 'inconclusive',
    });
    expect(checked.headline.text).toBe('own headline');
    expect(checked.prevention).toEqual([]);
    expect(checked.withheld).toContain('in no evidence');
    expect(checked.withheld).not.toContain('4,711');
    expect(checked.claimsTotal).toBe(0);
  });

  test('a headline or an impact that does not hold gives way alone', () => {
    const checked = check({
      headline: wrong,
      impact: { ...wrong, level: 'high' },
      root_cause: { ...whole, status: 'likely' },
    });
    expect(checked.headline.text).toBe('own headline');
    expect(checked.impact).toMatchObject({ text: 'own impact', level: 'high' });
    expect(checked.rootCause.text).toBe(whole.text);
    expect(checked.removed).toHaveLength(2);
  });

  test('one wrong figure is replaced by that of the evidence', () => {
    const cause = { text: '/var on node-3 is 97.1 % full.', evidence: ['E2'], status: 'likely' as const };
    const checked = check({ root_cause: cause });
    expect(checked.rootCause).toMatchObject({
      text: '/var on node-3 is 93.5 % full.',
      fate: 'corrected',
      status: 'inconclusive',
    });
    expect(checked).toMatchObject({ claimsCorrected: 1, claimsRemoved: 0 });
  });

  test('claims are counted once, and those that are gone are told', () => {
    const checked = check({ root_cause: { ...whole, status: 'likely' }, alternatives: [right, wrong] });
    expect(checked.alternatives).toHaveLength(1);
    expect(checked).toMatchObject({ claimsTotal: checked.claimsFound + 1, claimsRemoved: 1 });
  });
});

test('commands and queries pass their gates, in every step', () => {
  const checked = check({
    root_cause: { ...whole, status: 'likely' },
    remediation: [
      { ...right, command: 'df -h /var' },
      { ...right, command: 'rm -rf /var' },
      { ...right, command: null },
    ],
    investigation: [
      { ...right, command: 'kubectl delete pod <pod>', promql: 'up == 0' },
      { ...right, command: 'kubectl describe node <node>', promql: 'up ==' },
    ],
  });
  expect(checked.remediation.map((step) => step.command?.verdict ?? null)).toEqual([
    'shown',
    'withheld',
    null,
  ]);
  expect(checked.investigation.map((step) => step.promql?.verdict)).toEqual(['shown', 'withheld']);
  expect(checked.investigation.map((step) => step.command)).toMatchObject([
    { verdict: 'change', text: 'kubectl delete pod checkout-1', effect: 'deletes pod checkout-1' },
    { verdict: 'withheld', reason: 'it is incomplete: the alert does not say what <node> is' },
  ]);
  expect(JSON.stringify(checked)).not.toContain('rm -rf');
});

test('what nobody would read is cut: long texts, long lists, line breaks', () => {
  const long = { text: 'word '.repeat(200), evidence: ['E1'] };
  const checked = check({
    headline: long,
    root_cause: { ...long, status: 'likely' },
    prevention: Array.from({ length: 9 }, () => right),
    alternatives: [{ text: 'one\n\n  two\tthree ', evidence: ['E1'] }],
  });
  expect(checked.headline.text.length).toBeLessThanOrEqual(headlineLimit);
  expect(checked.headline.text.endsWith('…')).toBe(true);
  expect(checked.rootCause.text.length).toBeLessThanOrEqual(500);
  expect(checked.prevention).toHaveLength(5);
  expect(checked.alternatives[0]?.text).toBe('one two three');
});

test('the test of a cause is kept with what is expected of it, if that can be read', () => {
  const root_cause = { ...whole, status: 'likely' as const };
  const query = 'node_filesystem_avail_bytes';
  expect(check({ root_cause, disproof: { query, expected: '<0.1' } }).disproof).toEqual({
    query: { verdict: 'shown', text: query },
    expected: '< 0.1',
    runs: [],
  });
  expect(check({ root_cause, disproof: { query, expected: 'small' } }).disproof).toBeNull();
});
