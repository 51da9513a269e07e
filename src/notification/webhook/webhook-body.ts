import { z } from 'zod';
import { rungs } from '../../domain/analysis.ts';
import { impactLevels, rootCauseStatuses } from '../../domain/hypothesis.ts';
import type { Message, MessageLine, MessageStep } from '../../domain/message.ts';
import { formatTime } from '../../domain/time.ts';
import type { GatedText } from '../../domain/verdict.ts';

/**
 * What the webhook notifier posts. Keys are only ever added within a version. Text comes from alerts and models as it
 * is: whoever shows it escapes it first.
 */

const Time = z.iso.datetime({ offset: false }).meta({ description: 'RFC 3339, UTC.' });

const Line = z.strictObject({
  text: z.string(),
  verified: z
    .boolean()
    .meta({ description: 'Whether every figure, time and name in it was found in the evidence.' }),
  mark: z.enum(['corrected', 'inferred', 'unverified']).nullable().meta({
    description:
      'corrected: a figure is the evidence’s, not the model’s; inferred: nothing could be looked up; unverified: no evidence has what it says.',
  }),
});

const Code = z
  .strictObject({
    text: z
      .string()
      .nullable()
      .meta({ description: 'A suggestion, never executed. Null when it was withheld.' }),
    withheld_reason: z.string().nullable(),
  })
  .nullable();

const Step = Line.extend({ command: Code, promql: Code });

const Analysis = z.discriminatedUnion('state', [
  z
    .strictObject({ state: z.literal('pending') })
    .meta({ description: 'It is being made; another post follows.' }),
  z
    .strictObject({ state: z.literal('none'), reason: z.string() })
    .meta({ description: 'There will be none.' }),
  z.strictObject({
    state: z.literal('done'),
    rung: z.enum(rungs).meta({ description: 'How much of the analysis worked, "full" being all of it.' }),
    rung_reason: z.string().nullable(),
    root_cause: Line.extend({ status: z.enum(rootCauseStatuses) }),
    alternatives: z.array(Line),
    impact: Line.extend({ level: z.enum(impactLevels) }).nullable(),
    remediation: z.array(Step).meta({ description: 'What to do, the most useful first.' }),
    investigation: z.array(Step).meta({ description: 'What to check next, the most useful first.' }),
    prevention: z.array(Line),
    findings: z.array(z.string()).meta({ description: 'What code measured, the most telling first.' }),
    notes: z
      .array(z.string())
      .meta({ description: 'How sure one may be, what speaks against the cause, what came of its test.' }),
    evidence_line: z.string().meta({ description: 'The evidence in one line.' }),
    footer: z.string().meta({ description: 'Model, prompt, tokens, cost and seconds in one line.' }),
  }),
]);

const webhookEvents = ['opened', 'explained', 'updated', 'resolved'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export const WebhookBody = z
  .strictObject({
    version: z.literal('1'),
    event: z.enum(webhookEvents).meta({ description: 'What is new since the post before.' }),
    sent_at: Time,
    incident_id: z.string(),
    group_key: z.string().meta({ description: "Alertmanager's group key." }),
    revision: z
      .int()
      .meta({ description: 'Grows with every change of the incident; ignore a post with a lower one.' }),
    state: z.enum(['firing', 'resolved']),
    severity: z.enum(['critical', 'error', 'warning', 'info']),
    headline: Line.meta({ description: 'One line that says what is wrong.' }),
    title: z.string().meta({ description: 'The alert and what it is about.' }),
    started_at: Time,
    resolved_at: Time.nullable(),
    occurrence: z.int().meta({ description: '1 the first time that this group fires, then 2, 3 …' }),
    alerts: z.array(
      z.strictObject({
        name: z.string(),
        status: z.enum(['firing', 'resolved']),
        target: z.string(),
        summary: z.string(),
        starts_at: Time.nullable(),
      }),
    ),
    firing_count: z.int(),
    resolved_count: z.int(),
    truncated_alerts: z.int().meta({ description: 'How many alerts the sender left out.' }),
    analysis: Analysis,
    links: z.array(z.strictObject({ title: z.string(), url: z.string() })),
  })
  .meta({ title: 'llm-alert-bridge webhook, version 1' });

export type WebhookBody = z.infer<typeof WebhookBody>;

function toLine({ text, verified, mark = null }: MessageLine): z.infer<typeof Line> {
  return { text, verified, mark };
}

function toCode(gated: GatedText | null): z.infer<typeof Code> {
  if (gated === null) return null;
  return gated.verdict === 'shown'
    ? { text: gated.text, withheld_reason: null }
    : { text: null, withheld_reason: gated.reason };
}

function toStep(step: MessageStep): z.infer<typeof Step> {
  return { ...toLine(step), command: toCode(step.command), promql: toCode(step.promql) };
}

function toAnalysis(analysis: Message['analysis']): z.infer<typeof Analysis> {
  if (analysis.state === 'pending') return { state: 'pending' };
  if (analysis.state === 'none') return { state: 'none', reason: analysis.reason };
  const { rootCause, impact } = analysis;
  return {
    state: 'done',
    rung: analysis.rung,
    rung_reason: analysis.rungReason,
    root_cause: { ...toLine(rootCause), status: rootCause.status },
    alternatives: analysis.alternatives.map(toLine),
    impact: impact === null ? null : { ...toLine(impact), level: impact.level },
    remediation: analysis.remediation.map(toStep),
    investigation: analysis.investigation.map(toStep),
    prevention: analysis.prevention.map(toLine),
    findings: [...analysis.findings],
    notes: [...(analysis.notes ?? [])],
    evidence_line: analysis.evidenceLine,
    footer: analysis.footer,
  };
}

function toTime(ms: number | null): string | null {
  return ms === null ? null : formatTime(ms);
}

export function toWebhookBody(message: Message, event: WebhookEvent): WebhookBody {
  return {
    version: '1',
    event,
    sent_at: formatTime(message.nowMs),
    incident_id: message.incidentId,
    group_key: message.groupKey,
    revision: message.revision,
    state: message.state,
    severity: message.severity,
    headline: toLine(message.headline),
    title: message.title,
    started_at: formatTime(message.startedAtMs),
    resolved_at: toTime(message.resolvedAtMs),
    occurrence: message.occurrence,
    alerts: message.alerts.map(({ name, status, target, summary, startsAtMs }) => ({
      name,
      status,
      target,
      summary,
      starts_at: toTime(startsAtMs),
    })),
    firing_count: message.firingCount,
    resolved_count: message.resolvedCount,
    truncated_alerts: message.truncatedAlerts,
    analysis: toAnalysis(message.analysis),
    links: message.links.map(({ title, url }) => ({ title, url })),
  };
}
