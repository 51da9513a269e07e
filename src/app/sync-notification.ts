import { toAppError } from '../domain/errors.ts';
import type { Incident } from '../domain/incident.ts';
import type { Message, MessageAnalysis } from '../domain/message.ts';
import { type AnalysisState, buildMessage } from '../notification/build-message.ts';
import type { Handle } from '../notification/notifier.ts';
import { decidePriority } from '../notification/priority.ts';
import { listAnalyses } from '../storage/analyses.ts';
import { listFeedback } from '../storage/feedback.ts';
import { findIncident, findLatestIncident } from '../storage/incidents.ts';
import {
  findNotification,
  listBehindOfGroup,
  markSynced,
  markSyncFailed,
  type NotificationGroup,
  type NotificationKey,
} from '../storage/notifications.ts';
import { listReviewsOf } from '../storage/reviews.ts';
import { wantPicture } from './attach-picture.ts';
import { type AppContext, toNotifyKey } from './context.ts';
import { redactMessage } from './redact-message.ts';
import { createStopGrace } from './stop-grace.ts';

/** A vendor that has not answered by then is asked again later. */
const syncTimeoutMs = 15_000;

/** What is known of an incident's analysis: the newest one that is done counts until a newer one is. */
async function readAnalysisState(context: AppContext, incident: Incident): Promise<AnalysisState> {
  const analyses = await listAnalyses(context.db, incident.id);
  const done = analyses.find((analysis) => analysis.result !== null);
  if (done?.result) return { state: 'done', id: done.id, result: done.result };
  if (analyses.length > 0 && incident.state === 'firing') return { state: 'pending' };
  return {
    state: 'none',
    reason: incident.state === 'resolved' ? 'resolved before it was analysed' : 'it is not analysed',
  };
}

const withoutAnalysis: MessageAnalysis = { state: 'none', reason: 'it could not be shown, see the log' };

/** Makes a notifier show one incident as it is now. Throws the notifier's error after writing it down. */
async function syncIncident(context: AppContext, key: NotificationKey, stop: AbortSignal): Promise<void> {
  const { db, clock, metrics, log } = context;
  const row = await findNotification(db, key);
  const incident = await findIncident(db, key.incidentId);
  if (row === null || incident === null || row.synced_revision >= incident.revision) return;
  const { notifiers, config } = context.assembly();
  const notifier = notifiers.get(key.notifier);
  if (notifier === undefined) return;

  const lane = context.lanes.of(notifier);
  const priority = decidePriority(incident, { shownBefore: row.first_synced_at !== null });
  const admission = await lane.enter(priority, stop);
  if (!admission.ok) {
    metrics.turnedAway.inc({ notifier: key.notifier, priority });
    const group = { notifier: key.notifier, groupKey: incident.groupKey };
    context.scheduler.request(toNotifyKey(group), admission.retryInMs);
    return;
  }

  const latest = await findLatestIncident(db, incident.groupKey);
  const analysis = await readAnalysisState(context, incident);
  const built = buildMessage({
    incident,
    analysis,
    reviews: await listReviewsOf(db, incident.id),
    feedback: await listFeedback(db, incident.id),
    superseded: latest !== null && latest.id !== incident.id,
    nowMs: clock.now(),
    externalUrl: config.server.external_url ?? null,
  });
  const placeholders = analysis.state === 'done' ? analysis.result.placeholders : undefined;
  const message = await redactMessage(context, built, placeholders);
  // A vendor that has the message is not sent it again because the store was full or gone when it answered.
  const unsavedKey = `${key.notifier}/${incident.id}`;
  const saved = row.handle === null ? null : (JSON.parse(row.handle) as Handle);
  const unsaved = context.unsavedHandles.get(unsavedKey);
  const handle = unsaved?.rowHandle === row.handle ? unsaved.handle : saved;
  const grace = createStopGrace(stop, clock);
  const signal = AbortSignal.any([grace.signal, AbortSignal.timeout(syncTimeoutMs)]);
  const span = {
    incidentId: incident.id,
    name: `notify ${key.notifier}`,
    attributes: { revision: incident.revision, priority },
  };
  const fields = { incident: incident.id, notifier: key.notifier, revision: incident.revision };
  try {
    const show = (shown: Message) =>
      context.egress.within(incident.id, () =>
        context.tracing.forIncident(span, () =>
          lane.call(() => notifier.sync({ message: shown, handle, signal })),
        ),
      );
    const outcome = await show(message).catch((thrown: unknown) => {
      // A mistake in our own rendering must not keep the alert from anybody: say less, but say it.
      if (toAppError(thrown).code !== 'internal') throw thrown;
      log.error({ ...fields, err: thrown }, 'the message could not be shown in full');
      return show({ ...message, analysis: withoutAnalysis, links: [] });
    });
    if (outcome.action === 'unchanged') lane.giveBack();
    const nowMs = clock.now();
    context.unsavedHandles.set(unsavedKey, { handle: outcome.handle, rowHandle: row.handle });
    const synced = { revision: incident.revision, handle: JSON.stringify(outcome.handle), nowMs };
    await context.commit((transaction) => markSynced(transaction, key, synced));
    context.unsavedHandles.delete(unsavedKey);
    metrics.syncs.inc({ notifier: key.notifier, action: outcome.action });
    if (row.first_synced_at === null) {
      metrics.deliveryDelay.observe({ notifier: key.notifier }, (nowMs - incident.openedAtMs) / 1000);
    }
    log.info({ ...fields, action: outcome.action }, 'notifier synced');
    if (analysis.state === 'done' && row.picture_at === null) wantPicture(context, key);
  } catch (thrown) {
    const error = toAppError(thrown);
    metrics.syncFailures.inc({ notifier: key.notifier, code: error.code });
    if (error.code !== 'storage_unavailable')
      await markSyncFailed(db, key, `${error.code}: ${error.message}`, clock.now());
    throw error;
  } finally {
    grace.release();
  }
}

/**
 * Makes a notifier show everything of an alert group as it is now, the newest incident first: what fires matters more
 * than what is over. One incident that cannot be shown does not keep the others from it; its error is thrown at the end.
 */
export async function syncNotification(
  context: AppContext,
  group: NotificationGroup,
  stop: AbortSignal,
): Promise<void> {
  let failure: unknown = null;
  for (const incidentId of await listBehindOfGroup(context.db, group)) {
    if (stop.aborted) return;
    try {
      await syncIncident(context, { incidentId, notifier: group.notifier }, stop);
    } catch (thrown) {
      failure ??= thrown;
    }
  }
  if (failure !== null) throw failure;
}
