import { describe, expect, test } from 'vitest';
import { parseExpression } from '../signals/promql-expression.ts';
import { knownQueries } from './exporters/known-queries.ts';
import type { MetricMetadata } from './metric-source.ts';
import { listMetricTargets } from './metric-target.ts';
import { decideGoldenSignals, decideNeighbours, type MetricsOfTarget } from './neighbours.ts';

describe('the tables of exporters', () => {
  test.each(knownQueries.map((query) => [query.title, query] as const))('%s is valid PromQL', (_, query) => {
    const filled = query.expression.replaceAll('$target', 'instance="node-3:9100"');
    const parsed = parseExpression(filled);
    if (!parsed.ok) throw new Error(`${filled}: ${parsed.reason}`);
    expect(filled).not.toContain('$');
    // The metric that decides whether it is asked is one that it asks for.
    expect(parsed.expression.selectors.map(({ metric }) => metric)).toContain(query.metric);
    // And nothing is asked about anything but the target.
    for (const { text } of parsed.expression.selectors) expect(text).toContain('instance="node-3:9100"');
  });

  test.each([
    ['node_exporter', 'node_'],
    ['kube-state-metrics', 'kube_'],
    ['cAdvisor', 'container_'],
    ['the blackbox exporter', 'probe_'],
    ['PostgreSQL', 'pg_'],
    ['MySQL', 'mysql_'],
    ['Redis', 'redis_'],
    ['nginx', 'nginx_'],
    ['the JVM', 'jvm_'],
    ['Go', 'go_'],
    ['HTTP conventions', 'http_'],
    ['gRPC conventions', 'grpc_'],
  ])('know %s', (_, prefix) => {
    const known = knownQueries.filter(({ metric }) => metric.startsWith(prefix));
    expect(known.length).toBeGreaterThanOrEqual(3);
  });
});

describe('the label sets that name what an alert is about', () => {
  test.each([
    [{ instance: 'a:1', job: 'node' }, [{ instance: 'a:1' }, { job: 'node' }]],
    [
      { pod: 'p', namespace: 'n', instance: 'a:1', container: 'c' },
      [{ pod: 'p', namespace: 'n' }, { instance: 'a:1' }, { container: 'c', namespace: 'n' }],
    ],
    [{ deployment: 'd', namespace: 'n' }, [{ deployment: 'd', namespace: 'n' }]],
    [{ service: 's' }, [{ service: 's' }]],
    [{ service: 's', namespace: 'n' }, [{ service: 's', namespace: 'n' }]],
    [{ namespace: 'n' }, [{ namespace: 'n' }]],
    [{ node: 'x', instance: '' }, [{ node: 'x' }]],
    [{ severity: 'critical' }, []],
  ])('%j', (labels, sets) => {
    expect(listMetricTargets(labels).map((target) => target.labels)).toEqual(sets);
  });
});

function ask(
  targets: readonly MetricsOfTarget[],
  language: 'promql' | 'selectors' = 'promql',
  words = 'Alert',
  metadata: ReadonlyMap<string, MetricMetadata> = new Map(),
) {
  return decideNeighbours(targets, { language, words, metadata }).map(({ expression }) => expression);
}

const host = (metrics: readonly string[]): MetricsOfTarget => ({
  labels: { instance: 'a:1' },
  subjects: ['any', 'host'],
  metrics,
});

describe('what is asked about a target', () => {
  test('are the queries whose metrics it has', () => {
    expect(ask([host(['up', 'node_load1', 'redis_up'])])).toEqual([
      'up{instance="a:1"}',
      'node_load1{instance="a:1"}',
      'redis_up{instance="a:1"}',
    ]);
  });

  test('is asked of the narrowest label set that has the metric', () => {
    const pod: MetricsOfTarget = { labels: { pod: 'p' }, subjects: ['any', 'object'], metrics: ['up'] };
    expect(ask([pod, host(['up', 'node_load1'])])).toEqual(['up{pod="p"}', 'node_load1{instance="a:1"}']);
  });

  test('is nothing about all of a cluster, although the address of kube-state-metrics has it', () => {
    const metrics = ['kube_pod_container_status_restarts_total', 'container_cpu_usage_seconds_total'];
    expect(ask([host(metrics)])).toEqual([]);
    expect(ask([{ labels: { pod: 'p' }, subjects: ['any', 'object'], metrics }])).toHaveLength(2);
  });

  test('are also its own metrics, those with words of the alert first, when they are many', () => {
    const many = Array.from({ length: 60 }, (_, index) => `shop_gauge_${String(index).padStart(2, '0')}`);
    const metrics = [
      ...many,
      'shop_db_pool_in_use',
      'node_load5',
      'shop_orders_failed_total',
      'shop_orders_total',
    ];
    const asked = ask([host(metrics)], 'promql', 'DbPoolExhausted');
    expect(asked[0]).toBe('shop_db_pool_in_use{instance="a:1"}');
    expect(asked).toHaveLength(16);
    const trouble = ask([host([...many.slice(0, 50), 'shop_orders_failed_total'])], 'promql', 'OrdersFail');
    expect(trouble[0]).toBe('sum(rate(shop_orders_failed_total{instance="a:1"}[5m]))');
  });

  test('of a bundle is what was recorded, as it was recorded', () => {
    const metrics = ['node_load1', 'http_requests_total', 'shop_db_pool_in_use'];
    expect(ask([host(metrics)], 'selectors')).toEqual([
      'node_load1{instance="a:1"}',
      'shop_db_pool_in_use{instance="a:1"}',
    ]);
  });
});

test('of a service around it the golden signals are asked, and said to be of that service', () => {
  const metrics = [
    'up',
    'http_requests_total',
    'http_request_duration_seconds_bucket',
    'node_load1',
    'go_goroutines',
  ];
  const questions = decideGoldenSignals('payments', {
    labels: { job: 'payments' },
    subjects: ['any'],
    metrics,
  });
  expect(questions.map(({ title }) => title)).toEqual([
    'payments: target is up',
    'payments: requests',
    'payments: requests that fail',
    'payments: requests, p99 duration',
    'payments: requests, median duration',
  ]);
  expect(
    questions.every(({ elsewhere, expression }) => elsewhere && expression.includes('job="payments"')),
  ).toBe(true);
});

describe('what an exporter says of its metrics', () => {
  const target = { labels: { service: 's' }, subjects: ['any' as const] };
  const say = (type: string, help = ''): MetricMetadata => ({ type, help, unit: '' });

  test('tells counters from gauges, whatever their names end in', () => {
    const metrics = ['failed_logins', 'open_jobs_total', 'checked_count'];
    const metadata = new Map([
      ['failed_logins', say('counter')],
      ['open_jobs_total', say('gauge')],
      ['checked_count', say('gauge')],
    ]);
    expect(ask([{ ...target, metrics }], 'promql', 'Alert', metadata).toSorted()).toEqual([
      'checked_count{service="s"}',
      'open_jobs_total{service="s"}',
      'sum(rate(failed_logins{service="s"}[5m]))',
    ]);
  });

  test('brings a metric forward whose help speaks of what the alert is about', () => {
    const metrics = ['a_size', 'b_size', 'c_size'];
    const metadata = new Map([['c_size', say('gauge', 'Entries of the checkout basket.')]]);
    expect(ask([{ ...target, metrics }], 'promql', 'CheckoutBasketFull', metadata)[0]).toBe(
      'c_size{service="s"}',
    );
  });
});
