import type { Candidate } from '../../domain/diagnosis.ts';
import type { ObservedSpan, ServiceEdge } from '../../domain/observation.ts';
import type { CallEnd } from '../calls/call-ends.ts';
import type { DiagnosisContext } from '../diagnosis-context.ts';
import { findOnset, incidentMs } from '../series/find-onset.ts';
import { measureShifts, type Shift } from '../series/measure-shifts.ts';
import type { Onset } from '../series/onset.ts';
import type { ReadSeries } from '../series/read-series.ts';
import { findLimits } from '../series/series-limit.ts';
import type { ServiceSignal } from '../service-signal.ts';
import { findFanOuts } from '../traces/fan-outs.ts';
import { findOutlived } from '../traces/outlived.ts';
import { toCallGraph } from './call-graph.ts';
import { findCalledMore } from './called-more.ts';
import { findGivenUp } from './given-up.ts';
import { inferEdges } from './infer-edges.ts';
import { putFirst } from './put-first.ts';
import { type ScoredService, scoreServices } from './score-services.ts';
import { type ServiceEvidence, toEvidence } from './service-evidence.ts';
import { findTelling, toCandidate } from './to-candidate.ts';

export interface RankedServices {
  /** Best first. */
  readonly candidates: readonly Candidate[];
  /** Whether anything is unusual enough to speak of a cause. */
  readonly isCause: boolean;
  readonly onset: Onset | null;
}

interface Question {
  /** Their points in order. */
  readonly series: readonly ReadSeries[];
  readonly context: DiagnosisContext;
  /** What logs and traces say against services. */
  readonly signals: readonly ServiceSignal[];
  readonly edges: readonly ServiceEdge[];
  readonly spans: readonly ObservedSpan[];
  /** Where calls end since the incident. */
  readonly ends: readonly CallEnd[];
}

const nothing: ServiceEvidence = toEvidence([]);

/**
 * The first candidate's symptoms or resources have to be this many times as far out as they ever were, or logs and traces
 * to say this much. On days without any incident, one of 80 splits reached it.
 */
const causePlainness = 3;
const causeSignal = 0.5;
/** A service has to have been heard of so often before its silence means anything. */
const fewestHeard = 5;

function strongest(signals: readonly ServiceSignal[]): ReadonlyMap<string, ServiceSignal> {
  const best = new Map<string, ServiceSignal>();
  for (const signal of signals) {
    if (signal.score > (best.get(signal.service)?.score ?? 0)) best.set(signal.service, signal);
  }
  return best;
}

/** Services that were heard of before the incident and of which no series has a point in it, though others have. */
function findSilent(
  all: readonly ReadSeries[],
  heard: ReadonlySet<string>,
  fromMs: number,
): ReadonlyMap<string, ReadSeries> {
  const silent = new Map<string, ReadSeries>();
  if (heard.size === 0) return silent;
  for (const series of all) {
    if (heard.has(series.service)) continue;
    const before = series.times.filter((time) => time < fromMs).length;
    const longest = silent.get(series.service)?.times.length ?? fewestHeard - 1;
    if (before > longest) silent.set(series.service, series);
  }
  return silent;
}

/** How plainly the metrics show that this service, or what calls it, is not as usual. */
function toPlainness(first: ScoredService, evidence: ReadonlyMap<string, ServiceEvidence>): number {
  const callers = first.blamedBy.map((caller) => evidence.get(caller)?.callsPlainness ?? 0);
  return Math.max(evidence.get(first.service)?.plainness ?? 0, ...callers);
}

/** Ranks services by what their metrics, logs and traces say, and by what of it their dependencies explain. */
export function rankServices({ series, context, signals, edges, spans, ends }: Question): RankedServices {
  const onset = findOnset(series, context.startedAtMs);
  const fromMs = onset?.atMs ?? context.startedAtMs;
  const limits = findLimits(series, context.threshold ?? null);
  const shifts = measureShifts(series, { fromMs, toMs: context.startedAtMs + incidentMs, limits });
  const groups = Map.groupBy(shifts, (shift) => shift.series.service);
  const said = strongest(signals);
  const silent = findSilent(series, new Set(groups.keys()), fromMs);
  const services = [...new Set([...groups.keys(), ...said.keys(), ...silent.keys()])].sort();
  const evidence = new Map(
    services.map((service) => {
      const list = groups.get(service);
      return [service, list === undefined ? nothing : toEvidence(list)] as const;
    }),
  );
  const graph = toCallGraph(edges.length > 0 ? edges : inferEdges(series, { services, fromMs }));
  const makings = graph.isInferred
    ? []
    : [
        ...findCalledMore({ groups, graph, fanOuts: findFanOuts(spans, fromMs) }),
        ...findGivenUp({ groups, graph, ends, outlived: findOutlived(spans, fromMs) }),
      ];
  const weighed = scoreServices({ evidence, graph, alerting: context.services, makings })
    .map((scored) => {
      const { service } = scored;
      const tellingOf = (name: string): Shift | null => findTelling(evidence.get(name)?.shifts ?? []);
      const shift = tellingOf(service);
      const [blaming = null] = scored.blamedBy.flatMap((caller) => tellingOf(caller) ?? []);
      const [signal, gone] = [said.get(service) ?? null, silent.get(service) ?? null];
      return { scored, candidate: toCandidate({ scored, shift, blaming, signal, gone }) };
    })
    .sort((a, b) => b.candidate.score - a.candidate.score);
  const [first] = weighed;
  const isCause =
    first !== undefined &&
    (silent.has(first.scored.service) ||
      toPlainness(first.scored, evidence) >= causePlainness ||
      signals.some(({ score }) => score >= causeSignal));
  return { candidates: putFirst(weighed.map(({ candidate }) => candidate)), isCause, onset };
}
