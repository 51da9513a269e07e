/**
 * The state of an incident, as a pure function of what was known and what has come in.
 *
 * Alerts are told apart by fingerprint; among reports of one fingerprint the later `startsAt` counts, and for the same
 * `startsAt` resolved counts over firing. So duplicates, repeats, and reports that overtake each other leave the same
 * state as the ordered history. An incident fires while any of its alerts does.
 */
import { type Alert, type AlertGroup, alertName } from '../domain/alert.ts';
import type { EndedAlert, Incident, IncidentAlert } from '../domain/incident.ts';
import { commonLabels, type Labels } from '../domain/labels.ts';
import { decideSeverity, worstSeverity } from '../domain/severity.ts';

/**
 * For how long after a resolve a "still firing" report with the same `startsAt` is taken for one that was overtaken.
 * Later it is taken at its word: Alertmanager fires again with the old `startsAt` when it had lost touch with
 * Prometheus, and a group that was resolved cannot be flushed again sooner than its `group_wait` (default 30 s).
 */
export const overtakenWithinMs = 30_000;

export type IncidentChange = 'opened' | 'fired_again' | 'updated' | 'resolved' | 'repeated';

export interface AppliedGroup {
  readonly incident: Incident;
  readonly change: IncidentChange;
  /** How many alerts fire that did not before. */
  readonly joined: number;
}

export interface ApplyContext {
  readonly nowMs: number;
  /** Used if an incident has to be opened. */
  readonly newId: string;
}

function isOvertaken(known: IncidentAlert, report: Alert, nowMs: number): boolean {
  const knownStart = known.startsAtMs ?? 0;
  const start = report.startsAtMs ?? knownStart;
  if (start !== knownStart) return start < knownStart;
  if (known.status === 'firing' || report.status === 'resolved') return false;
  if (report.startsAtMs === null) return false;
  return isRecent(known, nowMs);
}

/** Whether its end was heard of just now. The clock may have been set back since. */
function isRecent(ended: EndedAlert, nowMs: number): boolean {
  return Math.abs(nowMs - (ended.resolvedSeenMs ?? nowMs)) < overtakenWithinMs;
}

/** A report of an alert that ended just before this occurrence opened, and was on its way for longer than its end. */
function isLate(endedBefore: readonly EndedAlert[], report: Alert, nowMs: number): boolean {
  const ended = endedBefore.find((alert) => alert.fingerprint === report.fingerprint);
  if (ended === undefined || report.startsAtMs === null || !isRecent(ended, nowMs)) return false;
  return report.startsAtMs <= (ended.startsAtMs ?? 0);
}

function mergeAlert(known: IncidentAlert | undefined, report: Alert, nowMs: number): IncidentAlert {
  const resolvedSeenMs = report.status === 'resolved' ? nowMs : null;
  if (known === undefined) return { ...report, firstSeenMs: nowMs, resolvedSeenMs };
  if (isOvertaken(known, report, nowMs)) return known;
  // A firing period of its own: what was known of the one before says nothing about this one's start.
  if (known.status === 'resolved' && report.status === 'firing') {
    return { ...report, firstSeenMs: nowMs, resolvedSeenMs };
  }
  // Hearing of an end again does not make it later; the end of another firing period is another end.
  const samePeriod = report.startsAtMs === null || report.startsAtMs === known.startsAtMs;
  return {
    ...report,
    startsAtMs: report.startsAtMs ?? known.startsAtMs,
    firstSeenMs: known.firstSeenMs,
    resolvedSeenMs: resolvedSeenMs !== null && samePeriod ? (known.resolvedSeenMs ?? nowMs) : resolvedSeenMs,
  };
}

function mergeAlerts(latest: Incident | null, group: AlertGroup, nowMs: number): readonly IncidentAlert[] {
  const merged = new Map((latest?.alerts ?? []).map((alert) => [alert.fingerprint, alert]));
  const endedBefore = latest?.endedBefore ?? [];
  for (const report of group.alerts) {
    if (!merged.has(report.fingerprint) && isLate(endedBefore, report, nowMs)) continue;
    merged.set(report.fingerprint, mergeAlert(merged.get(report.fingerprint), report, nowMs));
  }
  // With max_alerts set, a resolved group lists only some of its alerts; the others are over as well.
  const allOver = group.status === 'resolved' && group.truncatedAlerts > 0;
  if (!allOver) return [...merged.values()];
  return [...merged.values()].map((alert) =>
    alert.status === 'firing' ? { ...alert, status: 'resolved', resolvedSeenMs: nowMs } : alert,
  );
}

