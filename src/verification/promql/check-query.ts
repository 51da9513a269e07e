import { QueryProblem } from '../query-problem.ts';
import { checkTypes } from './check-types.ts';
import { type Expression, listSelectors } from './expression.ts';
import { parsePromql } from './parse-promql.ts';

/** Longer ones are no query that a person wrote. */
const longest = 20_000;

export type QueryCheck =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly reason: string };

/** Whether Prometheus would take an expression: its grammar, and what its parser checks beyond that. Pure; never throws. */
export function checkQuery(text: string): QueryCheck {
  if (text.length > longest) return { ok: false, reason: `longer than ${longest} characters` };
  try {
    const expression = parsePromql(text);
    checkTypes(expression);
    return { ok: true, expression };
  } catch (thrown) {
    if (!(thrown instanceof QueryProblem)) throw thrown;
    return { ok: false, reason: `not valid PromQL at character ${thrown.at + 1}: ${thrown.message}` };
  }
}

/** The metrics that an expression reads, each once. */
export function listMetrics(expression: Expression): readonly string[] {
  const names = listSelectors(expression).flatMap(({ metric, matchers }) => {
    const named = matchers.find(({ name, operator }) => name === '__name__' && operator === '=');
    return metric ?? named?.value ?? [];
  });
  return [...new Set(names)];
}
