import type { Clock } from '../domain/clock.ts';
import { toAppError } from '../domain/errors.ts';
import type { EvidenceDraft, EvidenceItem } from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import {
  mergeObservations,
  noObservations,
  type Observations,
  type ServiceEdge,
} from '../domain/observation.ts';
import { formatDuration } from '../domain/time.ts';
import { toSpanEdges } from '../signals/traces/span-tree.ts';
import type { Collected, Collector, CollectRequest, EdgeRequest, EvidenceTopic } from './collector.ts';
import { emptyDraft, toAlertDraft, unavailableDraft } from './drafts.ts';
import { toHostDrafts } from './host/host-context.ts';
import { toTopologyDrafts } from './topology/topology-draft.ts';

export interface GatherOptions {
  readonly collectors: readonly Collector[];
  readonly clock: Clock;
  /** All collectors together get this long. */
  readonly deadlineMs: number;
  /** How far before the incident's start to look. */
  readonly lookbackMs: number;
  readonly signal: AbortSignal;
}

/** Named when no collector provides them. */
const topics: readonly EvidenceTopic[] = ['metrics', 'logs', 'changes'];

/** How much later than the signal a collector is given up, so that it can hand over what it has. */
const graceMs = 50;

/** What a collector gives until the deadline; afterwards, that it was too late. Never rejects. */
async function collectInTime(
  collector: Collector,
  request: CollectRequest,
  { clock, deadlineMs }: GatherOptions,
): Promise<Collected> {
  const missing = (reason: string): Collected => ({
    drafts: [unavailableDraft(collector.name, collector.type, reason)],
    observations: noObservations,
  });
  const { signal } = request;
  let release = (): void => undefined;
  const late = new Promise<Collected>((resolve) => {
    const give = (): void => {
      resolve(missing(`no answer within ${formatDuration(deadlineMs)}`));
    };
    const onAbort = (): void => void clock.after(graceMs, give);
    if (signal.aborted) setImmediate(give);
    else signal.addEventListener('abort', onAbort, { once: true });
    release = () => signal.removeEventListener('abort', onAbort);
  });
  const collect = async (): Promise<Collected> => {
    try {
      return await collector.collect(request);
    } catch (thrown) {
      return missing(toAppError(thrown).message);
    }
  };
  try {
    return await Promise.race([collect(), late]);
  } finally {
    // Who listens to a signal that is never raised stays for as long as the service runs, with all that was collected.
    release();
  }
}

/** The edges of all collectors that know any, read when they are first wanted. */
function askEdgesOnce(
  collectors: readonly Collector[],
  request: EdgeRequest,
): () => Promise<readonly ServiceEdge[]> {
  let edges: Promise<readonly ServiceEdge[]> | null = null;
  const ask = async (): Promise<readonly ServiceEdge[]> => {
    const known = await Promise.allSettled(collectors.map(({ edges: read }) => read?.(request) ?? []));
    return known.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  };
  return () => {
    edges ??= ask();
    return edges;
  };
}

/** First the alert, then its own expression, then what was seen beside it, then what could not be had. */
function rank(draft: EvidenceDraft): number {
  if (draft.kind === 'alert') return 0;
  if (draft.primary) return 1;
  if (draft.status === 'observed') return draft.kind === 'change' ? 2 : 3;
  return 4;
}

/** What is known about an incident: for people and models, and for code. */
export interface Gathered {
  readonly evidence: readonly EvidenceItem[];
  readonly observations: Observations;
}

/** Everything the collectors know about an incident, gathered in parallel within one deadline, each item with an id. */
export async function gatherEvidence(incident: Incident, options: GatherOptions): Promise<Gathered> {
  const deadline = new AbortController();
  const cancel = options.clock.after(options.deadlineMs, () => deadline.abort());
  const asked: EdgeRequest = {
    incident,
    range: { fromMs: incident.startedAtMs - options.lookbackMs, toMs: options.clock.now() },
    signal: AbortSignal.any([deadline.signal, options.signal]),
  };
  const request: CollectRequest = { ...asked, edges: askEdgesOnce(options.collectors, asked) };
  const provided = new Set(options.collectors.flatMap((collector) => collector.topics));
  const missing = topics
    .filter((topic) => !provided.has(topic))
    .map((topic) => ({
      ...emptyDraft(topic, topic),
      status: 'not_configured' as const,
      reason: `no source of ${topic} is configured`,
    }));
  try {
    const collected = await Promise.all(
      options.collectors.map((collector) => collectInTime(collector, request, options)),
    );
    const observations = mergeObservations(collected.map((one) => one.observations));
    const drafts = [
      toAlertDraft(incident),
      ...collected.flatMap((one) => one.drafts),
      ...toTopologyDrafts(incident, [...observations.edges, ...toSpanEdges(observations.spans)]),
      ...toHostDrafts(asked, observations),
      ...missing,
    ];
    return {
      evidence: drafts
        .sort((a, b) => rank(a) - rank(b))
        .map((draft, index) => ({ ...draft, id: `E${index + 1}` })),
      observations,
    };
  } finally {
    cancel();
  }
}
