import { afterEach, describe, expect, test } from 'vitest';
import { startHttpFake } from '../../../test/fakes/http-fake.ts';
import {
  type FakePrometheus,
  type PrometheusCall,
  startFakePrometheus,
} from '../../../test/fakes/prometheus.ts';
import { createManualClock } from '../../../test/manual-clock.ts';
import { startMs } from '../../../test/samples.ts';
import type { MetricSource } from '../metric-source.ts';
import { createPrometheusSource } from './prometheus-source.ts';

let fake: FakePrometheus | null = null;
afterEach(async () => {
  await fake?.stop();
  fake = null;
});

const signal = new AbortController().signal;
const fiveMinutesMs = 300_000;

function answer({ endpoint, parameters }: PrometheusCall): object | undefined {
  const asked = parameters['match[]'];
  if (endpoint === 'label/__name__/values') return ['up', 'node_load1'];
  if (endpoint === 'labels' && asked === '{__name__="up"}') return ['__name__', 'instance', 'job'];
  if (endpoint === 'label/values' && parameters['label'] === 'job' && asked === '{__name__="up"}')
    return ['api', 'node'];
  if (endpoint === 'metadata') return { node_load1: [{ type: 'gauge', help: '1m load', unit: '' }] };
  if (endpoint !== 'query_range') return undefined;
  const result = Array.from({ length: 30 }, (_, index) => ({
    metric: { __name__: 'up', instance: String(index) },
    values: [[startMs / 1000, '1']],
  }));
  return { resultType: 'matrix', result };
}

async function start(): Promise<{
  readonly source: MetricSource;
  readonly clock: ReturnType<typeof createManualClock>;
}> {
  fake = await startFakePrometheus({ answer });
  const clock = createManualClock(startMs);
  const http = { name: 'prom', baseUrl: fake.url, headers: {}, timeoutMs: 2500, fetch };
  return { source: createPrometheusSource(http, { clock, limits: { maxSeries: 12 } }), clock };
}

describe('the catalogue of a Prometheus', () => {
  test('has the names, the labels, their values and what exporters say of a metric', async () => {
    const { catalogue } = (await start()).source;
    expect(await catalogue.listMetricNames(signal)).toEqual(new Set(['up', 'node_load1']));
    expect(await catalogue.listLabelNames('up', signal)).toEqual(['instance', 'job']);
    expect(await catalogue.listLabelNames('nothing', signal)).toEqual([]);
    expect(await catalogue.listLabelValues({ metric: 'up', label: 'job' }, signal)).toEqual(['api', 'node']);
    expect(await catalogue.listMetadata(signal)).toEqual(
      new Map([['node_load1', { type: 'gauge', help: '1m load', unit: '' }]]),
    );
  });

  test('is asked for once in five minutes', async () => {
    const { source, clock } = await start();
    const ask = () => source.catalogue.listMetricNames(signal);
    await ask();
    clock.advance(fiveMinutesMs - 1);
    await ask();
    expect(fake?.calls).toHaveLength(1);
    clock.advance(1);
    await ask();
    expect(fake?.calls).toHaveLength(2);
  });

  test('of a Prometheus that was down is asked for again', async () => {
    const { catalogue } = (await start()).source;
    fake?.failNext({ kind: 'unavailable' });
    await expect(catalogue.listMetricNames(signal)).rejects.toMatchObject({ code: 'source_unreachable' });
    expect((await catalogue.listMetricNames(signal)).size).toBe(2);
  });
});

test.each([
  [{ warnings: ['store 10.0.0.7 is down'] }, 'it warns: store 10.0.0.7 is down'],
  [{ warnings: ['results truncated due to limit'] }, 'only 1 series were read, there are more'],
  [{ isPartial: true }, 'a part of the stores did not answer'],
  [{ isPartial: false, warnings: null }, null],
])('an answer with %j may not be all: %j', async (said, incomplete) => {
  const result = [{ metric: { __name__: 'up' }, values: [[startMs / 1000, '1']] }];
  const body = { status: 'success', data: { resultType: 'matrix', result }, ...said };
  const http = await startHttpFake({ handle: () => ({ body }) });
  try {
    const given = { name: 'prom', baseUrl: http.url, headers: {}, timeoutMs: 2500, fetch };
    const source = createPrometheusSource(given, {
      clock: createManualClock(startMs),
      limits: { maxSeries: 12 },
    });
    const range = { fromMs: startMs - 60_000, toMs: startMs };
    expect((await source.queryRange({ expression: 'up', range, stepMs: 1000, signal })).incomplete).toBe(
      incomplete,
    );
  } finally {
    await http.stop();
  }
});

test.each([[[['1', '2']]], [[[1, 2]]], [[[1]]], [[null]], [{}]])(
  'samples such as %j are not what the API promises',
  async (values) => {
    const body = { status: 'success', data: { resultType: 'matrix', result: [{ metric: {}, values }] } };
    const http = await startHttpFake({ handle: () => ({ body }) });
    try {
      const given = { name: 'prom', baseUrl: http.url, headers: {}, timeoutMs: 2500, fetch };
      const source = createPrometheusSource(given, {
        clock: createManualClock(startMs),
        limits: { maxSeries: 12 },
      });
      const range = { fromMs: startMs - 60_000, toMs: startMs };
      const asked = source.queryRange({ expression: 'up', range, stepMs: 1000, signal });
      await expect(asked).rejects.toMatchObject({ code: 'source_bad_answer' });
    } finally {
      await http.stop();
    }
  },
);

test('no more series are read than allowed, and the server is asked to keep to our limits', async () => {
  const { source } = await start();
  const range = { fromMs: startMs - 60_000, toMs: startMs };
  const { series, incomplete } = await source.queryRange({ expression: 'up', range, stepMs: 1000, signal });
  expect(series).toHaveLength(12);
  expect(incomplete).toBe('only 12 series were read, there are more');
  expect(fake?.calls[0]?.parameters).toMatchObject({ limit: '12', timeout: '3s' });
});
