import type { GatedText } from '../../domain/verdict.ts';
import { checkQuery } from './check-query.ts';

const longestQuery = 2000;

/** Lets a query through when Prometheus would take it and a person can read all of it. Nothing is asked; never throws. */
export function gateQuery(query: string): GatedText {
  const text = query.trim();
  if (text.length > longestQuery)
    return { verdict: 'withheld', reason: `longer than ${longestQuery} characters` };
  if (!/^[\x20-\x7e\n]*$/.test(text)) return { verdict: 'withheld', reason: 'not plain ASCII' };
  const checked = checkQuery(text);
  return checked.ok ? { verdict: 'shown', text } : { verdict: 'withheld', reason: checked.reason };
}