function describe(group: AlertGroup, alerts: readonly IncidentAlert[], nowMs: number) {
  const firing = alerts.filter((alert) => alert.status === 'firing');
  const shown = firing.length > 0 ? firing : alerts;
  // Reduced, not spread: a group may have more alerts than a call can have arguments.
  const starts = shown.map((alert) => alert.startsAtMs ?? alert.firstSeenMs);
  const ends = alerts.map((alert) => alert.endsAtMs ?? alert.resolvedSeenMs ?? nowMs);
  const labels = commonLabels(shown.map((alert) => alert.labels));
  return {
    state: firing.length > 0 ? ('firing' as const) : ('resolved' as const),
    severity: worstSeverity(shown.map((alert) => decideSeverity(alert.labels))),
    alertName: alertName(labels['alertname'] === undefined ? (shown[0]?.labels ?? {}) : labels),
    labels,
    annotations: commonLabels(shown.map((alert) => alert.annotations)),
    startedAtMs: starts.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    resolvedAtMs: firing.length > 0 ? null : ends.reduce((a, b) => Math.max(a, b), 0),
    source: group.source,
    receiver: group.receiver,
    groupLabels: group.groupLabels,
    externalUrl: group.externalUrl,
    truncatedAlerts: group.truncatedAlerts,
  };
}

function sameLabels(a: Labels, b: Labels): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/** How the parts of an alert are compared. Whether a person would see a change in it: all but when we heard of it. */
const comparisons: Readonly<Record<keyof Alert, 'value' | 'labels'>> = {
  fingerprint: 'value',
  status: 'value',
  startsAtMs: 'value',
  endsAtMs: 'value',
  generatorUrl: 'value',
  labels: 'labels',
  annotations: 'labels',
};
const valueParts = (Object.keys(comparisons) as (keyof Alert)[]).filter(
  (part) => comparisons[part] === 'value',
);

function looksSame(a: Alert, b: Alert | undefined): boolean {
  if (b === undefined) return false;
  if (a === b) return true;
  if (!valueParts.every((part) => a[part] === b[part])) return false;
  return sameLabels(a.labels, b.labels) && sameLabels(a.annotations, b.annotations);
}

/** Most reports tell nothing new: they are compared alert by alert, which makes no text of them. */
function allLookSame(now: readonly IncidentAlert[], before: readonly IncidentAlert[]): boolean {
  return now.length === before.length && now.every((alert, index) => looksSame(alert, before[index]));
}

function firingKeys(alerts: readonly IncidentAlert[]): ReadonlySet<string> {
  return new Set(alerts.filter((alert) => alert.status === 'firing').map((alert) => alert.fingerprint));
}

/** Of the occurrence before this one, the alerts of which a late report may still come. */
function listEndedBefore(
  latest: Incident | null,
  listed: ReadonlySet<string>,
  nowMs: number,
): readonly EndedAlert[] {
  if (latest === null) return [];
  return [...latest.alerts, ...(latest.endedBefore ?? [])]
    .filter((alert) => !listed.has(alert.fingerprint) && isRecent(alert, nowMs))
    .map(({ fingerprint, startsAtMs, resolvedSeenMs }) => ({ fingerprint, startsAtMs, resolvedSeenMs }));
}

/** Takes in what a sender reports of a group, given the group's newest incident. */
export function applyAlertGroup(
  latest: Incident | null,
  group: AlertGroup,
  context: ApplyContext,
): AppliedGroup {
  const { nowMs } = context;
  const merged = mergeAlerts(latest, group, nowMs);
  const firesNow = firingKeys(merged);

  if (latest === null || (latest.state === 'resolved' && firesNow.size > 0)) {
    const listed = new Set(group.alerts.map((alert) => alert.fingerprint));
    const alerts = merged.filter((alert) => listed.has(alert.fingerprint));
    const incident: Incident = {
      id: context.newId,
      groupKey: group.groupKey,
      occurrence: (latest?.occurrence ?? 0) + 1,
      previousId: latest?.id ?? null,
      revision: 1,
      ...describe(group, alerts, nowMs),
      alerts,
      endedBefore: listEndedBefore(latest, listed, nowMs),
      repeats: 0,
      openedAtMs: nowMs,
      lastSeenMs: nowMs,
    };
    return { incident, change: latest === null ? 'opened' : 'fired_again', joined: firesNow.size };
  }

  const sameNumber = group.truncatedAlerts === latest.truncatedAlerts;
  if (sameNumber && allLookSame(merged, latest.alerts)) {
    const incident = { ...latest, repeats: latest.repeats + 1, lastSeenMs: nowMs };
    return { incident, change: 'repeated', joined: 0 };
  }
  const firedBefore = firingKeys(latest.alerts);
  const incident: Incident = {
    ...latest,
    ...describe(group, merged, nowMs),
    alerts: merged,
    revision: latest.revision + 1,
    lastSeenMs: nowMs,
  };
  const joined = [...firesNow].filter((fingerprint) => !firedBefore.has(fingerprint)).length;
  return { incident, change: incident.state === 'resolved' ? 'resolved' : 'updated', joined };
}
