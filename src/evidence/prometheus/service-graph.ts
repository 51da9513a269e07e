import type { ServiceEdge } from '../../domain/observation.ts';
import type { EdgeRequest } from '../collector.ts';
import type { MetricSource } from '../metric-source.ts';

/** A metric whose labels say who calls whom. */
interface ServiceGraph {
  readonly metric: string;
  readonly from: string;
  readonly to: string;
  readonly source: string;
}

/** What is counted was called; what calls may be called otherwise elsewhere. */
const weight = 0.9;

const graphs: readonly ServiceGraph[] = [
  // https://grafana.com/docs/tempo/latest/metrics-from-traces/service_graphs/
  {
    metric: 'traces_service_graph_request_total',
    from: 'client',
    to: 'server',
    source: 'service-graph metrics',
  },
  // https://istio.io/latest/docs/reference/config/metrics/
  {
    metric: 'istio_requests_total',
    from: 'source_workload',
    to: 'destination_workload',
    source: 'Istio metrics',
  },
  // https://linkerd.io/2/reference/proxy-metrics/
  { metric: 'response_total', from: 'deployment', to: 'dst_deployment', source: 'Linkerd metrics' },
];

const nobody: ReadonlySet<string> = new Set(['', 'unknown', 'user']);
const windowMs = 600_000;

/** Who called whom lately, as far as a service mesh or traces made metrics of it. */
export async function readServiceGraph(
  source: MetricSource,
  { range, signal }: EdgeRequest,
): Promise<readonly ServiceEdge[]> {
  if (source.language !== 'promql') return [];
  const names = await source.catalogue.listMetricNames(signal);
  const there = graphs.filter(({ metric }) => names.has(metric));
  const read = there.map(async ({ metric, from, to, source: place }) => {
    const { series } = await source.queryRange({
      expression: `count by (${from}, ${to}) (${metric}{${from}!="",${to}!=""})`,
      range: { fromMs: range.toMs - windowMs, toMs: range.toMs },
      stepMs: windowMs / 2,
      signal,
    });
    return series.flatMap(({ labels }): readonly ServiceEdge[] => {
      const [caller = '', called = ''] = [labels[from], labels[to]];
      if (nobody.has(caller) || nobody.has(called) || caller === called) return [];
      return [{ from: caller, to: called, source: place, weight }];
    });
  });
  return (await Promise.all(read)).flat();
}
