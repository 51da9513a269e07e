import type { Incident } from '../domain/incident.ts';
import type { Labels } from '../domain/labels.ts';
import { serviceOfLabels } from './service-of-labels.ts';

/** What the alert says, in the form that the signals engine computes with. */
export interface DiagnosisContext {
  /** When the alert began, by its sender's word. The fault began earlier, by seconds to half an hour. */
  readonly startedAtMs: number;
  /** Services that the alert's labels name. */
  readonly services: readonly string[];
  /** Its name, labels and annotations, for comparing words. */
  readonly text: string;
}

/** More alerts than these say nothing new. */
const readAlerts = 20;

export function toDiagnosisContext(incident: Incident): DiagnosisContext {
  const alerts = incident.alerts.slice(0, readAlerts);
  const sets: readonly Labels[] = [incident.labels, ...alerts.map(({ labels }) => labels)];
  const texts = [incident.annotations, ...alerts.map(({ annotations }) => annotations), ...sets];
  const services = sets.flatMap((labels) => serviceOfLabels(labels) ?? []);
  return {
    startedAtMs: incident.startedAtMs,
    services: [...new Set(services)],
    text: [...new Set([incident.alertName, ...texts.flatMap((text) => Object.values(text))])].join(' '),
  };
}
