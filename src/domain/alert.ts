import type { Labels } from './labels.ts';

export type AlertStatus = 'firing' | 'resolved';

/** One alert as its sender last described it. Times are epoch milliseconds. */
export interface Alert {
  readonly status: AlertStatus;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** Null when the sender gave none, or one that cannot be read. */
  readonly startsAtMs: number | null;
  /** Null while firing: Alertmanager sends the zero time then. */
  readonly endsAtMs: number | null;
  readonly generatorUrl: string | null;
  /** The sender's fingerprint, or one computed from the labels. */
  readonly fingerprint: string;
}

export type AlertSource = 'alertmanager' | 'grafana' | 'alert' | 'alert_list' | 'unparsed';

/** Alerts that belong together and share one notification: Alertmanager's alert group. */
export interface AlertGroup {
  readonly source: AlertSource;
  readonly groupKey: string;
  readonly status: AlertStatus;
  readonly receiver: string | null;
  readonly groupLabels: Labels;
  readonly commonLabels: Labels;
  readonly commonAnnotations: Labels;
  /** Where the sender has its own page. */
  readonly externalUrl: string | null;
  /** How many alerts the sender left out of `alerts` (Alertmanager's `max_alerts`). */
  readonly truncatedAlerts: number;
  readonly alerts: readonly Alert[];
}

export function alertName(labels: Labels): string {
  return labels['alertname'] ?? 'unnamed alert';
}
