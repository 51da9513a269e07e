import type { Analysis, ModelUse } from '../domain/analysis.ts';
import { describeRun } from '../domain/describe-disproof.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { Incident, IncidentAlert } from '../domain/incident.ts';
import type { Labels } from '../domain/labels.ts';
import type {
  Message,
  MessageAnalysis,
  MessageLine,
  MessageLink,
  MessageReview,
  MessageStep,
} from '../domain/message.ts';
import type { Feedback, Review } from '../domain/review.ts';
import { formatDuration } from '../domain/time.ts';
import type { CheckedHypothesis, CheckedStatement, CheckedStep } from '../domain/verdict.ts';
import { showClockTimes, toClockTimes } from './clock-times.ts';
import { toShownCommand } from './shown-command.ts';

/** What is known of an incident's analysis when a message is written. */
export type AnalysisState =
  | { readonly state: 'pending' }
  | { readonly state: 'none'; readonly reason: string }
  | { readonly state: 'done'; readonly id: string | null; readonly result: Analysis };

export interface BuildMessageOptions {
  readonly incident: Incident;
  readonly analysis: AnalysisState;
  readonly reviews: readonly Review[];
  readonly feedback: readonly Feedback[];
  /** Whether the same alert group has fired again since, as another incident. */
  readonly superseded: boolean;
  readonly nowMs: number;
  /** The address of this service for people; null when none is configured. */
  readonly externalUrl: string | null;
}

/** Labels that name a thing, and labels that say where it runs; the most telling first. */
const thingLabels = ['service', 'deployment', 'statefulset', 'daemonset', 'pod', 'container', 'database'];
const placeLabels = ['node', 'instance', 'host', 'namespace', 'cluster', 'job'];
const partLabels = ['mountpoint', 'device', 'queue', 'topic', 'path'];

/** What an alert is about, from its most telling labels: "checkout on node-3", "node-3:9100 /var". */
export function describeTarget(labels: Labels): string {
  const firstOf = (names: readonly string[]): string =>
    names.map((name) => labels[name] ?? '').find(Boolean) ?? '';
  const thing = firstOf(thingLabels);
  const place = firstOf(placeLabels);
  const where = thing === '' || place === '' ? `${thing}${place}` : `${thing} on ${place}`;
  return [where, firstOf(partLabels)].filter(Boolean).join(' ');
}

function summarise(alert: IncidentAlert): string {
  const { summary, description, message } = alert.annotations;
  return summary ?? description ?? message ?? '';
}

function toLine(statement: CheckedStatement): MessageLine {
  const { text, fate, verdict } = statement;
  const plain = fate === 'shown' || fate === 'dropped';
  // Advice may name what no evidence has: a value to set. It is shown, and never as if it had been measured.
  const mark = plain ? null : verdict === 'unverified' ? 'unverified' : fate;
  return { text, verified: fate !== 'inferred', mark };
}

function toHeadline({ headline }: CheckedHypothesis, nowMs: number): MessageLine {
  const line = toLine(headline);
  return { ...line, text: toClockTimes(line.text, nowMs) };
}

/** Code that does not know the cause has nothing better to say above all else than the alert itself. */
function findTelling({ hypothesis, model }: Analysis): CheckedHypothesis | null {
  return model === null && hypothesis?.rootCause.status === 'inconclusive' ? null : hypothesis;
}

function toStep(step: CheckedStep): MessageStep {
  return { ...toLine(step), command: toShownCommand(step.command), promql: step.promql };
}

const countedKinds: readonly (readonly [kind: EvidenceItem['kind'], one: string, many: string])[] = [
  ['series', 'series', 'series'],
  ['logs', 'log pattern', 'log patterns'],
  ['change', 'change', 'changes'],
  ['runbook', 'runbook', 'runbooks'],
  ['history', 'look back', 'looks back'],
];

