import { bulkhead } from 'cockatiel';
import { z } from 'zod';
import { alertName } from '../../domain/alert.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Point, Series, TimeRange } from '../../domain/series.ts';
import { dayMs } from '../../domain/time.ts';
import { getJson } from '../http-json.ts';
import type { HttpSource } from '../http-source.ts';
import { keepFor } from '../keep-for.ts';
import type { MetricCatalogue, MetricMetadata, MetricSource } from '../metric-source.ts';
import { toMatchers } from '../metric-target.ts';

type Sample = readonly [seconds: number, value: string];

/** By hand: an answer may hold a million samples, for which a schema takes seconds in which nothing else runs. */
function isSamples(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (one) =>
        Array.isArray(one) && one.length === 2 && typeof one[0] === 'number' && typeof one[1] === 'string',
    )
  );
}

/** https://prometheus.io/docs/prometheus/latest/querying/api/ */
const Matrix = z.object({
  status: z.literal('success'),
  /** Of Thanos and Mimir also that a store behind them did not answer. */
  warnings: z.array(z.string()).nullish(),
  /** VictoriaMetrics: https://docs.victoriametrics.com/victoriametrics/cluster-victoriametrics/#cluster-availability */
  isPartial: z.boolean().nullish(),
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.custom<readonly Sample[]>(isSamples),
      }),
    ),
  }),
});

const Names = z.object({ status: z.literal('success'), data: z.array(z.string()) });

const Rules = z.object({
  status: z.literal('success'),
  data: z.object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.object({
            type: z.string(),
            name: z.string(),
            query: z.string(),
            labels: z.record(z.string(), z.string()).default({}),
          }),
        ),
      }),
    ),
  }),
});

const Metadata = z.object({
  status: z.literal('success'),
  data: z.record(
    z.string(),
    z.array(
      z.object({
        type: z.string().default(''),
        help: z.string().default(''),
        unit: z.string().default(''),
      }),
    ),
  ),
});

/** Prometheus writes infinities as +Inf and -Inf. */
function parseSample(text: string): number {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  return text === '-Inf' ? Number.NEGATIVE_INFINITY : Number(text);
}

function toSeconds(range: TimeRange): { readonly start: string; readonly end: string } {
  return { start: (range.fromMs / 1000).toFixed(3), end: (range.toMs / 1000).toFixed(3) };
}

/** Prometheus says "results truncated due to limit" beside what it could not do: that is said in our own words. */
const truncated = /truncated due to limit/i;
const warningCharacters = 200;

function toIncomplete(
  { warnings, isPartial, data }: z.output<typeof Matrix>,
  { maxSeries }: QueryLimits,
): string | null {
  const said = (warnings ?? []).filter((warning) => !truncated.test(warning));
  const cut = data.result.length > maxSeries || said.length < (warnings ?? []).length;
  const reasons = [
    ...(cut ? [`only ${Math.min(maxSeries, data.result.length)} series were read, there are more`] : []),
    ...(isPartial === true ? ['a part of the stores did not answer'] : []),
    ...said.slice(0, 2).map((warning) => `it warns: ${warning.slice(0, warningCharacters).toWellFormed()}`),
  ];
  return reasons.length === 0 ? null : reasons.join('; ');
}

/** New metrics come with deploys, not between two alerts. */
const cataloguedMs = 300_000;

