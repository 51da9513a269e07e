import type { EvidenceItem } from '../domain/evidence.ts';
import type { Hypothesis } from '../domain/hypothesis.ts';
import type { CheckedHypothesis, CheckedStatement, CheckedStep } from '../domain/verdict.ts';
import type { Statement } from './claims.ts';
import { computeConfidence } from './confidence.ts';
import { gateQuery } from './promql/gate-query.ts';

function accept({ text, evidence }: Statement): CheckedStatement {
  return { text, evidence, claims: [], verdict: 'computed', fate: 'shown', reason: null };
}

/** What code wrote from the evidence by itself: nothing to check, so that no claims are counted. Its queries are gated. */
export function acceptComputed(hypothesis: Hypothesis, evidence: readonly EvidenceItem[]): CheckedHypothesis {
  const acceptStep = (step: Statement & { readonly promql?: string | null }): CheckedStep => ({
    ...accept(step),
    command: null,
    promql: step.promql == null ? null : gateQuery(step.promql),
  });
  const { status } = hypothesis.root_cause;
  return {
    headline: accept(hypothesis.headline),
    rootCause: { ...accept(hypothesis.root_cause), status },
    alternatives: hypothesis.alternatives.map(accept),
    impact: { ...accept(hypothesis.impact), level: hypothesis.impact.level },
    remediation: hypothesis.remediation.map(acceptStep),
    investigation: hypothesis.investigation.map(acceptStep),
    prevention: hypothesis.prevention.map(accept),
    removed: [],
    claimsFound: 0,
    claimsTotal: 0,
    claimsCorrected: 0,
    claimsRemoved: 0,
    withheld: null,
    downgrades: [],
    disagreement: null,
    disproof: null,
    confidence: computeConfidence({
      status,
      claimsFound: 0,
      claimsTotal: 0,
      evidence,
      ranking: 'silent',
      history: null,
    }),
  };
}
