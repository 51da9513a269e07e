import type { Series, TimeRange } from '../../domain/series.ts';

/** What the gate asks a source of time series; a MetricSource of the evidence is one. */
export interface QuerySource {
  readonly language: 'promql' | 'selectors';
  readonly queryRange: (query: {
    readonly expression: string;
    readonly range: TimeRange;
    readonly stepMs: number;
    readonly signal: AbortSignal;
  }) => Promise<{ readonly series: readonly Series[] }>;
  readonly catalogue: QueryCatalogue;
}

export interface QueryCatalogue {
  readonly listMetricNames: (signal: AbortSignal) => Promise<ReadonlySet<string>>;
  readonly listLabelNames: (metric: string, signal: AbortSignal) => Promise<readonly string[]>;
  readonly listLabelValues: (
    of: { readonly metric: string; readonly label: string },
    signal: AbortSignal,
  ) => Promise<readonly string[]>;
}
