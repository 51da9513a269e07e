import { z } from 'zod';
import { partKinds, partStates } from '../../domain/part-health.ts';
import { reviewOutcomes, reviewStates, verdictsOnAnalysis } from '../../domain/review.ts';
import { timelineKinds } from '../../domain/timeline.ts';
import { usageGroupings } from '../../domain/usage.ts';

/** What the API answers, as schemas: the OpenAPI document and the page's types come from them. */

const timeMs = z.number().int().meta({ description: 'Epoch milliseconds.' });

export const IncidentSummary = z
  .object({
    id: z.string(),
    groupKey: z.string(),
    occurrence: z.number().int(),
    revision: z.number().int(),
    state: z.enum(['firing', 'resolved']),
    severity: z.string(),
    alertName: z.string(),
    target: z.string(),
    headline: z.string(),
    causeStatus: z.string().nullable(),
    rung: z.string().nullable(),
    services: z.array(z.string()).readonly(),
    firing: z.number().int(),
    resolved: z.number().int(),
    repeats: z.number().int(),
    startedAtMs: timeMs,
    openedAtMs: timeMs,
    resolvedAtMs: timeMs.nullable(),
  })
  .meta({ id: 'IncidentSummary', description: 'An incident in a list.' });
export type IncidentSummary = z.output<typeof IncidentSummary>;

export const IncidentList = z
  .object({
    items: z.array(IncidentSummary).readonly(),
    next: z
      .string()
      .nullable()
      .meta({ description: 'Give it as `cursor` for the next page; null at the end.' }),
    firing: z.number().int().meta({ description: 'How many incidents fire now, whatever the filter.' }),
  })
  .meta({ id: 'IncidentList' });
export type IncidentList = z.output<typeof IncidentList>;

export const Review = z
  .object({
    id: z.string(),
    incidentId: z.string(),
    command: z.string(),
    sha256: z.string(),
    effect: z.string(),
    dryRun: z.string().nullable(),
    undo: z
      .string()
      .nullable()
      .meta({ description: 'How to take it back, in words; null if there is no way, or none is known.' }),
    purpose: z.string(),
    state: z.enum(reviewStates),
    createdAtMs: timeMs,
    expiresAtMs: timeMs,
    decidedAtMs: timeMs.nullable(),
    decidedBy: z.string().nullable(),
    decidedVia: z.string().nullable(),
    reason: z.string().nullable(),
    outcome: z.enum(reviewOutcomes).nullable(),
    outcomeBy: z.string().nullable(),
  })
  .meta({ id: 'Review', description: 'A suggested command that waits for a decision, or has had one.' });
export type Review = z.output<typeof Review>;

export const ReviewList = z.object({ items: z.array(Review).readonly() }).meta({ id: 'ReviewList' });
export type ReviewList = z.output<typeof ReviewList>;

export const DecisionRequest = z
  .strictObject({
    decision: z.enum(['approved', 'rejected']),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({ description: 'Of the command as it was shown.' }),
    reason: z.string().max(2000).nullish(),
  })
  .meta({ id: 'DecisionRequest' });

export const OutcomeRequest = z
  .strictObject({ outcome: z.enum(reviewOutcomes) })
  .meta({ id: 'OutcomeRequest' });

export const FeedbackRequest = z
  .strictObject({
    judgement: z.enum(verdictsOnAnalysis),
    note: z.string().max(2000).nullish().meta({ description: 'What it was instead.' }),
  })
  .meta({ id: 'FeedbackRequest' });

export const Feedback = z
  .object({
    id: z.string(),
    incidentId: z.string(),
    judgement: z.enum(verdictsOnAnalysis),
    note: z.string().nullable(),
    by: z.string(),
    via: z.string(),
    atMs: timeMs,
  })
  .meta({ id: 'Feedback' });
export type Feedback = z.output<typeof Feedback>;

export const TimelineEvent = z
  .object({
    atMs: timeMs,
    kind: z.enum(timelineKinds),
    text: z.string(),
  })
  .meta({ id: 'TimelineEvent' });
export type TimelineEvent = z.output<typeof TimelineEvent>;

const Delivery = z
  .object({
    notifier: z.string(),
    behind: z.boolean().meta({ description: 'It does not show the incident as it is now.' }),
    firstShownAtMs: timeMs.nullable(),
    error: z.string().nullable().meta({ description: 'Why the last attempt failed.' }),
    handle: z
      .looseObject({})
      .nullable()
      .meta({ description: 'What the vendor calls the message, such as channel and ts of Slack.' }),
  })
  .meta({ id: 'Delivery', description: 'How far a notifier has come with an incident.' });

/** The stages' own values, as they are stored: described by their names, open to what later versions add. */
const Stored = z.looseObject({});

