import { toAppError } from '../domain/errors.ts';
import type { CheckedHypothesis, CheckedStep, GatedText } from '../domain/verdict.ts';
import { findSourceFault } from '../verification/promql/find-source-fault.ts';
import type { QuerySource } from '../verification/promql/query-source.ts';

/** How long all suggested queries may take to be checked together; what is not known by then is shown as it is. */
const timeoutMs = 3000;
/** What a person would look at: the last hour, as a dashboard draws it. */
const shownRangeMs = 3_600_000;
const shownStepMs = 15_000;

/** Why no source can answer it; null when one can, or when none could be asked. */
async function findFault(
  query: string,
  sources: readonly QuerySource[],
  plan: { readonly nowMs: number; readonly signal: AbortSignal },
): Promise<string | null> {
  const range = { fromMs: plan.nowMs - shownRangeMs, toMs: plan.nowMs };
  const faults = await Promise.all(
    sources.map(async (source) => {
      try {
        return {
          known: true,
          fault: await findSourceFault(query, source, { ...plan, range, stepMs: shownStepMs }),
        };
      } catch (thrown) {
        return { known: false, fault: toAppError(thrown).message };
      }
    }),
  );
  const known = faults.filter((one) => one.known);
  return known.some(({ fault }) => fault === null) ? null : (known[0]?.fault ?? null);
}

interface SuggestionPlan {
  readonly sources: readonly QuerySource[];
  readonly nowMs: number;
  readonly signal: AbortSignal;
}

/**
 * The hypothesis with the queries withheld that no source of metrics could answer: a metric, label or value that is not
 * there, or more samples than a person wants to load.
 */
export async function gateSuggestions(
  hypothesis: CheckedHypothesis,
  { sources, nowMs, signal }: SuggestionPlan,
): Promise<CheckedHypothesis> {
  if (sources.length === 0) return hypothesis;
  const plan = { nowMs, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) };
  async function gate(promql: GatedText | null): Promise<GatedText | null> {
    if (promql?.verdict !== 'shown') return promql;
    const fault = await findFault(promql.text, sources, plan);
    return fault === null ? promql : { verdict: 'withheld', reason: fault };
  }
  const gateSteps = (steps: readonly CheckedStep[]): Promise<readonly CheckedStep[]> =>
    Promise.all(steps.map(async (step) => ({ ...step, promql: await gate(step.promql) })));
  const [remediation, investigation] = await Promise.all([
    gateSteps(hypothesis.remediation),
    gateSteps(hypothesis.investigation),
  ]);
  return { ...hypothesis, remediation, investigation };
}
