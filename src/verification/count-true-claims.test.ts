import { expect, test } from 'vitest';
import { worlds } from '../../test/planted/worlds.ts';
import { refuseCommands, sampleHypothesis } from '../../test/samples.ts';
import { checkHypothesis } from './check-hypothesis.ts';
import { countTrueClaims } from './count-true-claims.ts';

const fallback = sampleHypothesis({
  headline: { text: 'own headline', evidence: ['E1'] },
  root_cause: { text: 'own cause', evidence: ['E1'], status: 'inconclusive' },
  impact: { text: 'own impact', evidence: ['E1'], level: 'low' },
});
const full = { text: '/var on node-3 is 93.5 % full.', evidence: ['E2'] };

function count(causeText: string, alternatives: readonly string[] = []) {
  const checked = checkHypothesis({
    hypothesis: sampleHypothesis({
      headline: full,
      root_cause: { text: causeText, evidence: ['E2'], status: 'likely' },
      impact: { ...full, level: 'high' },
      alternatives: alternatives.map((text) => ({ text, evidence: ['E2'] })),
    }),
    fallback,
    evidence: worlds.disk,
    diagnosis: null,
    knownNames: [],
    history: null,
    commands: refuseCommands,
  });
  return countTrueClaims(checked);
}

test('an answer without an error is as true after the check as before, and says a thing twice once', () => {
  const { before, after } = count(full.text);
  expect(before).toEqual({ true: 3, total: 3 });
  expect(after).toEqual(before);
});

test('what is dropped counts before the check and not after it', () => {
  const { before, after } = count(full.text, ['The ledger service filled it with 4,711 files.']);
  expect(before.true).toBeLessThan(before.total);
  expect(after).toEqual({ true: 3, total: 3 });
});

test('what is corrected is wrong before and true after', () => {
  const { before, after } = count('/var on node-3 is 97.1 % full.');
  expect(before.total - before.true).toBe(1);
  expect(after.true).toBe(after.total);
  expect(after.total).toBe(before.total);
});

test('of an answer that is withheld all was said, and nothing is shown', () => {
  const { before, after } = count('The ledger service wrote 4,711 files to node-9.');
  expect(before.total).toBeGreaterThan(3);
  expect(before.true).toBe(3);
  expect(after).toEqual({ true: 0, total: 0 });
});
