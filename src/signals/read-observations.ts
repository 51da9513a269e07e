import type { Candidate, Diagnosis } from '../domain/diagnosis.ts';
import type { Observations, ServiceEdge } from '../domain/observation.ts';
import { type CallEnd, findCallEnds } from './calls/call-ends.ts';
import { findActiveServices } from './changes/active-services.ts';
import { decideCause } from './changes/decide-cause.ts';
import type { AssessedChange } from './changes/rank-changes.ts';
import { findFailingVersions } from './changes/running-versions.ts';
import { readSymptoms, type Symptoms } from './changes/symptoms.ts';
import type { DiagnosisContext } from './diagnosis-context.ts';
import { listAbove } from './list-above.ts';
import { listWatchers } from './list-watchers.ts';
import { findLogEvents, type LogEvent, type LogGroup, toLogGroups } from './logs/log-events.ts';
import { toLogEdges, toLogSignals } from './logs/log-signals.ts';
import { findVanished, toVanishedSignals } from './logs/vanished-messages.ts';
import { findMovedSeries, type MovedSeries } from './moved-series.ts';
import { findOutsideCauses } from './outside/outside-causes.ts';
import { incidentMs } from './series/find-onset.ts';
import { createServiceNames, type ServiceNames } from './service-names.ts';
import { serviceOfLabels } from './service-of-labels.ts';
import type { ServiceSignal } from './service-signal.ts';
import { findHits, toPropagation } from './spread.ts';
import { findSharedTopics } from './topics/shared-topics.ts';
import { toTopicEdges } from './topics/topic-edges.ts';
import { findTopicUses, type TopicUse } from './topics/topic-uses.ts';
import { readSpans, type SpanReading } from './traces/read-spans.ts';
import { usualUntil } from './usual-time.ts';

/** What logs and traces say, and what is needed to weigh changes against it. */
export interface Reading {
  readonly names: ServiceNames;
  readonly groups: readonly LogGroup[];
  readonly events: readonly LogEvent[];
  readonly moved: readonly MovedSeries[];
  readonly spans: SpanReading;
  /** Against services, by logs and by traces. */
  readonly signals: readonly ServiceSignal[];
  /** All that is known, the written map first. */
  readonly edges: readonly ServiceEdge[];
  /** Who writes and who reads which topic. */
  readonly topicUses: readonly TopicUse[];
  readonly symptoms: Symptoms;
  /** Where calls end since the incident. */
  readonly ends: readonly CallEnd[];
}

function listServices(observations: Observations, context: DiagnosisContext): readonly string[] {
  const { series, logs, spans, changes, edges } = observations;
  return [
    ...context.services,
    ...[...series, ...logs].flatMap(({ labels }) => serviceOfLabels(labels) ?? []),
    ...spans.map(({ service }) => service),
    ...changes.flatMap(({ service }) => service ?? []),
    ...edges.flatMap(({ from, to }) => [from, to]),
  ];
}

function mergeEdges(lists: readonly (readonly ServiceEdge[])[]): readonly ServiceEdge[] {
  const seen = new Map<string, ServiceEdge>();
  for (const edge of lists.flat()) {
    const key = `${edge.from}\0${edge.to}`;
    if (!seen.has(key)) seen.set(key, edge);
  }
  return [...seen.values()];
}

/** Reads logs, traces and the words of everything once; the ranking of services and that of changes both use it. */
export function readObservations(observations: Observations, context: DiagnosisContext): Reading {
  const { startedAtMs } = context;
  const names = createServiceNames(listServices(observations, context));
  const groups = toLogGroups(observations.logs, names);
  const events = findLogEvents(groups, { startedAtMs, names });
  const vanished = findVanished(groups, startedAtMs);
  const moved = findMovedSeries(observations.series, startedAtMs);
  let firstMs = startedAtMs;
  for (const { startMs } of observations.spans) firstMs = Math.min(firstMs, startMs);
  for (const { timeMs } of observations.logs) firstMs = Math.min(firstMs, timeMs);
  for (const { points } of observations.series) firstMs = Math.min(firstMs, points[0]?.[0] ?? firstMs);
  const usualUntilMs = usualUntil(firstMs, startedAtMs);
  const spans = readSpans(observations.spans, usualUntilMs);
  const untilMs = startedAtMs + incidentMs;
  const ends = findCallEnds({ groups, moved, series: observations.series, usualUntilMs, untilMs });
  return {
    names,
    groups,
    events,
    moved,
    spans,
    signals: [...toLogSignals(events), ...toVanishedSignals(vanished), ...spans.signals],
    edges: mergeEdges([observations.edges, spans.edges, toLogEdges(events)]),
    topicUses: findTopicUses(observations, { groups, names }),
    symptoms: readSymptoms({ events, moved, repeated: spans.repeated, ends, alertText: context.text }),
    ends,
  };
}

