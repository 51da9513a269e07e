import type { AlertGroup } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import { applyAlertGroup, type IncidentChange } from '../incidents/apply-group.ts';
import { decideAnalysis } from '../incidents/decide-analysis.ts';
import { toReconciledKey } from '../intake/alertmanager-groups.ts';
import { parseWebhook, type WebhookParse, wrapUnparsed } from '../intake/parse-webhook.ts';
import { decideNotifiers } from '../notification/route.ts';
import { findNewestRequest, requestAnalysis } from '../storage/analyses.ts';
import { claimLatestIncident, renameGroup, saveIncident, touchIncident } from '../storage/incidents.ts';
import { groupLock, lockNames } from '../storage/locks.ts';
import { listNotifiers, wantNotifications, wantRevision } from '../storage/notifications.ts';
import type { Db } from '../storage/schema.ts';
import { insertWebhookBody } from '../storage/webhook-bodies.ts';
import { type AppContext, toNotifyKey, work } from './context.ts';

export interface ReceivedBody {
  readonly path: string;
  readonly body: string;
  /** Set when the body as a whole could not be taken, with what is known of it in `body`. */
  readonly problem: string | null;
}

export interface Receipt {
  readonly incidents: readonly { readonly id: string; readonly change: IncidentChange }[];
  readonly problem: string | null;
}

interface Stored {
  readonly incident: Incident;
  readonly change: IncidentChange;
  readonly notifiers: readonly string[];
  readonly analyse: boolean;
}

/** An incident that was found by comparing with Alertmanager, and whose first webhook comes now: they are one. */
async function adoptReconciled(db: Db, group: AlertGroup): Promise<Incident | null> {
  const key = toReconciledKey(group.receiver ?? '', group.groupLabels);
  if (key === group.groupKey) return null;
  await lockNames(db, [groupLock(key)]);
  const found = await claimLatestIncident(db, key);
  if (found === null || found.state === 'resolved') return null;
  const renamed = { ...found, groupKey: group.groupKey };
  await renameGroup(db, key, renamed);
  return renamed;
}

async function storeGroup(context: AppContext, db: Db, group: AlertGroup, nowMs: number): Promise<Stored> {
  const { config } = context.assembly();
  const latest = (await claimLatestIncident(db, group.groupKey)) ?? (await adoptReconciled(db, group));
  const applied = applyAlertGroup(latest, group, { nowMs, newId: context.createId() });
  const { incident, change } = applied;
  if (change === 'repeated') {
    await touchIncident(db, incident);
    return { incident, change, notifiers: [], analyse: false };
  }
  await saveIncident(db, incident);

  const routed = [
    ...new Set(incident.alerts.flatMap((alert) => decideNotifiers(config.route, alert.labels))),
  ];
  if (incident.revision > 1) await wantRevision(db, incident);
  await wantNotifications(db, incident, routed, nowMs);
  const decision = decideAnalysis(
    applied,
    { requestedAtMs: await findNewestRequest(db, incident.id) },
    { nowMs, refreshAfterMs: config.reasoning.refresh_after },
  );
  if (decision.analyse) {
    const request = {
      id: context.createId(),
      incidentId: incident.id,
      trigger: decision.reason,
      requestedAtMs: nowMs + decision.inMs,
    };
    await requestAnalysis(db, request);
  }
  return {
    incident,
    change,
    notifiers: await listNotifiers(db, incident.id),
    analyse: decision.analyse && decision.inMs === 0,
  };
}

/**
 * Takes in a webhook body: one transaction holds the body, the incidents as they now are, who is to be told, and what
 * is to be analysed. Resolves after the commit; throws `storage_unavailable`, and nothing is stored.
 */
export async function receive(context: AppContext, received: ReceivedBody): Promise<Receipt> {
  const nowMs = context.clock.now();
  const parsed: WebhookParse =
    received.problem === null
      ? parseWebhook(received.body, nowMs)
      : { groups: [wrapUnparsed(received.body, received.problem, nowMs)], problem: received.problem };
  context.giveWay.noteIntake();
  const stored = await context.commit(async (db) => {
    await lockNames(
      db,
      parsed.groups.map((group) => groupLock(group.groupKey)),
    );
    await insertWebhookBody(db, {
      id: context.createId(),
      received_at: nowMs,
      path: received.path,
      problem: parsed.problem,
      body: received.body,
    });
    const all: Stored[] = [];
    for (const group of parsed.groups) all.push(await storeGroup(context, db, group, nowMs));
    return all;
  });

  context.metrics.webhooks.inc({ outcome: parsed.problem === null ? 'stored' : 'unparsed' });
  for (const { incident, change, notifiers, analyse } of stored) {
    context.metrics.incidentChanges.inc({ change });
    // What is repeated is counted; a line for each would bury the others.
    context.log[change === 'repeated' ? 'debug' : 'info'](
      { incident: incident.id, change, alert: incident.alertName, alerts: incident.alerts.length },
      'alert group taken in',
    );
    for (const notifier of notifiers) {
      context.scheduler.request(toNotifyKey({ notifier, groupKey: incident.groupKey }));
    }
    context.tracing.note({
      incidentId: incident.id,
      name: 'receive',
      attributes: { change, alerts: incident.alerts.length },
      startedAtMs: nowMs,
      endedAtMs: context.clock.now(),
    });
    if (analyse) context.scheduler.request({ kind: work.analyse, id: incident.id });
  }
  return {
    incidents: stored.map(({ incident, change }) => ({ id: incident.id, change })),
    problem: parsed.problem,
  };
}
