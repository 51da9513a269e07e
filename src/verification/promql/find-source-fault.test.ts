import { expect, test } from 'vitest';
import type { Series } from '../../domain/series.ts';
import { findSourceFault } from './find-source-fault.ts';
import type { QuerySource } from './query-source.ts';

const nowMs = Date.parse('2026-01-01T00:00:00Z');
const plan = {
  range: { fromMs: nowMs - 3_600_000, toMs: nowMs },
  stepMs: 15_000,
  signal: new AbortController().signal,
};

const labels: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  http_requests_total: { job: ['api', 'web'], code: ['200', '500'] },
  http_request_duration_seconds_bucket: { job: ['api'], le: ['0.1', '+Inf'] },
  up: { job: ['api', 'web', 'node'], instance: ['node-3:9100'] },
};

function createSource(series = 10): QuerySource & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    language: 'promql',
    asked,
    queryRange: ({ expression }) => {
      asked.push(expression);
      const one: Series = { name: '', labels: {}, points: [[nowMs, series]] };
      return Promise.resolve({ series: [one] });
    },
    catalogue: {
      listMetricNames: () => Promise.resolve(new Set(Object.keys(labels))),
      listLabelNames: (metric) => Promise.resolve(Object.keys(labels[metric] ?? {})),
      listLabelValues: ({ metric, label }) => Promise.resolve(labels[metric]?.[label] ?? []),
    },
  };
}

test.each([
  'up',
  'up{job="api"}',
  'up{job=~"a.*", instance!="x", nothing=""}',
  'sum by (job) (rate(http_requests_total{code=~"5.."}[5m])) / on(job) group_left sum by (job) (up)',
  'histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))',
  'absent(up{job="gone"})',
  'sum by (who) (label_replace(up, "who", "$1", "job", "(.*)"))',
  'count by (version) (count_values("version", up))',
  '{job="anything"}',
  'vector(1)',
])('%s may be asked', async (query) => {
  expect(await findSourceFault(query, createSource(), plan)).toBeNull();
});

test.each([
  ['http_request_total', 'there is no metric http_request_total; the nearest is http_requests_total'],
  ['{__name__="upp"}', 'there is no metric upp; the nearest is up'],
  ['something_else_entirely', 'there is no metric something_else_entirely'],
  ['up{jobb="api"}', 'up has no label jobb; the nearest is job'],
  ['up{job="apj"}', 'no job of up is "apj"; the nearest is api'],
  ['up{job=~"db.*"}', 'no job of up is "db.*"'],
  ['sum by (pod) (up)', 'up has no label pod'],
  ['up / on(node) http_requests_total', 'up and http_requests_total have no label node'],
  ['absent(up{jobb="x"})', 'up has no label jobb; the nearest is job'],
  ['rate(up)', 'not valid PromQL'],
])('%s may not: %s', async (query, reason) => {
  const source = createSource();
  expect(await findSourceFault(query, source, plan)).toContain(reason);
  expect(source.asked).toEqual([]);
});

test('a query that would read too much is not asked, and its selectors are counted without their offsets', async () => {
  const source = createSource(100_000);
  expect(await findSourceFault('rate(up[1h] offset 5m) + up @ 5', source, plan)).toBe(
    'it would read about 72 million samples; at most 5 million are allowed',
  );
  expect(source.asked).toEqual(['count(up)']);
});

test('a subquery is read at its own step over its own range', async () => {
  // 1,000 series × (1 h + 30 d) ÷ 1 m
  expect(await findSourceFault('max_over_time(up[30d:1m])', createSource(1000), plan)).toContain(
    '43 million',
  );
  expect(await findSourceFault('max_over_time(up[30d:1h])', createSource(1000), plan)).toBeNull();
});

test.each([
  ['max_over_time(rate(up[1m])[1d:1ms])', '90 million'],
  ['max_over_time(vector(1)[30d:1ms])', '2596 million'],
])('what a subquery works out counts, too, where it reads little: %s', async (query, samples) => {
  expect(await findSourceFault(query, createSource(1), plan)).toContain(samples);
});

test('a source that lists no metrics cannot say that one is missing', async () => {
  const source = createSource();
  const catalogue = { ...source.catalogue, listMetricNames: () => Promise.resolve(new Set<string>()) };
  expect(await findSourceFault('anything', { ...source, catalogue }, plan)).toBeNull();
});