type Explained = Pick<
  Diagnosis,
  | 'candidates'
  | 'changes'
  | 'otherCause'
  | 'otherCauseKind'
  | 'otherCauseSupport'
  | 'blastRadius'
  | 'propagation'
  | 'fingerprint'
>;

/** What a kind of situation is called: the kind of fault, how it shows, where, and what kind of change stands behind it. */
function toFingerprint(
  kind: string,
  root: { readonly service: string | null; readonly shows: Candidate['kind'] | 'unknown' },
  change: string,
): string {
  return `${kind}/${root.shows}@${root.service ?? 'unknown'}+${change}`;
}

/** Where it broke: of services that suffer, the one that was changed and that the most unusual one calls. */
function findRoot(
  first: string | null,
  change: AssessedChange | null,
  options: { readonly edges: readonly ServiceEdge[]; readonly hits: ReadonlyMap<string, number> },
): string | null {
  if (first === null || change === null || change.link.services.includes(first)) return first;
  const { edges, hits } = options;
  const changed = change.link.services.find(
    (service) => hits.has(service) && listAbove(service, edges).has(first),
  );
  const isCircle = changed !== undefined && listAbove(first, edges).has(changed);
  return changed === undefined || isCircle ? first : changed;
}

function plainestKind({ kinds }: Symptoms): string {
  const [first] = [...kinds].sort(([a, x], [b, y]) => y.strength - x.strength || (a < b ? -1 : 1));
  return first?.[0] ?? 'unknown';
}

/** The service where it broke comes first, once more than the ranking says so. */
function leadWith(candidates: readonly Candidate[], root: string | null): readonly Candidate[] {
  const lead = candidates.find(({ service }) => service === root);
  if (lead === undefined || lead === candidates[0]) return candidates;
  const score = Math.max(lead.score, candidates[0]?.score ?? 0);
  return [{ ...lead, score }, ...candidates.filter((candidate) => candidate !== lead)];
}

/** From services that may be the cause to what caused it, and what followed. */
export function explainCause(
  reading: Reading,
  observations: Observations,
  ranked: {
    readonly context: DiagnosisContext;
    readonly candidates: readonly Candidate[];
    readonly onsetMs: number | null;
    readonly onsetUncertaintyMs: number | null;
  },
): Explained {
  const { context, candidates } = ranked;
  const { edges: calls, events, moved, names, symptoms, spans, topicUses } = reading;
  const edges = mergeEdges([calls, toTopicEdges(topicUses)]);
  const first = candidates[0]?.service ?? context.services[0] ?? null;
  const outsides = findOutsideCauses({
    ...{ series: observations.series, moved, edges: calls, events, groups: reading.groups, suspected: first },
    onsetMs: ranked.onsetMs ?? context.startedAtMs,
  });
  const { changes, change, outside } = decideCause(
    {
      changes: observations.changes,
      symptoms,
      candidates,
      edges: calls,
      topics: findSharedTopics(topicUses),
      active: findActiveServices({ events, moved, names }),
      failing: findFailingVersions(events),
      names,
      startedAtMs: context.startedAtMs,
      onsetMs: ranked.onsetMs,
      onsetUncertaintyMs: ranked.onsetUncertaintyMs ?? 0,
    },
    outsides,
  );
  const found = { events, moved, spansHitAtMs: spans.hitAtMs };
  const root =
    outside?.service ??
    findRoot(first, change, { edges, hits: findHits({ ...found, above: null, cause: null }) });
  const above = root === null ? null : listAbove(root, edges);
  const hits = findHits({ ...found, above, cause: root });
  const propagation = toPropagation(hits, root, edges);
  const watchers = listWatchers(observations.series);
  const kind = change?.mechanism.kind?.id ?? outside?.id ?? plainestKind(symptoms);
  return {
    candidates: leadWith(candidates, root),
    changes,
    otherCause: outside?.text ?? null,
    otherCauseKind: outside?.id ?? null,
    otherCauseSupport: outside?.support ?? [],
    blastRadius: propagation
      .map(({ service }) => service)
      .filter((service) => service !== root && !watchers.has(service)),
    propagation,
    fingerprint: toFingerprint(
      kind,
      { service: root, shows: candidates.find(({ service }) => service === root)?.kind ?? 'unknown' },
      changes[0]?.kind ?? 'none',
    ),
  };
}
