import { checkTypes } from './check-types.ts';
import { type Expression, listSelectors, PromqlProblem } from './expression.ts';
import { parsePromql } from './parse-promql.ts';

/** Deeper nesting is no query that a person wrote. */
const deepest = 100;
const longest = 20_000;

export type QueryCheck =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly reason: string };

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === '(') depth += 1;
    if (char === ')') depth -= 1;
    if (depth > deepest) return true;
  }
  return false;
}

/** Whether Prometheus would take an expression: its grammar, and what its parser checks beyond that. Pure; never throws. */
export function checkQuery(text: string): QueryCheck {
  if (text.length > longest) return { ok: false, reason: `longer than ${longest} characters` };
  if (isTooDeep(text)) return { ok: false, reason: `brackets are nested more than ${deepest} deep` };
  try {
    const expression = parsePromql(text);
    checkTypes(expression);
    return { ok: true, expression };
  } catch (thrown) {
    if (!(thrown instanceof PromqlProblem)) throw thrown;
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