export const IncidentDetail = z
  .object({
    incident: Stored.meta({ description: 'The incident with its alerts.' }),
    message: Stored.meta({ description: 'What notifiers show of it now.' }),
    analysis: Stored.nullable().meta({
      description:
        'The newest explanation: checked statements, findings, evidence, model; null before it is made.',
    }),
    timeline: z.array(TimelineEvent).readonly(),
    reviews: z.array(Review).readonly(),
    feedback: z.array(Feedback).readonly(),
    similar: z.array(IncidentSummary).readonly(),
    deliveries: z.array(Delivery).readonly(),
  })
  .meta({ id: 'IncidentDetail' });
export type IncidentDetail = z.output<typeof IncidentDetail>;

export const Me = z
  .object({
    name: z.string(),
    scopes: z.array(z.string()).readonly(),
    csrfToken: z
      .string()
      .nullable()
      .meta({ description: 'Send it as `x-csrf-token` with every write of a session.' }),
    login: z
      .object({ oidc: z.boolean(), token: z.boolean() })
      .meta({ description: 'How somebody can log in here.' }),
    nowMs: timeMs.meta({ description: 'The time of the service: ages are told from it.' }),
    readOnly: z.boolean().meta({ description: 'Nothing about access is configured: the page only shows.' }),
  })
  .meta({ id: 'Me' });
export type Me = z.output<typeof Me>;

export const AuditEntry = z
  .object({
    seq: z.number().int(),
    atMs: timeMs,
    actor: z.string(),
    action: z.string(),
    subject: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    previousHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.output<typeof AuditEntry>;

const next = z
  .string()
  .nullable()
  .meta({ description: 'Give it as `cursor` for the next page; null at the end.' });

export const AuditList = z.object({ items: z.array(AuditEntry).readonly(), next }).meta({ id: 'AuditList' });
export type AuditList = z.output<typeof AuditList>;

const count = z.number().int();
const usd = z.number().meta({ description: 'US dollars.' });

const UsageRow = z
  .object({
    key: z.string().meta({ description: 'A day (UTC), model, alert name or prompt; "total" for the sum.' }),
    calls: count,
    answered: count.meta({ description: 'Calls with a usable answer.' }),
    inputTokens: count.meta({ description: 'Cached ones included.' }),
    cachedInputTokens: count,
    outputTokens: count,
    costUsd: usd,
    meanLatencyMs: count.nullable(),
    incidents: count,
  })
  .meta({ id: 'UsageRow' });

const BudgetStand = z
  .object({
    name: z.string(),
    part: z.string().nullable().meta({ description: 'Whose calls count, such as "team=db"; null for all.' }),
    windowMs: count,
    limitUsd: usd,
    spentUsd: usd,
    allowedUsd: z.number().meta({ description: 'What may be spent right now; the spend is paced.' }),
  })
  .meta({ id: 'BudgetStand' });

export const Usage = z
  .object({
    sinceMs: timeMs,
    untilMs: timeMs,
    by: z.enum(usageGroupings),
    rows: z.array(UsageRow).readonly(),
    total: UsageRow,
    budgets: z.array(BudgetStand).readonly(),
    callsLastMinute: count,
    maxCallsPerMinute: count,
  })
  .meta({ id: 'Usage', description: 'The ledger of model calls.' });
export type Usage = z.output<typeof Usage>;

export const Health = z
  .object({
    parts: z
      .array(
        z.object({
          kind: z.enum(partKinds),
          name: z.string(),
          state: z.enum(partStates).meta({ description: '`idle`: not used in the last 24 hours.' }),
          lastSuccessMs: timeMs.nullable(),
          uses: count,
          failures: count,
          behind: count
            .nullable()
            .meta({ description: 'Incidents that a notifier does not show as they are.' }),
          lastError: z.string().nullable(),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'Health' });
export type Health = z.output<typeof Health>;

export const Noise = z
  .object({
    sinceMs: timeMs,
    untilMs: timeMs,
    rows: z
      .array(
        z.object({
          alertName: z.string(),
          incidents: count,
          firing: count,
          medianDurationMs: count.nullable(),
          selfResolved: count.meta({
            description: 'Ended without anybody having decided or judged anything.',
          }),
          judged: count,
          judgedRight: count,
          advice: z
            .array(
              z.object({
                kind: z.enum(['for', 'inhibit']),
                text: z.string(),
                snippet: z.string().nullable().meta({
                  description:
                    'What would go into the configuration of Prometheus or Alertmanager; null when nothing should.',
                }),
              }),
            )
            .readonly(),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'Noise', description: 'Alerts by how often they fire; the most frequent first.' });
export type Noise = z.output<typeof Noise>;
