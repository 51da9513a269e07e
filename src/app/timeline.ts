import type { Analysis } from '../domain/analysis.ts';
import type { Incident } from '../domain/incident.ts';
import type { Feedback, Review } from '../domain/review.ts';
import type { TimelineEvent } from '../domain/timeline.ts';
import type { Delivery } from '../storage/notifications.ts';

function listChanges(analysis: Analysis | null): readonly TimelineEvent[] {
  return (analysis?.evidence ?? []).flatMap((item) => {
    const atMs = item.kind === 'change' ? item.facts.find((fact) => fact.atMs !== null)?.atMs : null;
    return atMs == null ? [] : [{ atMs, kind: 'change' as const, text: item.title }];
  });
}

function listDecisions(reviews: readonly Review[]): readonly TimelineEvent[] {
  return reviews.flatMap((review) => {
    if (review.decidedAtMs === null) return [];
    const who = review.decidedBy === null ? '' : ` by ${review.decidedBy}`;
    return [
      {
        atMs: review.decidedAtMs,
        kind: 'decision' as const,
        text: `${review.state}${who}: ${review.command}`,
      },
    ];
  });
}

function listOnset(analysis: Analysis | null): readonly TimelineEvent[] {
  const onsetMs = analysis?.diagnosis?.onsetMs ?? null;
  return onsetMs === null
    ? []
    : [{ atMs: onsetMs, kind: 'onset', text: 'the first number leaves its usual range' }];
}

function listMessages(deliveries: readonly Delivery[]): readonly TimelineEvent[] {
  return deliveries.flatMap(({ notifier, firstShownAtMs }) =>
    firstShownAtMs === null ? [] : [{ atMs: firstShownAtMs, kind: 'message', text: `shown in ${notifier}` }],
  );
}

/** What happened, in order: changes, onset, alerts, messages, what was said of them, what people decided. */
export function toTimeline(facts: {
  readonly incident: Incident;
  readonly analysis: Analysis | null;
  readonly reviews: readonly Review[];
  readonly feedback: readonly Feedback[];
  readonly deliveries: readonly Delivery[];
}): readonly TimelineEvent[] {
  const { incident, analysis } = facts;
  const alerts = incident.alerts.flatMap((alert): readonly TimelineEvent[] =>
    alert.startsAtMs === null
      ? []
      : [
          {
            atMs: alert.startsAtMs,
            kind: 'alert',
            text: `${alert.labels['alertname'] ?? incident.alertName} fires`,
          },
        ],
  );
  const first = [...new Map(alerts.map((event) => [`${event.atMs} ${event.text}`, event])).values()];
  const events: readonly TimelineEvent[] = [
    ...listChanges(analysis),
    ...listOnset(analysis),
    ...first,
    { atMs: incident.openedAtMs, kind: 'received', text: 'taken in' },
    ...listMessages(facts.deliveries),
    ...(analysis === null
      ? []
      : [
          {
            atMs: analysis.finishedAtMs,
            kind: 'explained' as const,
            text: `explained (${analysis.rung})`,
          },
        ]),
    ...listDecisions(facts.reviews),
    ...facts.feedback.map(
      (one): TimelineEvent => ({
        atMs: one.atMs,
        kind: 'feedback',
        text: `${one.by} says: ${one.judgement}${one.note === null ? '' : `, ${one.note}`}`,
      }),
    ),
    ...(incident.resolvedAtMs === null
      ? []
      : [{ atMs: incident.resolvedAtMs, kind: 'resolved' as const, text: 'resolved' }]),
  ];
  return [...events].sort((a, b) => a.atMs - b.atMs);
}
