/** The query that would speak against a root cause: what is expected of it, and what its results say. */
import { describeRun } from '../domain/describe-disproof.ts';
import type { RootCauseStatus } from '../domain/hypothesis.ts';
import type { CheckedHypothesis, DisproofRun } from '../domain/verdict.ts';

const operators = ['<=', '>=', '==', '!=', '<', '>'] as const;
type Operator = (typeof operators)[number];

export interface Expectation {
  readonly operator: Operator;
  readonly value: number;
  /** As it is shown: "< 0.1". */
  readonly text: string;
}

const expectationPattern =
  /^\s{0,4}(<=|>=|==|!=|<|>)\s{0,4}(-?\d{1,15}(?:\.\d{1,9})?(?:e[+-]?\d{1,3})?)\s{0,4}$/i;

/** "< 0.1"; null when it is nothing of the kind. */
export function parseExpectation(text: string): Expectation | null {
  const [, operator, digits] = expectationPattern.exec(text) ?? [];
  const known = operators.find((one) => one === operator);
  return known === undefined || digits === undefined
    ? null
    : { operator: known, value: Number(digits), text: `${known} ${digits}` };
}

const compares: Readonly<Record<Operator, (value: number, limit: number) => boolean>> = {
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
  '==': (value, limit) => Math.abs(value - limit) <= Math.abs(limit) * 1e-9,
  '!=': (value, limit) => Math.abs(value - limit) > Math.abs(limit) * 1e-9,
};

export interface DisproofResult {
  readonly atMs: number;
  /** The last value of each series; null when the query had no answer. */
  readonly values: readonly number[] | null;
  readonly failure: string | null;
}

/** What one run says: it holds only if every series is as expected. */
export function judgeRun(expected: string, result: DisproofResult): DisproofRun {
  const expectation = parseExpectation(expected);
  const unknown = (reason: string): DisproofRun => ({
    atMs: result.atMs,
    outcome: 'unknown',
    value: null,
    reason,
  });
  if (result.values === null || expectation === null) return unknown(result.failure ?? 'it could not be run');
  const values = result.values.filter((value) => !Number.isNaN(value));
  const [first] = values;
  if (first === undefined) return unknown('the query has no result');
  const against = values.find((value) => !compares[expectation.operator](value, expectation.value));
  return {
    atMs: result.atMs,
    outcome: against === undefined ? 'holds' : 'weakened',
    value: against ?? first,
    reason: null,
  };
}

const lowered: Readonly<Record<RootCauseStatus, RootCauseStatus>> = {
  confirmed: 'likely',
  likely: 'inconclusive',
  inconclusive: 'inconclusive',
};

/** The hypothesis with one more run of its disproof: the first result that speaks against it takes a step of its status. */
export function applyRun(hypothesis: CheckedHypothesis, run: DisproofRun): CheckedHypothesis {
  const { disproof, rootCause } = hypothesis;
  if (disproof === null) return hypothesis;
  const before = disproof.runs.some(({ outcome }) => outcome === 'weakened');
  const next = { ...disproof, runs: [...disproof.runs, run] };
  if (run.outcome !== 'weakened' || before) return { ...hypothesis, disproof: next };
  const reason = `its own test speaks against it: ${describeRun(next, run, disproof.runs.length)}`;
  return {
    ...hypothesis,
    disproof: next,
    rootCause: { ...rootCause, status: lowered[rootCause.status] },
    downgrades: [...hypothesis.downgrades, reason],
  };
}
