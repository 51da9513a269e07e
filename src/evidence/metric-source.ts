import type { Alert } from '../domain/alert.ts';
import type { Labels } from '../domain/labels.ts';
import type { Series, TimeRange } from '../domain/series.ts';

export interface RangeQuery {
  readonly expression: string;
  readonly range: TimeRange;
  readonly stepMs: number;
  readonly signal: AbortSignal;
}

export interface RangeAnswer {
  readonly series: readonly Series[];
  /** Why it may not be all that there is, such as a store behind the source that was down; null when it is. */
  readonly incomplete: string | null;
}

/** What an exporter says about a metric of its own; texts are empty where it says nothing. */
export interface MetricMetadata {
  /** `counter`, `gauge`, `histogram`, `summary`, or another word. */
  readonly type: string;
  readonly help: string;
  readonly unit: string;
}

/** What can be asked for: listed once and kept for minutes, for whoever writes queries or checks them. */
export interface MetricCatalogue {
  /** The name of every metric that had a sample in the last day. */
  readonly listMetricNames: (signal: AbortSignal) => Promise<ReadonlySet<string>>;
  /** The labels that a metric's series have; none for a metric that does not exist. */
  readonly listLabelNames: (metric: string, signal: AbortSignal) => Promise<readonly string[]>;
  /** The values that one label has among a metric's series. */
  readonly listLabelValues: (
    of: { readonly metric: string; readonly label: string },
    signal: AbortSignal,
  ) => Promise<readonly string[]>;
  /** Metadata by metric; without an entry where the source has none. */
  readonly listMetadata: (signal: AbortSignal) => Promise<ReadonlyMap<string, MetricMetadata>>;
}

/** Where time series come from: a Prometheus, or an incident bundle on disk. Failures are AppErrors `source_*`. */
export interface MetricSource {
  /** Whether it understands all of PromQL, or only a plain selector such as `up{job="x"}`. */
  readonly language: 'promql' | 'selectors';
  readonly queryRange: (query: RangeQuery) => Promise<RangeAnswer>;
  /** The names of the metrics that have series with these labels. */
  readonly listMetricNames: (
    labels: Labels,
    range: TimeRange,
    signal: AbortSignal,
  ) => Promise<readonly string[]>;
  /** The expression of the rule behind an alert that does not carry it itself; null when there is none. */
  readonly findRuleExpression: (alert: Alert, signal: AbortSignal) => Promise<string | null>;
  readonly catalogue: MetricCatalogue;
}
