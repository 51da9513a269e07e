import { createHash } from 'node:crypto';
import type { Alert, AlertGroup } from '../domain/alert.ts';
import { commonLabels } from '../domain/labels.ts';
import { readAlert } from './alert.ts';
import {
  deriveGroupKey,
  isAlertmanagerPayload,
  isGrafanaPayload,
  readAlertmanagerPayload,
} from './alertmanager.ts';
import { isJsonObject } from './fields.ts';

/** `problem` says why the body could not be read; it then stands in the one group, as an alert of its own. */
export interface WebhookParse {
  readonly groups: readonly AlertGroup[];
  readonly problem: string | null;
}

const excerptLength = 500;

function excerpt(body: string): string {
  return body.length <= excerptLength
    ? body
    : `${body.slice(0, excerptLength)} … (${body.length} characters in all)`;
}

/** A body that nobody can read is news too: it becomes an alert that shows its beginning. */
export function wrapUnparsed(body: string, problem: string, nowMs: number): AlertGroup {
  const fingerprint = createHash('sha256').update(body).digest('hex').slice(0, 16);
  const labels = { alertname: 'UnparsedWebhook', severity: 'warning' };
  const annotations = {
    summary: `A webhook body could not be read: ${problem}`,
    description: excerpt(body),
  };
  const alert: Alert = {
    status: 'firing',
    labels,
    annotations,
    startsAtMs: nowMs,
    endsAtMs: null,
    generatorUrl: null,
    fingerprint,
  };
  return {
    source: 'unparsed',
    groupKey: `{}:{alertname="UnparsedWebhook", body="${fingerprint}"}`,
    status: 'firing',
    receiver: null,
    groupLabels: labels,
    commonLabels: labels,
    commonAnnotations: annotations,
    externalUrl: null,
    truncatedAlerts: 0,
    alerts: [alert],
  };
}

function looksLikeAlert(value: unknown): boolean {
  return isJsonObject(value) && (isJsonObject(value['labels']) || typeof value['alertname'] === 'string');
}

/** A bare alert, or a list as `POST /api/v2/alerts` takes it: alerts of one name make one group. */
function groupBareAlerts(
  values: readonly unknown[],
  source: 'alert' | 'alert_list',
  nowMs: number,
): readonly AlertGroup[] {
  const byKey = new Map<string, Alert[]>();
  for (const value of values) {
    const alert = readAlert(value, { status: null, labels: {}, annotations: {}, alertName: null, nowMs });
    const key = deriveGroupKey(alert.labels['alertname']);
    const alerts = byKey.get(key);
    if (alerts === undefined) byKey.set(key, [alert]);
    else alerts.push(alert);
  }
  return [...byKey].map(([groupKey, alerts]) => ({
    source,
    groupKey,
    status: alerts.some((alert) => alert.status === 'firing') ? 'firing' : 'resolved',
    receiver: null,
    groupLabels:
      alerts[0]?.labels['alertname'] === undefined ? {} : { alertname: alerts[0].labels['alertname'] },
    commonLabels: commonLabels(alerts.map((alert) => alert.labels)),
    commonAnnotations: commonLabels(alerts.map((alert) => alert.annotations)),
    externalUrl: null,
    truncatedAlerts: 0,
    alerts,
  }));
}

function parseJson(body: string): { readonly value: unknown } | { readonly problem: string } {
  if (body.trim() === '') return { problem: 'the body is empty' };
  try {
    return { value: JSON.parse(body) };
  } catch {
    return { problem: 'it is not JSON' };
  }
}

/**
 * Understands Alertmanager's and Grafana's webhook, a bare alert, and a list of alerts. Never throws: what it cannot
 * read comes back as one group of source `unparsed`, so that somebody sees it.
 */
export function parseWebhook(body: string, nowMs: number): WebhookParse {
  const json = parseJson(body);
  const unparsed = (problem: string): WebhookParse => ({
    groups: [wrapUnparsed(body, problem, nowMs)],
    problem,
  });
  if ('problem' in json) return unparsed(json.problem);
  const { value } = json;
  if (isAlertmanagerPayload(value)) {
    const source = isGrafanaPayload(value) ? 'grafana' : 'alertmanager';
    return { groups: [readAlertmanagerPayload(value, { source, nowMs })], problem: null };
  }
  if (looksLikeAlert(value)) return { groups: groupBareAlerts([value], 'alert', nowMs), problem: null };
  // One odd item does not make the others unreadable: it becomes an alert that carries it.
  if (Array.isArray(value) && value.some(looksLikeAlert)) {
    return { groups: groupBareAlerts(value, 'alert_list', nowMs), problem: null };
  }
  return unparsed(
    'it is JSON, but neither an Alertmanager or Grafana payload nor an alert nor a list of alerts',
  );
}
