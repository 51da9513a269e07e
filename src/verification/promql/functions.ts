/** What PromQL's functions take and give: https://prometheus.io/docs/prometheus/latest/querying/functions/ */
import type { ValueType } from './expression.ts';

export interface PromqlFunction {
  readonly takes: readonly ValueType[];
  /** How many of the last arguments may be left out. */
  readonly optional: number;
  /** Whether the last argument may be repeated. */
  readonly repeats: boolean;
  readonly gives: ValueType;
  /** Only there with --enable-feature=promql-experimental-functions. */
  readonly experimental: boolean;
}

const letters = { v: 'vector', m: 'matrix', s: 'scalar', t: 'string' } as const;
type Letters = keyof typeof letters;

/** Signature → functions: `v` instant vector, `m` range vector, `s` scalar, `t` string; `?` optional, `*` repeated. */
const signatures: readonly (readonly [takes: string, gives: ValueType, names: string])[] = [
  [
    'v',
    'vector',
    'abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor histogram_avg histogram_count ' +
      'histogram_stddev histogram_stdvar histogram_sum ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp',
  ],
  [
    'm',
    'vector',
    'absent_over_time avg_over_time changes count_over_time delta deriv idelta increase irate last_over_time ' +
      'max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time',
  ],
  ['v?', 'vector', 'day_of_month day_of_week day_of_year days_in_month hour minute month year'],
  ['vs?', 'vector', 'round'],
  ['vss', 'vector', 'clamp'],
  ['vs', 'vector', 'clamp_max clamp_min'],
  ['ssv', 'vector', 'histogram_fraction'],
  ['sv', 'vector', 'histogram_quantile'],
  // Prometheus 2; renamed to double_exponential_smoothing in 3.
  ['mss', 'vector', 'holt_winters'],
  ['ms', 'vector', 'predict_linear'],
  ['sm', 'vector', 'quantile_over_time'],
  ['vtttt', 'vector', 'label_replace'],
  ['vttt*', 'vector', 'label_join'],
  ['v', 'scalar', 'scalar'],
  ['s', 'vector', 'vector'],
  ['', 'scalar', 'pi time'],
];

const experimental: readonly (readonly [takes: string, gives: ValueType, names: string])[] = [
  [
    'm',
    'vector',
    'first_over_time mad_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time',
  ],
  ['mss', 'vector', 'double_exponential_smoothing'],
  ['vt*', 'vector', 'sort_by_label sort_by_label_desc'],
  ['vv?', 'vector', 'info'],
  ['vtss*', 'vector', 'histogram_quantiles'],
  ['v', 'vector', 'start_timestamp'],
  ['', 'scalar', 'end range start step'],
];

function toFunction(takes: string, gives: ValueType, isExperimental: boolean): PromqlFunction {
  const types = [...takes].flatMap((letter) => (letter in letters ? [letters[letter as Letters]] : []));
  const repeats = takes.endsWith('*');
  const optional = repeats || takes.endsWith('?') ? 1 : 0;
  return { takes: types, optional, repeats, gives, experimental: isExperimental };
}

export const functions: ReadonlyMap<string, PromqlFunction> = new Map(
  [
    ...signatures.map((row) => [row, false] as const),
    ...experimental.map((row) => [row, true] as const),
  ].flatMap(([[takes, gives, names], isExperimental]) =>
    names.split(' ').map((name) => [name, toFunction(takes, gives, isExperimental)] as const),
  ),
);

/** Aggregation operators and the type of their parameter; null for those without one. */
export const aggregations: ReadonlyMap<string, ValueType | null> = new Map([
  ...'avg count group max min stddev stdvar sum'.split(' ').map((name) => [name, null] as const),
  ...'bottomk limit_ratio limitk quantile topk'.split(' ').map((name) => [name, 'scalar'] as const),
  ['count_values', 'string'],
]);

export const experimentalAggregations: ReadonlySet<string> = new Set(['limit_ratio', 'limitk']);
