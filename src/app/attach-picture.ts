import type { Analysis } from '../domain/analysis.ts';
import { toAppError } from '../domain/errors.ts';
import type { Incident } from '../domain/incident.ts';
import type { Handle, Picture } from '../notification/notifier.ts';
import { cutText, ellipsis, toPlainLine } from '../notification/plain-text.ts';
import { listAnalyses } from '../storage/analyses.ts';
import { findIncident } from '../storage/incidents.ts';
import { claimPicture, findNotification, type NotificationKey } from '../storage/notifications.ts';
import { type AppContext, work } from './context.ts';
import { createMessageRedactor } from './redact-message.ts';
import { renderChart } from './render-chart.ts';

/** Drawing takes a moment of the one thread that takes alerts in: it waits while many come. */
const waitMs = 1000;
/** https://docs.slack.dev/reference/methods/files.getUploadURLExternal: 1,000 characters. */
const textLimit = 500;

const toId = ({ incidentId, notifier }: NotificationKey): string => `${incidentId} ${notifier}`;

function fromId(id: string): NotificationKey {
  const space = id.indexOf(' ');
  return { incidentId: id.slice(0, space), notifier: id.slice(space + 1) };
}

/** Asks for a picture of an analysis beside its message, where the notifier takes one. Never waited for. */
export function wantPicture(context: AppContext, key: NotificationKey): void {
  const attach = context.assembly().notifiers.get(key.notifier)?.attach;
  if (attach !== undefined) context.scheduler.request({ kind: work.picture, id: toId(key) });
}

async function draw(context: AppContext, incident: Incident, analysis: Analysis): Promise<Picture | null> {
  const { diagnosis } = analysis;
  if (diagnosis === undefined) return null;
  const shown = await createMessageRedactor(context, analysis.placeholders).redact({ analysis, diagnosis });
  const chart = await renderChart(shown.analysis, {
    diagnosis: shown.diagnosis,
    alertAtMs: incident.startedAtMs,
  });
  if (chart === null) return null;
  const heading = toPlainLine(shown.analysis.hypothesis?.headline.text ?? incident.alertName);
  const title = cutText({ text: heading, limit: textLimit, notice: ellipsis });
  return { name: 'incident', title, altText: `Charts: ${title}`, png: chart.png };
}

/** Draws and sends one picture, once for each message and notifier: one that fails is not tried again. */
export async function attachPicture(context: AppContext, id: string, signal: AbortSignal): Promise<void> {
  const { db, clock, scheduler, giveWay, log } = context;
  const key = fromId(id);
  const notifier = context.assembly().notifiers.get(key.notifier);
  const incident = await findIncident(db, key.incidentId);
  const row = await findNotification(db, key);
  if (notifier?.attach === undefined || incident === null || row?.handle == null) return;
  if (incident.state === 'resolved' || row.picture_at !== null) return;
  if (giveWay.mustWait(incident.openedAtMs)) {
    scheduler.request({ kind: work.picture, id }, waitMs);
    return;
  }
  const admission = await context.lanes.of(notifier).enter('edit', signal);
  if (!admission.ok) {
    scheduler.request({ kind: work.picture, id }, admission.retryInMs);
    return;
  }
  if (!(await claimPicture(db, key, clock.now()))) return;
  const fields = { incident: key.incidentId, notifier: key.notifier };
  try {
    const done = (await listAnalyses(db, key.incidentId)).find(({ result }) => result !== null)?.result;
    const picture = done == null ? null : await draw(context, incident, done);
    if (picture === null) return;
    const handle = JSON.parse(row.handle) as Handle;
    const { attach } = notifier;
    const sent = await context.egress.within(key.incidentId, () => attach({ handle, picture, signal }));
    if (sent) log.info(fields, 'charts are beside the message');
  } catch (thrown) {
    const { code, message: reason } = toAppError(thrown);
    log.warn({ ...fields, code, reason }, 'charts could not be put beside the message');
  }
}
