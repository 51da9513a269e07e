import { z } from 'zod';
import { createMetrics } from '../../src/app/metrics.ts';
import { code, page, table } from './markdown.ts';

const ownPrefix = 'llm_alert_bridge_';

/** What prom-client keeps of a metric; its types leave the labels out. */
const Metric = z.object({
  name: z.string(),
  help: z.string(),
  type: z.string(),
  labelNames: z.array(z.string()),
});

const intro = `
\`GET /metrics\` answers in Prometheus' text format. Besides these there are prom-client's metrics of the process and of
Node, \`process_*\` and \`nodejs_*\`. A histogram \`X\` is read as \`X_bucket\`, \`X_sum\` and \`X_count\`. Values of the label
\`code\` are those of [errors](errors.md).
`;

/** `docs/metrics.md` */
export function renderMetricsPage(): string {
  const metrics = z.array(Metric).parse(createMetrics('').registry.getMetricsAsArray());
  const rows = metrics
    .filter(({ name }) => name.startsWith(ownPrefix))
    .map(({ name, type, labelNames, help }) => [code(name), type, labelNames.map(code).join(', '), help]);
  return page('Metrics', [intro, table(['Name', 'Type', 'Labels', 'Meaning'], rows)]);
}
