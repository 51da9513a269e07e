import { toAppError } from '../domain/errors.ts';
import { getJson } from '../evidence/http-json.ts';
import { toAuthHeaders } from '../evidence/http-source.ts';
import { AlertmanagerGroups, findMissing } from '../intake/alertmanager-groups.ts';
import { listFiringIncidents } from '../storage/incidents.ts';
import type { AppContext } from './context.ts';
import { receive } from './receive.ts';

const timeoutMs = 5000;
/** When nothing is configured now it may be after a reload. */
export const idleMs = 60_000;

async function compareWith(
  context: AppContext,
  source: NonNullable<ReturnType<AppContext['assembly']>['config']['reconcile']>['alertmanagers'][number],
  options: { readonly send: typeof fetch; readonly signal: AbortSignal },
): Promise<void> {
  const { reconcile: config } = context.assembly().config;
  if (config === undefined) return;
  const query = new URLSearchParams({ active: 'true', silenced: 'false', inhibited: 'false' });
  const groups = await getJson(
    { name: source.url, baseUrl: source.url, headers: toAuthHeaders(source), timeoutMs, fetch: options.send },
    { path: '/api/v2/alerts/groups', query, schema: AlertmanagerGroups, signal: options.signal },
  );
  const firing = new Set(
    (await listFiringIncidents(context.db)).flatMap((incident) =>
      incident.alerts.filter((alert) => alert.status === 'firing').map((alert) => alert.fingerprint),
    ),
  );
  const missing = findMissing(groups, {
    receiver: config.receiver,
    firedBeforeMs: context.clock.now() - config.grace,
    externalUrl: source.url,
    knows: (fingerprint) => firing.has(fingerprint),
  });
  for (const { groupKey, body } of missing) {
    context.log.warn({ groupKey, alertmanager: source.url }, 'alert group never reached us, taken in');
    await receive(context, { path: 'reconcile', body, problem: null });
    context.metrics.reconciled.inc();
  }
}

/** Compares with every configured Alertmanager, and takes in what fires there and never reached us. */
export async function reconcile(context: AppContext, send: typeof fetch, signal: AbortSignal): Promise<void> {
  const { reconcile: config } = context.assembly().config;
  for (const source of config?.alertmanagers ?? []) {
    try {
      await compareWith(context, source, { send, signal });
    } catch (thrown) {
      const { code, message } = toAppError(thrown);
      if (signal.aborted) return;
      context.metrics.reconcileFailures.inc({ code });
      context.log.warn(
        { alertmanager: source.url, code, reason: message },
        'could not compare with Alertmanager',
      );
    }
  }
}
