import type { Alert, AlertSource } from './alert.ts';
import type { Labels } from './labels.ts';
import type { Severity } from './severity.ts';

/** An alert inside an incident, with when we heard of it. */
export interface IncidentAlert extends Alert {
  readonly firstSeenMs: number;
  /** When the resolve reached us (not when it happened: that is `endsAtMs`). */
  readonly resolvedSeenMs: number | null;
}

/** What has to be known of an alert that is over, so that a late report of it is not taken for news. */
export type EndedAlert = Pick<IncidentAlert, 'fingerprint' | 'startsAtMs' | 'resolvedSeenMs'>;

/**
 * One firing period of one alert group: opened by its first firing alert, ended when none fires. At most one incident
 * of a group key is open; when the group fires again after its end, the next one opens with `occurrence` + 1.
 */
export interface Incident {
  readonly id: string;
  readonly groupKey: string;
  /** 1 for the first firing period of this group key, 2 for the second … */
  readonly occurrence: number;
  readonly previousId: string | null;
  /** Grows with every change that a person should see; what a notifier has shown is compared with it. */
  readonly revision: number;
  readonly state: 'firing' | 'resolved';
  readonly source: AlertSource;
  readonly severity: Severity;
  /** The alert's name; "3 alerts" style titles are the message's business. */
  readonly alertName: string;
  readonly receiver: string | null;
  readonly labels: Labels;
  readonly groupLabels: Labels;
  readonly annotations: Labels;
  readonly externalUrl: string | null;
  readonly alerts: readonly IncidentAlert[];
  /** Alerts of the occurrence before that had just ended when this one opened, and are none of it. */
  readonly endedBefore?: readonly EndedAlert[];
  readonly truncatedAlerts: number;
  /** When the earliest alert began, by its sender's word; when it reached us if it gave none. */
  readonly startedAtMs: number;
  readonly resolvedAtMs: number | null;
  /** Notifications that told us nothing new. Counted, not shown again. */
  readonly repeats: number;
  readonly openedAtMs: number;
  readonly lastSeenMs: number;
}
