/** How many samples a query would read: its series × its range ÷ its step. */
import { type Expression, listInner, listSelectors, type SelectorExpression } from './expression.ts';

/** How often most targets are scraped: as far apart the samples of a range are. */
const scrapedEveryMs = 15_000;
/** Of a subquery without a step: https://prometheus.io/docs/prometheus/latest/configuration/configuration/ */
const defaultStepMs = 60_000;

export interface EvaluationPlan {
  readonly spanMs: number;
  readonly stepMs: number;
}

/** `seriesOf` says how many series a selector has. A range is read once for each sample in it, wherever it slides. */
export function estimateSamples(
  expression: Expression,
  { spanMs, stepMs }: EvaluationPlan,
  seriesOf: (selector: SelectorExpression) => number,
): number {
  switch (expression.kind) {
    case 'selector':
      return seriesOf(expression) * (spanMs / stepMs + 1);
    case 'range': {
      const series = listSelectors(expression).reduce((sum, selector) => sum + seriesOf(selector), 0);
      const samples = (spanMs + expression.rangeMs) / scrapedEveryMs + 1;
      // A subquery with a step shorter than that works it out, and keeps a value, more often than there are samples.
      return series * Math.max(samples, spanMs / stepMs + 1);
    }
    case 'subquery': {
      const inner = { spanMs: spanMs + expression.rangeMs, stepMs: expression.stepMs ?? defaultStepMs };
      // Also without a selector in it, as in vector(1)[30d:1ms], each of its steps is worked out.
      return Math.max(estimateSamples(expression.of, inner, seriesOf), inner.spanMs / inner.stepMs + 1);
    }
    default:
      return listInner(expression).reduce(
        (sum, inner) => sum + estimateSamples(inner, { spanMs, stepMs }, seriesOf),
        0,
      );
  }
}