function createCatalogue(source: HttpSource, clock: Clock): MetricCatalogue {
  const lately = (): Record<string, string> => toSeconds({ fromMs: clock.now() - dayMs, toMs: clock.now() });

  async function list(
    path: string,
    given: Record<string, string>,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const query = new URLSearchParams({ ...given, ...lately() });
    return (await getJson(source, { path, query, schema: Names, signal })).data;
  }

  const names = keepFor(
    clock,
    cataloguedMs,
    async (_, signal) => new Set(await list('/api/v1/label/__name__/values', {}, signal)),
  );
  const labels = keepFor(clock, cataloguedMs, (metric, signal) =>
    list('/api/v1/labels', { 'match[]': toSelector(metric) }, signal),
  );
  const values = keepFor(clock, cataloguedMs, (key, signal) => {
    const { metric, label } = JSON.parse(key) as { metric: string; label: string };
    const path = `/api/v1/label/${encodeURIComponent(label)}/values`;
    return list(path, { 'match[]': toSelector(metric) }, signal);
  });
  const metadata = keepFor(
    clock,
    cataloguedMs,
    async (_, signal): Promise<ReadonlyMap<string, MetricMetadata>> => {
      // Targets that disagree about a metric are of no interest here.
      const query = new URLSearchParams({ limit_per_metric: '1' });
      const { data } = await getJson(source, {
        path: '/api/v1/metadata',
        query,
        schema: Metadata,
        signal,
      });
      const entries = Object.entries(data);
      return new Map(entries.flatMap(([name, [first]]) => (first === undefined ? [] : [[name, first]])));
    },
  );
  return {
    listMetricNames: (signal) => names('', signal),
    listLabelNames: async (metric, signal) =>
      (await labels(metric, signal)).filter((name) => name !== '__name__'),
    listLabelValues: ({ metric, label }, signal) => values(JSON.stringify({ metric, label }), signal),
    listMetadata: (signal) => metadata('', signal),
  };
}

function toSelector(metric: string): string {
  return `{${toMatchers({ __name__: metric })}}`;
}

export interface QueryLimits {
  /** Series read of one answer. */
  readonly maxSeries: number;
}

/** Queries at once: Prometheus itself evaluates 20 at once for everybody, https://prometheus.io/docs/prometheus/latest/command-line/prometheus/ */
const mostAtOnce = 6;
const mostWaiting = 10_000;

/** Prometheus, Thanos, Mimir and VictoriaMetrics behind the port. The server is asked to give up when we do. */
export function createPrometheusSource(
  source: HttpSource,
  { clock, limits }: { readonly clock: Clock; readonly limits: QueryLimits },
): MetricSource {
  const lane = bulkhead(mostAtOnce, mostWaiting);
  return {
    language: 'promql',
    queryRange: async ({ expression, range, stepMs, signal }) => {
      const query = new URLSearchParams({
        query: expression,
        ...toSeconds(range),
        step: String(stepMs / 1000),
        timeout: `${Math.ceil(source.timeoutMs / 1000)}s`,
        limit: String(limits.maxSeries),
      });
      const asked = { path: '/api/v1/query_range', query, schema: Matrix, signal };
      const answer = await lane.execute(() => getJson(source, asked));
      const series = answer.data.result.slice(0, limits.maxSeries).map(({ metric, values }): Series => {
        const { __name__: name = '', ...labels } = metric;
        return {
          name,
          labels,
          points: values.map(([time, value]): Point => [time * 1000, parseSample(value)]),
        };
      });
      return { series, incomplete: toIncomplete(answer, limits) };
    },
    listMetricNames: async (labels, range, signal) => {
      const query = new URLSearchParams({ 'match[]': `{${toMatchers(labels)}}`, ...toSeconds(range) });
      const path = '/api/v1/label/__name__/values';
      return (await getJson(source, { path, query, schema: Names, signal })).data;
    },
    findRuleExpression: async (alert, signal) => {
      const query = new URLSearchParams({ type: 'alert' });
      const { data } = await getJson(source, { path: '/api/v1/rules', query, schema: Rules, signal });
      const named = data.groups
        .flatMap((group) => group.rules)
        .filter((rule) => rule.type === 'alerting' && rule.name === alertName(alert.labels));
      const fits = (labels: Record<string, string>): boolean =>
        Object.entries(labels).every(([name, value]) => alert.labels[name] === value);
      return (named.find((rule) => fits(rule.labels)) ?? named[0])?.query ?? null;
    },
    catalogue: createCatalogue(source, clock),
  };
}
