import type { Analysis } from '../domain/analysis.ts';
import type { Incident } from '../domain/incident.ts';
import type { Message } from '../domain/message.ts';
import type { Feedback, Review } from '../domain/review.ts';
import type { TimelineEvent } from '../domain/timeline.ts';
import { type AnalysisState, buildMessage, describeTarget } from '../notification/build-message.ts';
import { redactDeep } from '../redaction/redact.ts';
import { listAnalyses } from '../storage/analyses.ts';
import { listFeedback } from '../storage/feedback.ts';
import {
  countFiring,
  findIncidents,
  type IncidentQuery,
  type ListPosition,
  listHeadlines,
  listSimilar,
} from '../storage/incident-list.ts';
import { findIncident } from '../storage/incidents.ts';
import { type Delivery, listDeliveries } from '../storage/notifications.ts';
import { listReviewsOf } from '../storage/reviews.ts';
import type { AppContext } from './context.ts';
import { toTimeline } from './timeline.ts';

/** An incident in a list. */
export interface IncidentSummary {
  readonly id: string;
  readonly groupKey: string;
  readonly occurrence: number;
  readonly revision: number;
  readonly state: 'firing' | 'resolved';
  readonly severity: string;
  readonly alertName: string;
  readonly target: string;
  /** Of the explanation; the alert's own summary without one. */
  readonly headline: string;
  readonly causeStatus: string | null;
  readonly rung: string | null;
  readonly services: readonly string[];
  readonly firing: number;
  readonly resolved: number;
  readonly repeats: number;
  readonly startedAtMs: number;
  readonly openedAtMs: number;
  readonly resolvedAtMs: number | null;
}

export interface IncidentPage {
  readonly items: readonly IncidentSummary[];
  readonly next: ListPosition | null;
  readonly firing: number;
}

const serviceLabels = ['service', 'app', 'deployment', 'job'];
const mostSimilar = 5;

function listServices(incident: Incident): readonly string[] {
  const named = incident.alerts.flatMap((alert) =>
    serviceLabels.flatMap((name) => alert.labels[name] ?? []).slice(0, 1),
  );
  return [...new Set(named)].slice(0, 5);
}

function toSummary(
  incident: Incident,
  explained:
    | { readonly headline: string | null; readonly causeStatus: string | null; readonly rung: string | null }
    | undefined,
): IncidentSummary {
  const [first] = incident.alerts;
  const firing = incident.alerts.filter((alert) => alert.status === 'firing').length;
  const said = first?.annotations['summary'] ?? first?.annotations['description'];
  return {
    id: incident.id,
    groupKey: incident.groupKey,
    occurrence: incident.occurrence,
    revision: incident.revision,
    state: incident.state,
    severity: incident.severity,
    alertName: incident.alertName,
    target: describeTarget(incident.labels),
    headline: explained?.headline ?? said ?? incident.alertName,
    causeStatus: explained?.causeStatus ?? null,
    rung: explained?.rung ?? null,
    services: listServices(incident),
    firing,
    resolved: incident.alerts.length - firing,
    repeats: incident.repeats,
    startedAtMs: incident.startedAtMs,
    openedAtMs: incident.openedAtMs,
    resolvedAtMs: incident.resolvedAtMs,
  };
}

/** One page of the list. */
export async function readIncidents(context: AppContext, query: IncidentQuery): Promise<IncidentPage> {
  const found = await findIncidents(context.db, { ...query, limit: query.limit + 1 });
  const shown = found.slice(0, query.limit);
  const explained = await listHeadlines(
    context.db,
    shown.map((incident) => incident.id),
  );
  const last = shown.at(-1);
  return redactDeep({
    items: shown.map((incident) => toSummary(incident, explained.get(incident.id))),
    next:
      found.length > shown.length && last !== undefined
        ? { firing: last.state === 'firing', openedAtMs: last.openedAtMs, id: last.id }
        : null,
    firing: await countFiring(context.db),
  });
}

export interface IncidentDetail {
  readonly incident: Incident;
  readonly message: Message;
  readonly analysis: Analysis | null;
  readonly timeline: readonly TimelineEvent[];
  readonly reviews: readonly Review[];
  readonly feedback: readonly Feedback[];
  readonly similar: readonly IncidentSummary[];
  /** A line for each notifier that is to show it. */
  readonly deliveries: readonly Delivery[];
}

/** Everything that the page of one incident shows; null when there is none of this id. */
export async function readIncident(context: AppContext, id: string): Promise<IncidentDetail | null> {
  const { db } = context;
  const incident = await findIncident(db, id);
  if (incident === null) return null;
  const [analyses, reviews, feedback, alike, deliveries] = await Promise.all([
    listAnalyses(db, id),
    listReviewsOf(db, id),
    listFeedback(db, id),
    listSimilar(db, incident, mostSimilar),
    listDeliveries(db, id),
  ]);
  const explained = analyses.find((analysis) => analysis.result !== null);
  const done = explained?.result ?? null;
  const state: AnalysisState =
    done !== null
      ? { state: 'done', id: explained?.id ?? null, result: done }
      : analyses.length > 0 && incident.state === 'firing'
        ? { state: 'pending' }
        : { state: 'none', reason: 'it was not explained' };
  const message = buildMessage({
    incident,
    analysis: state,
    reviews,
    feedback,
    superseded: false,
    // Not the clock's time: the same state reads the same, and has the same ETag.
    nowMs: Math.max(incident.lastSeenMs, done?.finishedAtMs ?? 0),
    externalUrl: context.assembly().config.server.external_url ?? null,
  });
  const headlines = await listHeadlines(
    db,
    alike.map((one) => one.id),
  );
  const detail = redactDeep({
    incident,
    message,
    analysis: done,
    timeline: toTimeline({ incident, analysis: done, reviews, feedback, deliveries }),
    feedback,
    similar: alike.map((one) => toSummary(one, headlines.get(one.id))),
    deliveries,
  });
  // A command is what its sha256 was taken of: it is shown byte for byte or not at all.
  return { ...detail, reviews };
}
