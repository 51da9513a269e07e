import { afterEach, expect, test } from 'vitest';
import { type FakePrometheus, startFakePrometheus } from '../../../test/fakes/prometheus.ts';
import { createManualClock } from '../../../test/manual-clock.ts';
import { sampleIncident, startMs } from '../../../test/samples.ts';
import { createPrometheusSource } from './prometheus-source.ts';
import { readServiceGraph } from './service-graph.ts';

let fake: FakePrometheus | null = null;
afterEach(() => fake?.stop());

async function read(names: readonly string[], sets: readonly Readonly<Record<string, string>>[]) {
  fake = await startFakePrometheus({
    answer: ({ endpoint }) => {
      if (endpoint === 'label/__name__/values') return names;
      const result = sets.map((metric) => ({ metric, values: [[startMs / 1000, '1']] }));
      return { resultType: 'matrix', result };
    },
  });
  const http = { name: 'prom', baseUrl: fake.url, headers: {}, timeoutMs: 5000, fetch };
  const limits = { maxSeries: 100 };
  const source = createPrometheusSource(http, { clock: createManualClock(startMs), limits });
  const range = { fromMs: startMs - 60_000, toMs: startMs };
  const edges = await readServiceGraph(source, {
    incident: sampleIncident(),
    range,
    signal: new AbortController().signal,
  });
  return { edges, queries: fake.calls.filter(({ endpoint }) => endpoint === 'query_range') };
}

test.each([
  ['traces_service_graph_request_total', 'client', 'server', 'service-graph metrics'],
  ['istio_requests_total', 'source_workload', 'destination_workload', 'Istio metrics'],
  ['response_total', 'deployment', 'dst_deployment', 'Linkerd metrics'],
])('%s says who calls whom', async (metric, from, to, source) => {
  const { edges } = await read(
    ['up', metric],
    [
      { [from]: 'checkout', [to]: 'payments' },
      { [from]: 'unknown', [to]: 'payments' },
      { [from]: 'payments', [to]: 'payments' },
    ],
  );
  expect(edges).toEqual([{ from: 'checkout', to: 'payments', source, weight: 0.9 }]);
});

test('without such metrics nothing is asked', async () => {
  const { edges, queries } = await read(['up'], [{ client: 'a', server: 'b' }]);
  expect(edges).toEqual([]);
  expect(queries).toEqual([]);
});
