import { z } from 'zod';
import { duration, httpUrl, secret } from '../../config/fields.ts';
import { alertName } from '../../domain/alert.ts';
import type { Labels } from '../../domain/labels.ts';
import type { Point, TimeRange } from '../../domain/series.ts';
import { collectMetrics } from '../collect-metrics.ts';
import type { CollectorAdapter } from '../collector.ts';
import { getJson, type HttpSource, toAuthHeaders } from '../http-json.ts';
import type { MetricSource } from '../metric-source.ts';
import { toMatchers } from '../neighbours.ts';

const Config = z.strictObject({
  url: httpUrl(
    'Address of Prometheus, Thanos, Mimir or VictoriaMetrics, with its path prefix if it has one.',
  ),
  timeout: duration('How long one query may take.').prefault('3s'),
  bearer_token: secret('Token sent as "Authorization: Bearer …".').optional(),
  basic: z
    .strictObject({
      username: z.string().min(1).meta({ description: 'User name for basic authentication.' }),
      password: secret('Password for basic authentication.'),
    })
    .optional()
    .meta({ description: 'A user name and password to send.' }),
  headers: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'Headers to send with every query, such as X-Scope-OrgID.' }),
});

/** https://prometheus.io/docs/prometheus/latest/querying/api/ */
const Matrix = z.object({
  status: z.literal('success'),
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])),
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

/** Prometheus writes infinities as +Inf and -Inf. */
function parseSample(text: string): number {
  if (text === '+Inf') return Number.POSITIVE_INFINITY;
  return text === '-Inf' ? Number.NEGATIVE_INFINITY : Number(text);
}

function toSeconds(range: TimeRange): { readonly start: string; readonly end: string } {
  return { start: (range.fromMs / 1000).toFixed(3), end: (range.toMs / 1000).toFixed(3) };
}

function createPrometheusSource(source: HttpSource): MetricSource {
  return {
    language: 'promql',
    queryRange: async ({ expression, range, stepMs, signal }) => {
      const query = new URLSearchParams({
        query: expression,
        ...toSeconds(range),
        step: String(stepMs / 1000),
      });
      const { data } = await getJson(source, { path: '/api/v1/query_range', query, schema: Matrix, signal });
      return data.result.map(({ metric, values }) => {
        const { __name__: name = '', ...labels } = metric;
        return {
          name,
          labels,
          points: values.map(([time, value]): Point => [time * 1000, parseSample(value)]),
        };
      });
    },
    listMetricNames: async (labels: Labels, range, signal) => {
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
      const fits = (labels: Labels): boolean =>
        Object.entries(labels).every(([name, value]) => alert.labels[name] === value);
      return (named.find((rule) => fits(rule.labels)) ?? named[0])?.query ?? null;
    },
  };
}

/** Time series from Prometheus and everything that speaks its API. */
export const prometheus: CollectorAdapter<typeof Config> = {
  id: 'prometheus',
  Config,
  create: (name, config, deps) => {
    const source = createPrometheusSource({
      name,
      baseUrl: config.url,
      headers: toAuthHeaders(config),
      timeoutMs: config.timeout,
      fetch: deps.fetch,
    });
    return {
      name,
      type: 'prometheus',
      topics: ['metrics'],
      metrics: source,
      collect: (request) => collectMetrics(source, name, request),
    };
  },
};
