import type { EvidenceDraft } from '../../domain/evidence.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Observations, ObservedSpan } from '../../domain/observation.ts';

export interface BundleContent {
  readonly incident: Incident;
  readonly observations: Observations;
  /** Runbooks are taken from these. */
  readonly evidence: readonly EvidenceDraft[];
}

function toTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** Alertmanager's time for what has not ended. */
const zeroTime = '0001-01-01T00:00:00Z';

/** The incident as Alertmanager would send it: webhook payload, version 4. */
export function toWebhookPayload(incident: Incident): Record<string, unknown> {
  return {
    version: '4',
    groupKey: incident.groupKey,
    truncatedAlerts: incident.truncatedAlerts,
    status: incident.state,
    receiver: incident.receiver ?? '',
    groupLabels: incident.groupLabels,
    commonLabels: incident.labels,
    commonAnnotations: incident.annotations,
    externalURL: incident.externalUrl ?? '',
    alerts: incident.alerts.map((alert) => ({
      status: alert.status,
      labels: alert.labels,
      annotations: alert.annotations,
      startsAt: alert.startsAtMs === null ? zeroTime : toTime(alert.startsAtMs),
      endsAt: alert.endsAtMs === null ? zeroTime : toTime(alert.endsAtMs),
      generatorURL: alert.generatorUrl ?? '',
      fingerprint: alert.fingerprint,
    })),
  };
}

function toLines(values: readonly object[]): string | null {
  return values.length === 0 ? null : values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

/** Prometheus writes infinities as +Inf and -Inf. */
function formatSample(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
}

function toSpanLine(span: ObservedSpan): object {
  const { startMs, key: _, ...rest } = span;
  return { ...rest, startTime: toTime(startMs) };
}

function toTopology(edges: Observations['edges']): string | null {
  if (edges.length === 0) return null;
  const services: Record<string, { depends_on: string[] }> = {};
  for (const { from, to } of edges) {
    services[from] ??= { depends_on: [] };
    if (!services[from].depends_on.includes(to)) services[from].depends_on.push(to);
    services[to] ??= { depends_on: [] };
  }
  return `${JSON.stringify({ services }, null, 2)}\n`;
}

/** A page from the sections that were kept: `Meaning: text` had the heading Meaning. */
function toPage(item: EvidenceDraft): string {
  const sections = item.facts
    .filter(({ name }) => name === 'section')
    .map(({ text }) => text.replace(/^([A-Z][\w' -]{2,60}): /, '## $1\n\n'));
  return `# ${item.labels['alertname'] ?? ''}\n\n${sections.join('\n\n')}\n`;
}

/** A name that a file may have anywhere, and that leads nowhere else. */
function toFileName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_-]+/g, '-').slice(0, 100) || 'runbook';
}

/** The files of a bundle, by their names; what is empty has none. */
export function toBundleFiles({
  incident,
  observations,
  evidence,
}: BundleContent): ReadonlyMap<string, string> {
  const { series, logs, spans, changes, edges } = observations;
  const metrics = series.map(({ name, labels, points }) => ({
    metric: { __name__: name, ...labels },
    values: points.map(([ms, value]) => [ms / 1000, formatSample(value)]),
  }));
  const pages = evidence.filter(({ kind, status }) => kind === 'runbook' && status === 'observed');
  const files: readonly (readonly [name: string, text: string | null])[] = [
    ['alert.json', `${JSON.stringify(toWebhookPayload(incident), null, 2)}\n`],
    ['metrics.ndjson', toLines(metrics)],
    [
      'logs.ndjson',
      toLines(
        logs.map(({ timeMs, labels, line, fields }) => ({ time: toTime(timeMs), labels, line, fields })),
      ),
    ],
    [
      'changes.ndjson',
      toLines(changes.map(({ key: _, timeMs, ...change }) => ({ time: toTime(timeMs), ...change }))),
    ],
    ['traces.ndjson', toLines(spans.map(toSpanLine))],
    ['topology.json', toTopology(edges)],
    ...pages.map(
      (item) => [`runbooks/${toFileName(item.labels['alertname'] ?? '')}.md`, toPage(item)] as const,
    ),
  ];
  return new Map(files.flatMap(([name, text]) => (text === null ? [] : [[name, text]])));
}
