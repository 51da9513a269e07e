import type { EvidenceItem } from '../domain/evidence.ts';
import { type Hypothesis, headlineLimit, type RootCauseStatus } from '../domain/hypothesis.ts';
import type { CheckedHypothesis, CheckedStep } from '../domain/verdict.ts';
import { checkStatement, countClaims } from './claims.ts';
import { gateCommand } from './commands/gate.ts';
import { gateQuery } from './promql.ts';

/** More than this many of one kind are a list nobody reads at night. */
const mostItems = 5;
/** Two long sentences. */
const longestStatement = 500;

const downgraded: Readonly<Record<RootCauseStatus, RootCauseStatus>> = {
  confirmed: 'likely',
  likely: 'inconclusive',
  inconclusive: 'inconclusive',
};

function cut(text: string, limit: number): string {
  const clean = text.replaceAll(/\s+/g, ' ').trim();
  return clean.length <= limit ? clean : `${clean.slice(0, limit - 1).trimEnd()}…`;
}

interface Statement {
  readonly text: string;
  readonly evidence: readonly string[];
}

/** Checks every statement, command and query of a hypothesis against the evidence. Pure; never throws. */
export function checkHypothesis(
  hypothesis: Hypothesis,
  evidence: readonly EvidenceItem[],
): CheckedHypothesis {
  const check = (statement: Statement, limit = longestStatement) =>
    checkStatement({ ...statement, text: cut(statement.text, limit) }, evidence);
  const checkStep = (step: Statement & { command: string | null; promql?: string | null }): CheckedStep => ({
    ...check(step),
    command: step.command === null ? null : gateCommand(step.command),
    promql: step.promql == null ? null : gateQuery(step.promql),
  });
  const headline = check(hypothesis.headline, headlineLimit);
  const rootCause = check(hypothesis.root_cause);
  const impact = check(hypothesis.impact);
  const alternatives = hypothesis.alternatives.slice(0, mostItems).map((statement) => check(statement));
  const remediation = hypothesis.remediation.slice(0, mostItems).map(checkStep);
  const investigation = hypothesis.investigation.slice(0, mostItems).map(checkStep);
  const prevention = hypothesis.prevention.slice(0, mostItems).map((statement) => check(statement));
  const counts = countClaims([
    headline,
    rootCause,
    impact,
    ...alternatives,
    ...remediation,
    ...investigation,
    ...prevention,
  ]);
  const { status } = hypothesis.root_cause;
  return {
    headline,
    rootCause: { ...rootCause, status: rootCause.verdict === 'verified' ? status : downgraded[status] },
    alternatives,
    impact: { ...impact, level: hypothesis.impact.level },
    remediation,
    investigation,
    prevention,
    claimsFound: counts.found,
    claimsTotal: counts.total,
  };
}