/** "prometheus 6 series", "bundle 9 series, 3 changes" */
function countBySource(evidence: readonly EvidenceItem[]): readonly string[] {
  const observed = evidence.filter((item) => item.status === 'observed' && item.kind !== 'alert');
  return [...new Set(observed.map((item) => item.source))].flatMap((source) => {
    const counts = countedKinds.flatMap(([kind, one, many]) => {
      const count = observed.filter((item) => item.source === source && item.kind === kind).length;
      return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
    });
    return counts.length === 0 ? [] : [`${source} ${counts.join(', ')}`];
  });
}

/** "8 of 9 claims checked, 1 removed": only of what a model said, and each claim once. */
function describeClaims(hypothesis: CheckedHypothesis): string | null {
  const { claimsFound, claimsTotal, claimsCorrected, claimsRemoved, withheld } = hypothesis;
  if (claimsTotal === 0 || withheld !== null) return null;
  const corrected = claimsCorrected === 0 ? [] : [`${claimsCorrected} corrected`];
  const removed = claimsRemoved === 0 ? [] : [`${claimsRemoved} removed`];
  const checked = `${claimsFound} of ${claimsTotal} ${claimsTotal === 1 ? 'claim' : 'claims'} checked`;
  return [checked, ...corrected, ...removed].join(', ');
}

/** What the check adds to an explanation: how sure one may be, what speaks against it, and what came of its test. */
function listNotes(hypothesis: CheckedHypothesis): readonly string[] {
  const { confidence, disagreement, disproof, downgrades, claimsTotal } = hypothesis;
  if (claimsTotal === 0 || hypothesis.withheld !== null) return [];
  const query = disproof?.query.verdict === 'shown' ? `: ${disproof.query.text}` : '';
  return [
    `confidence ${confidence.word} (${confidence.reasons.join(', ')})`,
    ...downgrades.map((reason) => `less sure than the model said: ${reason}`),
    ...(disagreement === null ? [] : [disagreement]),
    ...(disproof?.query.verdict === 'withheld' ? [`test not run: ${disproof.query.reason}`] : []),
    ...(disproof === null
      ? []
      : disproof.runs.map((run, at) => `test ${describeRun(disproof, run, at)}${query}`)),
  ];
}

/** "prometheus 6 series · no source of logs is configured · 8 of 9 claims checked" */
export function describeEvidence(
  evidence: readonly EvidenceItem[],
  hypothesis: CheckedHypothesis | null,
): string {
  const gaps = evidence.flatMap((item) => {
    if (item.status === 'not_configured') return [item.reason ?? `no ${item.title}`];
    if (item.status !== 'unavailable') return [];
    const reason = item.reason ?? 'unavailable';
    return [reason.startsWith(item.source) ? reason : `${item.source}: ${reason}`];
  });
  const checked = hypothesis === null ? null : describeClaims(hypothesis);
  return [...countBySource(evidence), ...new Set(gaps), ...(checked === null ? [] : [checked])].join(' · ');
}

function describeModel(model: ModelUse | null, analysis: Analysis): string {
  const seconds = formatDuration(analysis.finishedAtMs - analysis.startedAtMs);
  if (model === null) return `took ${seconds}`;
  const count = (tokens: number): string => tokens.toLocaleString('en-US');
  return [
    model.model,
    `prompt ${model.promptId} v${model.promptVersion}`,
    ...(model.askedBack === undefined ? [] : [`asked back ${model.askedBack}`]),
    `${count(model.inputTokens)} + ${count(model.outputTokens)} tokens`,
    model.costUsd === null ? 'cost unknown' : `$${model.costUsd.toFixed(4)}`,
    seconds,
  ].join(' · ');
}

