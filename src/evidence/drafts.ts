import type { EvidenceDraft } from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import { formatTime } from '../domain/time.ts';

/** An item with nothing in it yet, to be filled in by `{ ...emptyDraft(…), … }`. */
export function emptyDraft(source: string, title: string): EvidenceDraft {
  return {
    source,
    kind: 'text',
    status: 'empty',
    title,
    query: null,
    range: null,
    reason: null,
    labels: {},
    facts: [],
    points: [],
    primary: false,
    total: 0,
    kept: 0,
    observed: [],
  };
}

/** "Prometheus: timed out after 3 s" as an item. */
export function unavailableDraft(source: string, title: string, reason: string): EvidenceDraft {
  return { ...emptyDraft(source, title), status: 'unavailable', reason };
}

/** How many alerts of a group are written out; the rest is counted. */
const shownAlerts = 5;

/** What the alert itself says: the first evidence item of every incident. */
export function toAlertDraft(incident: Incident): EvidenceDraft {
  const firing = incident.alerts.filter((alert) => alert.status === 'firing');
  const list = firing.length > 0 ? firing : incident.alerts;
  const written = list
    .slice(0, shownAlerts)
    .flatMap((alert) => [
      ...Object.entries(alert.labels).map(([name, value]) => `label ${name}=${value}`),
      ...Object.entries(alert.annotations).map(([name, value]) => `annotation ${name}=${value}`),
      ...(alert.startsAtMs === null ? [] : [`firing since ${formatTime(alert.startsAtMs)}`]),
    ]);
  const counts = [`${firing.length} of ${incident.alerts.length} alerts firing`];
  if (incident.occurrence > 1) counts.push(`occurrence ${incident.occurrence} of this alert group`);
  return {
    ...emptyDraft('alert', `alert ${incident.alertName}`),
    kind: 'alert',
    status: 'observed',
    labels: incident.labels,
    facts: [...new Set([...written, ...counts])].map((text) => ({
      name: 'alert',
      text,
      value: null,
      unit: 'none',
      atMs: null,
    })),
    total: list.length,
    kept: Math.min(list.length, shownAlerts),
  };
}

/** The first of those that have the same key. */
export function dropRepeated<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    return seen.has(key) ? false : seen.add(key);
  });
}
