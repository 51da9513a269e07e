import type { TimeRange } from '../../domain/series.ts';
import { checkQuery } from './check-query.ts';
import { estimateSamples } from './estimate-cost.ts';
import { type Expression, listSelectors, type SelectorExpression } from './expression.ts';
import { findUnknown } from './find-unknown.ts';
import type { QuerySource } from './query-source.ts';

/** A tenth of what Prometheus lets one query load: https://prometheus.io/docs/prometheus/latest/command-line/prometheus/ */
export const mostSamples = 5_000_000;

export interface QueryPlan {
  readonly range: TimeRange;
  readonly stepMs: number;
  readonly signal: AbortSignal;
}

function writePlain(query: string, { from, plainTo }: SelectorExpression): string {
  return query.slice(from, plainTo);
}

/** The number of series of each selector, by its text; asked with a query that reads one sample of each. */
async function countSeries(
  query: string,
  expression: Expression,
  source: QuerySource,
  { range, signal }: QueryPlan,
): Promise<ReadonlyMap<string, number>> {
  const texts = [...new Set(listSelectors(expression).map((selector) => writePlain(query, selector)))];
  const counted = texts.map(async (text): Promise<readonly [string, number]> => {
    const counts = source.language === 'promql';
    const { series } = await source.queryRange({
      expression: counts ? `count(${text})` : text,
      range: { fromMs: range.toMs, toMs: range.toMs },
      stepMs: 1000,
      signal,
    });
    return [text, counts ? (series[0]?.points.at(-1)?.[1] ?? 0) : series.length];
  });
  return new Map(await Promise.all(counted));
}

/**
 * Why a source should not be asked a query: it is none, what it names is not there, or it would read too much. Null when
 * it may be asked. Fails as the source fails.
 */
export async function findSourceFault(
  query: string,
  source: QuerySource,
  plan: QueryPlan,
): Promise<string | null> {
  const checked = checkQuery(query);
  if (!checked.ok) return checked.reason;
  const { expression } = checked;
  const unknown = await findUnknown(expression, source.catalogue, plan.signal);
  if (unknown !== null) return unknown;
  const series = await countSeries(query, expression, source, plan);
  const { fromMs, toMs } = plan.range;
  const samples = estimateSamples(
    expression,
    { spanMs: toMs - fromMs, stepMs: plan.stepMs },
    (selector) => series.get(writePlain(query, selector)) ?? 0,
  );
  if (samples <= mostSamples) return null;
  return `it would read about ${Math.round(samples / 1e6)} million samples; at most ${mostSamples / 1e6} million are allowed`;
}
