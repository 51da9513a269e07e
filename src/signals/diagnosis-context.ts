import type { Incident } from '../domain/incident.ts';
import type { Labels } from '../domain/labels.ts';
import { parseExpression } from './promql-expression.ts';
import type { MetricThreshold } from './series/series-limit.ts';
import { serviceOfLabels } from './service-of-labels.ts';

/** What the alert says, in the form that the signals engine computes with. */
export interface DiagnosisContext {
  /** When the alert began, by its sender's word. The fault began earlier, by seconds to half an hour. */
  readonly startedAtMs: number;
  /** Services that the alert's labels name. */
  readonly services: readonly string[];
  /** Its name, labels and annotations, for comparing words. */
  readonly text: string;
  /** What the alert's expression compares one metric with; left out when it does not. */
  readonly threshold?: MetricThreshold;
}

/** More alerts than these say nothing new. */
const readAlerts = 20;

/** The first number that an alert's own expression holds a plain metric against from below. */
function toThreshold(alerts: Incident['alerts']): MetricThreshold | null {
  for (const { generatorUrl } of alerts) {
    const text = URL.parse(generatorUrl ?? '')?.searchParams.get('g0.expr');
    const parse = text == null ? null : parseExpression(text);
    if (parse?.ok !== true) continue;
    const { selectors, measured, operator, threshold } = parse.expression;
    const metric = selectors.find((selector) => selector.text === measured)?.metric ?? null;
    if (metric !== null && threshold !== null && threshold > 0 && (operator === '>' || operator === '>='))
      return { metric, value: threshold };
  }
  return null;
}

export function toDiagnosisContext(incident: Incident): DiagnosisContext {
  const alerts = incident.alerts.slice(0, readAlerts);
  const sets: readonly Labels[] = [incident.labels, ...alerts.map(({ labels }) => labels)];
  const texts = [incident.annotations, ...alerts.map(({ annotations }) => annotations), ...sets];
  const services = sets.flatMap((labels) => serviceOfLabels(labels) ?? []);
  const threshold = toThreshold(alerts);
  return {
    ...(threshold === null ? {} : { threshold }),
    startedAtMs: incident.startedAtMs,
    services: [...new Set(services)],
    text: [...new Set([incident.alertName, ...texts.flatMap((text) => Object.values(text))])].join(' '),
  };
}