function toMessageAnalysis(analysis: AnalysisState): MessageAnalysis {
  if (analysis.state !== 'done') return analysis;
  const { result } = analysis;
  const { hypothesis } = result;
  if (hypothesis === null) return { state: 'none', reason: result.rungReason ?? 'there is no analysis' };
  const said = `${hypothesis.rootCause.text} ${hypothesis.impact.text}`;
  return {
    state: 'done',
    rung: result.rung,
    rungReason: result.rungReason,
    rootCause: { ...toLine(hypothesis.rootCause), status: hypothesis.rootCause.status },
    alternatives: hypothesis.alternatives.map(toLine),
    impact: { ...toLine(hypothesis.impact), level: hypothesis.impact.level },
    remediation: hypothesis.remediation.map(toStep),
    investigation: hypothesis.investigation.map(toStep),
    prevention: hypothesis.prevention.map(toLine),
    findings: result.findings
      .filter((finding) => finding.kind !== 'gap' && !said.includes(finding.text))
      .map((finding) => finding.text),
    notes: listNotes(hypothesis),
    evidenceLine: describeEvidence(result.evidence, hypothesis),
    footer: describeModel(result.model, result),
  };
}

function listLinks(incident: Incident, externalUrl: string | null): readonly MessageLink[] {
  const [alert] = incident.alerts;
  const candidates: readonly (readonly [title: string, url: string | null | undefined])[] = [
    ['Incident', externalUrl === null ? null : `${externalUrl}/incidents/${incident.id}`],
    ['Runbook', alert?.annotations['runbook_url']],
    ['Dashboard', alert?.annotations['dashboard_url'] ?? alert?.annotations['__dashboardUrl__']],
    ['Source', alert?.generatorUrl],
    ['Alertmanager', incident.externalUrl],
  ];
  return candidates.flatMap(([title, url]) => (url && /^https?:\/\//.test(url) ? [{ title, url }] : []));
}

/** What waits for a decision first, then what was decided, the newest first. */
function toMessageReviews(reviews: readonly Review[]): readonly MessageReview[] {
  return reviews
    .toSorted(
      (a, b) =>
        Number(b.state === 'pending') - Number(a.state === 'pending') || b.createdAtMs - a.createdAtMs,
    )
    .map((review) => ({ ...review, command: { verdict: 'shown', text: review.command } }));
}

/** What a person should be told of an incident now: the one source of every notifier. */
export function buildMessage(options: BuildMessageOptions): Message {
  const { incident, nowMs } = options;
  const analysis = showClockTimes(toMessageAnalysis(options.analysis), nowMs);
  const firing = incident.alerts.filter((alert) => alert.status === 'firing');
  const shown = firing.length > 0 ? firing : incident.alerts;
  const [first] = shown;
  const target = describeTarget(incident.labels);
  const title = target === '' ? incident.alertName : `${incident.alertName} · ${target}`;
  const raw = (first === undefined ? '' : summarise(first)) || title;
  const hypothesis = options.analysis.state === 'done' ? findTelling(options.analysis.result) : null;
  return {
    incidentId: incident.id,
    groupKey: incident.groupKey,
    revision: incident.revision,
    state: incident.state,
    superseded: options.superseded,
    severity: incident.severity,
    headline: hypothesis === null ? { text: raw, verified: true } : toHeadline(hypothesis, nowMs),
    title,
    startedAtMs: incident.startedAtMs,
    resolvedAtMs: incident.resolvedAtMs,
    nowMs,
    occurrence: incident.occurrence,
    alerts: shown.map((alert) => ({
      name: alert.labels['alertname'] ?? incident.alertName,
      status: alert.status,
      target: describeTarget(alert.labels),
      summary: summarise(alert),
      startsAtMs: alert.startsAtMs,
    })),
    firingCount: firing.length,
    resolvedCount: incident.alerts.length - firing.length,
    truncatedAlerts: incident.truncatedAlerts,
    analysis,
    analysisId: options.analysis.state === 'done' ? options.analysis.id : null,
    reviews: toMessageReviews(options.reviews),
    judgements: options.feedback.map(({ judgement, by, note }) => ({ judgement, by, note })),
    links: listLinks(incident, options.externalUrl),
  };
}
