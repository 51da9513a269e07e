import { z } from 'zod';
import { httpUrl } from '../../config/fields.ts';
import { noObservations } from '../../domain/observation.ts';
import { collectMetrics } from '../collect-metrics.ts';
import type { CollectorAdapter } from '../collector.ts';
import { extraQueries } from '../extra-queries.ts';
import { createHttpSource, credentialOptions, queryTimeout } from '../http-source.ts';
import { createPrometheusSource } from '../prometheus/prometheus-source.ts';
import { readServiceGraph } from '../prometheus/service-graph.ts';

const Config = z.strictObject({
  url: httpUrl(
    'Address of Prometheus, Thanos, Mimir or VictoriaMetrics, with its path prefix if it has one.',
  ),
  timeout: queryTimeout,
  ...credentialOptions,
  max_series: z.int().min(10).max(10_000).default(500).meta({
    description: 'Most series to read of one answer.',
  }),
  recording_rules: z
    .array(z.string().regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/, 'expected the name of a rule'))
    .default([])
    .meta({
      description: 'Recording rules to look at for every alert that they have series about.',
    }),
  queries: extraQueries,
  service_labels: z.array(z.string()).default(['service', 'app', 'job']).meta({
    description:
      'Labels that name a service, the first that has series counts: for the services around an alert.',
  }),
  max_neighbours: z.int().min(0).max(20).default(4).meta({
    description:
      "Services that the alert's depends on, or that depend on it, whose requests and errors are looked at.",
  }),
});

/** Time series from Prometheus and everything that speaks its API. */
export const prometheus: CollectorAdapter<typeof Config> = {
  id: 'prometheus',
  Config,
  create: (name, config, deps) => {
    const source = createPrometheusSource(createHttpSource(name, config, deps), {
      clock: deps.clock,
      limits: { maxSeries: config.max_series },
    });
    const options = {
      recordingRules: config.recording_rules,
      queries: config.queries,
      serviceLabels: config.service_labels,
      mostNeighbours: config.max_neighbours,
    };
    return {
      name,
      type: 'prometheus',
      topics: ['metrics'],
      metrics: source,
      edges: (request) => readServiceGraph(source, request),
      collect: async (request) => {
        const [collected, edges] = await Promise.all([
          collectMetrics(source, name, request, options),
          // What it cannot list it cannot answer either: that is said once, by what was asked of it.
          readServiceGraph(source, request).catch(() => []),
        ]);
        return { ...collected, observations: { ...noObservations, ...collected.observations, edges } };
      },
    };
  },
};
