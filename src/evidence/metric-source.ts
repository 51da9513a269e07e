import type { Alert } from '../domain/alert.ts';
import type { Labels } from '../domain/labels.ts';
import type { Series, TimeRange } from '../domain/series.ts';

export interface RangeQuery {
  readonly expression: string;
  readonly range: TimeRange;
  readonly stepMs: number;
  readonly signal: AbortSignal;
}

/** Where time series come from: a Prometheus, or an incident bundle on disk. Failures are AppErrors `source_*`. */
export interface MetricSource {
  /** Whether it understands all of PromQL, or only a plain selector such as `up{job="x"}`. */
  readonly language: 'promql' | 'selectors';
  readonly queryRange: (query: RangeQuery) => Promise<readonly Series[]>;
  /** The names of the metrics that have series with these labels. */
  readonly listMetricNames: (
    labels: Labels,
    range: TimeRange,
    signal: AbortSignal,
  ) => Promise<readonly string[]>;
  /** The expression of the rule behind an alert that does not carry it itself; null when there is none. */
  readonly findRuleExpression: (alert: Alert, signal: AbortSignal) => Promise<string | null>;
}
