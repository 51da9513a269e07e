import type { AlertGroup, AlertSource } from '../domain/alert.ts';
import { readAlert, readStatus } from './alert.ts';
import { isJsonObject, type Json, readLabels, readText } from './fields.ts';

/** The alert's name inside a group key such as `{}/{team="db"}:{alertname="DiskFull"}`. */
function nameInGroupKey(groupKey: string | null): string | null {
  return groupKey?.match(/alertname=["']([^"']+)["']/)?.[1] ?? null;
}

/**
 * Alertmanager's webhook payload, version 4, and Grafana's, which has the same bones:
 * https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 */
export function readAlertmanagerPayload(
  payload: Json,
  options: { readonly source: AlertSource; readonly nowMs: number },
): AlertGroup {
  const groupLabels = readLabels(payload['groupLabels']);
  const commonLabels = readLabels(payload['commonLabels']);
  const commonAnnotations = readLabels(payload['commonAnnotations']);
  const givenKey = readText(payload['groupKey']);
  const status = readStatus(payload['status']) ?? readStatus(payload['state']);
  const alertName = groupLabels['alertname'] ?? nameInGroupKey(givenKey) ?? readText(payload['title']);
  const list = Array.isArray(payload['alerts']) ? payload['alerts'] : [];
  const alerts = list.map((alert) =>
    readAlert(alert, {
      status,
      labels: commonLabels,
      annotations: commonAnnotations,
      alertName,
      nowMs: options.nowMs,
    }),
  );
  const truncated = payload['truncatedAlerts'];
  return {
    source: options.source,
    groupKey: givenKey ?? deriveGroupKey(alerts[0]?.labels['alertname'] ?? alertName),
    status: status ?? (alerts.some((alert) => alert.status === 'firing') ? 'firing' : 'resolved'),
    receiver: readText(payload['receiver']),
    groupLabels,
    commonLabels,
    commonAnnotations,
    externalUrl: readText(payload['externalURL']),
    truncatedAlerts: typeof truncated === 'number' && truncated > 0 ? Math.floor(truncated) : 0,
    alerts,
  };
}

/** A group key for senders that have none, in Alertmanager's form: alerts of one name belong together. */
export function deriveGroupKey(alertName: string | null | undefined): string {
  return `{}:{alertname=${JSON.stringify(alertName ?? 'unnamed alert')}}`;
}

/** Alertmanager's and Grafana's payloads are mappings with a list of alerts. */
export function isAlertmanagerPayload(value: unknown): value is Json {
  return isJsonObject(value) && Array.isArray(value['alerts']) && value['alerts'].length > 0;
}

/** Grafana adds `orgId` to every payload: https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/ */
export function isGrafanaPayload(value: Json): boolean {
  return 'orgId' in value;
}
