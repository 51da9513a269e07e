import type { Diagnosis } from '../domain/diagnosis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import { type Hypothesis, headlineLimit } from '../domain/hypothesis.ts';
import type { CheckedDisproof, CheckedHypothesis, CheckedStatement, CheckedStep } from '../domain/verdict.ts';
import { acceptComputed } from './accept-computed.ts';
import { countClaims, createStatementCheck, type Statement, type StatementOptions } from './claims.ts';
import { gateSuggestion, type SuggestionGate } from './commands/gate-suggestion.ts';
import { computeConfidence, type History } from './confidence.ts';
import { parseExpectation } from './disproof.ts';
import { gateQuery } from './promql/gate-query.ts';
import { toProse } from './prose.ts';
import { compareRanking, decideStatus } from './status.ts';

/** More than this many of one kind are a list nobody reads at night. */
const mostItems = 5;
/** Two long sentences. */
const longestStatement = 500;

const observation: StatementOptions = { role: 'observation', isCause: false };
const cause: StatementOptions = { role: 'observation', isCause: true };
const advice: StatementOptions = { role: 'advice', isCause: false };

export interface HypothesisCheck {
  readonly hypothesis: Hypothesis;
  /** What code says by itself: it stands in for what has to be withheld. */
  readonly fallback: Hypothesis;
  readonly evidence: readonly EvidenceItem[];
  /** What code makes of the observations; null when it was not asked. */
  readonly diagnosis: Diagnosis | null;
  /** Names of services and hosts that are known from elsewhere. */
  readonly knownNames: readonly string[];
  readonly history: History | null;
  readonly commands: SuggestionGate;
}

type Step = Statement & { readonly command: string | null; readonly promql?: string | null };

/** A step of code or of a model: its texts pass the gates either way. */
function gateStep(step: Step, commands: SuggestionGate): Pick<CheckedStep, 'command' | 'promql'> {
  return {
    command: step.command === null ? null : gateSuggestion(step.command, commands),
    promql: step.promql == null ? null : gateQuery(step.promql),
  };
}

function toDisproof({ disproof }: Hypothesis): CheckedDisproof | null {
  if (disproof === null) return null;
  const expectation = parseExpectation(disproof.expected);
  const query = gateQuery(disproof.query);
  return expectation === null ? null : { query, expected: expectation.text, runs: [] };
}

function isShown({ fate }: CheckedStatement): boolean {
  return fate !== 'dropped';
}

/** Why a root cause is not shown, without any word of it. */
function describeWithheld({ claims }: CheckedStatement): string {
  const contradicted = claims.filter(({ verdict }) => verdict === 'contradicted').length;
  const missing = claims.filter(({ verdict, kind }) => verdict === 'not_found' && kind !== 'citation').length;
  const faults = [
    ...(contradicted === 0
      ? []
      : [`the evidence contradicts ${contradicted} of ${claims.length} claims of its cause`]),
    ...(missing === 0 ? [] : [`${missing} of ${claims.length} are in no evidence`]),
  ];
  return faults.length === 0
    ? 'what it says is not for you, or repeats what the evidence was made to say'
    : faults.join(', ');
}

/**
 * Checks every statement, command and query of a model's hypothesis against the evidence, and leaves out what does not
 * hold. Pure; never throws. Without a root cause that may be shown, what code says by itself is the answer.
 */
export function checkHypothesis(options: HypothesisCheck): CheckedHypothesis {
  const { hypothesis, fallback, evidence, diagnosis } = options;
  const checkStatement = createStatementCheck(evidence, options.knownNames);
  const check = (statement: Statement, how: StatementOptions, limit = longestStatement): CheckedStatement =>
    checkStatement({ ...statement, text: toProse(statement.text, limit) }, how);
  const checkStep = (step: Step): CheckedStep => ({
    ...check(step, advice),
    ...gateStep(step, options.commands),
  });
  const said = {
    headline: check(hypothesis.headline, cause, headlineLimit),
    rootCause: check(hypothesis.root_cause, cause),
    impact: check(hypothesis.impact, observation),
    alternatives: hypothesis.alternatives
      .slice(0, mostItems)
      .map((statement) => check(statement, observation)),
    remediation: hypothesis.remediation.slice(0, mostItems).map(checkStep),
    investigation: hypothesis.investigation.slice(0, mostItems).map(checkStep),
    prevention: hypothesis.prevention.slice(0, mostItems).map((statement) => check(statement, advice)),
  };
  const all = [
    said.headline,
    said.rootCause,
    said.impact,
    ...said.alternatives,
    ...said.remediation,
    ...said.investigation,
    ...said.prevention,
  ];
  const counts = countClaims(all);
  const removed = all.filter((statement) => !isShown(statement));
  const own = acceptComputed(fallback, evidence);
  if (!isShown(said.rootCause)) {
    const withheld = `a model's answer was withheld: ${describeWithheld(said.rootCause)}`;
    const why = 'the answer that it stands in was withheld';
    const gone = all.map((one) => ({ ...one, fate: 'dropped' as const, reason: one.reason ?? why }));
    return { ...own, removed: gone, withheld };
  }
  const { verdict: ranking, disagreement } = compareRanking(said.rootCause, diagnosis);
  const { status, downgrades } = decideStatus({
    said: hypothesis.root_cause.status,
    cause: said.rootCause,
    evidence,
    disagreement,
  });
  const confidence = computeConfidence({
    status,
    claimsFound: counts.found,
    claimsTotal: counts.total,
    evidence,
    ranking,
    history: options.history,
  });
  const impact = isShown(said.impact) ? said.impact : own.impact;
  return {
    headline: isShown(said.headline) ? said.headline : own.headline,
    rootCause: { ...said.rootCause, status },
    alternatives: said.alternatives.filter(isShown),
    impact: { ...impact, level: hypothesis.impact.level },
    remediation: said.remediation.filter(isShown),
    investigation: said.investigation.filter(isShown),
    prevention: said.prevention.filter(isShown),
    removed,
    claimsFound: counts.found,
    claimsTotal: counts.total,
    claimsCorrected: counts.corrected,
    claimsRemoved: counts.removed,
    withheld: null,
    downgrades,
    disagreement,
    disproof: toDisproof(hypothesis),
    confidence,
  };
}
