import type { GatedText } from '../domain/verdict.ts';
import { parseExpression } from '../signals/promql-expression.ts';

const longestQuery = 2000;

/** Lets a suggested PromQL query through when Prometheus' grammar accepts it and a person can read all of it. */
export function gateQuery(query: string): GatedText {
  const text = query.trim();
  if (text.length > longestQuery)
    return { verdict: 'withheld', reason: `longer than ${longestQuery} characters` };
  if (!/^[\x20-\x7e\n]*$/.test(text)) return { verdict: 'withheld', reason: 'not plain ASCII' };
  const parsed = parseExpression(text);
  return parsed.ok ? { verdict: 'shown', text } : { verdict: 'withheld', reason: parsed.reason };
}
