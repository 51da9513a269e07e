import { z } from 'zod';
import { formatLabels, type Labels } from '../domain/labels.ts';

const Text = z.record(z.string(), z.string());

/** `GET /api/v2/alerts/groups`: https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml */
export const AlertmanagerGroups = z.array(
  z.looseObject({
    labels: Text.default({}),
    receiver: z.looseObject({ name: z.string() }),
    alerts: z.array(
      z.looseObject({
        labels: Text.default({}),
        annotations: Text.default({}),
        startsAt: z.string(),
        fingerprint: z.string(),
        generatorURL: z.string().optional(),
        status: z.looseObject({ state: z.string() }),
      }),
    ),
  }),
);
export type AlertmanagerGroups = z.output<typeof AlertmanagerGroups>;

/**
 * The key of a group that Alertmanager holds and that never reached us: its API does not tell the real one. The first
 * webhook of the same receiver and group labels gives the incident its real key.
 */
export function toReconciledKey(receiver: string, groupLabels: Labels): string {
  return `reconciled/${receiver}:${formatLabels(groupLabels)}`;
}

export interface MissingGroup {
  readonly groupKey: string;
  /** As Alertmanager would have sent it. */
  readonly body: string;
}

/**
 * The groups with an alert that fires for longer than the grace period and that we do not know. `knows` tells whether an
 * alert of this fingerprint fires here.
 */
export function findMissing(
  groups: AlertmanagerGroups,
  options: {
    readonly receiver: string;
    readonly firedBeforeMs: number;
    readonly externalUrl: string;
    readonly knows: (fingerprint: string) => boolean;
  },
): readonly MissingGroup[] {
  return groups.flatMap((group) => {
    if (group.receiver.name !== options.receiver) return [];
    const active = group.alerts.filter((alert) => alert.status.state === 'active');
    const missing = active.some(
      (alert) => !options.knows(alert.fingerprint) && Date.parse(alert.startsAt) < options.firedBeforeMs,
    );
    if (!missing) return [];
    const groupKey = toReconciledKey(options.receiver, group.labels);
    const body = JSON.stringify({
      version: '4',
      groupKey,
      status: 'firing',
      receiver: options.receiver,
      groupLabels: group.labels,
      externalURL: options.externalUrl,
      alerts: active.map((alert) => ({
        status: 'firing',
        labels: alert.labels,
        annotations: alert.annotations,
        startsAt: alert.startsAt,
        fingerprint: alert.fingerprint,
        ...(alert.generatorURL === undefined ? {} : { generatorURL: alert.generatorURL }),
      })),
    });
    return [{ groupKey, body }];
  });
}
