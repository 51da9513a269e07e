import { z } from 'zod';
import { httpUrl } from '../../config/fields.ts';
import { collectMetrics } from '../collect-metrics.ts';
import type { CollectorAdapter } from '../collector.ts';
import { createHttpSource, credentialOptions, queryTimeout } from '../http-source.ts';
import { createPrometheusSource } from '../prometheus/prometheus-source.ts';

const Config = z.strictObject({
  url: httpUrl(
    'Address of Prometheus, Thanos, Mimir or VictoriaMetrics, with its path prefix if it has one.',
  ),
  timeout: queryTimeout,
  ...credentialOptions,
  max_series: z.int().min(10).max(10_000).default(500).meta({
    description: 'Most series to read of one answer.',
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
    return {
      name,
      type: 'prometheus',
      topics: ['metrics'],
      metrics: source,
      collect: (request) => collectMetrics(source, name, request),
    };
  },
};
