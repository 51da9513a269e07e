import type { Candidate } from '../../domain/diagnosis.ts';
import type { ServiceEdge } from '../../domain/observation.ts';
import type { DiagnosisContext } from '../diagnosis-context.ts';
import { findOnset, incidentMs } from '../series/find-onset.ts';
import { measureShifts } from '../series/measure-shifts.ts';
import type { Onset } from '../series/onset.ts';
import type { ReadSeries } from '../series/read-series.ts';
import type { ServiceSignal } from '../service-signal.ts';
import { toCallGraph } from './call-graph.ts';
import { describeCandidate, onsetOf } from './describe-candidate.ts';
import { scoreServices } from './score-services.ts';
import { type ServiceEvidence, toEvidence } from './service-evidence.ts';
import { weights } from './weights.ts';

export interface RankedServices {
  /** Best first. */
  readonly candidates: readonly Candidate[];
  /** Whether anything is unusual enough to speak of a cause. */
  readonly isCause: boolean;
  readonly onset: Onset | null;
}

const nothing: ServiceEvidence = toEvidence([]);

/** Symptoms and resources have to move this far, in spreads, or logs and traces to say this much. */
const causeSpreads = 6;
const causeSignal = 0.5;

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
): readonly ReadSeries[] {
  const services = Map.groupBy(all, ({ service }) => service);
  return [...services].flatMap(([service, list]) => {
    const [longest] = list.toSorted((a, b) => b.times.length - a.times.length);
    const spoke =
      longest !== undefined && longest.times.filter((time) => time < fromMs).length >= fewestHeard;
    return spoke && !heard.has(service) ? [longest] : [];
  });
}
const fewestHeard = 5;

/** Ranks services by what their metrics, logs and traces say, and by what of it their dependencies explain. */
export function rankServices(options: {
  readonly series: readonly ReadSeries[];
  readonly context: DiagnosisContext;
  /** What logs and traces say against services. */
  readonly signals: readonly ServiceSignal[];
  readonly edges: readonly ServiceEdge[];
}): RankedServices {
  const { series, context, edges } = options;
  const onset = findOnset(series, context.startedAtMs);
  const fromMs = onset?.atMs ?? context.startedAtMs;
  const shifts = measureShifts(series, { fromMs, toMs: context.startedAtMs + incidentMs });
  const said = strongest(options.signals);
  const groups = Map.groupBy(shifts, (shift) => shift.series.service);
  const heard = new Set(groups.keys());
  const silent = new Map(
    (heard.size === 0 ? [] : findSilent(series, heard, fromMs)).map((one) => [one.service, one]),
  );
  const services = [...new Set([...heard, ...said.keys(), ...silent.keys()])].sort();
  const evidence = new Map(
    services.map((service) => {
      const list = groups.get(service);
      return [service, list === undefined ? nothing : toEvidence(list)] as const;
    }),
  );
  const scored = scoreServices({ evidence, graph: toCallGraph(edges), alerting: context.services });
  const candidates = scored
    .map((one): Candidate => {
      const { service } = one;
      const signal = said.get(service);
      const [shift = null] = evidence.get(service)?.shifts ?? [];
      const gone = silent.get(service);
      const total =
        one.score + weights.signals * (signal?.score ?? 0) + (gone === undefined ? 0 : weights.silence);
      const score = total / (total + weights.halfScore);
      if (gone !== undefined) {
        const atMs = gone.times.at(-1) ?? null;
        return {
          service,
          score,
          metric: null,
          kind: 'silence',
          onsetMs: atMs,
          reason: `${service} has sent nothing since the incident began.`,
          support: [gone.source.key],
        };
      }
      const metricScore = one.score;
      if (signal !== undefined && weights.signals * signal.score >= metricScore) {
        return {
          service,
          score,
          metric: signal.metric,
          kind: signal.kind,
          onsetMs: signal.atMs,
          reason: signal.reason,
          support: signal.support,
        };
      }
      return {
        service,
        score,
        metric: shift?.series.source.name ?? null,
        kind: shift?.series.meaning.kind ?? 'other',
        onsetMs: shift === null ? null : onsetOf(shift),
        reason: describeCandidate(one, shift),
        support: shift === null ? [] : [shift.series.source.key],
      };
    })
    .sort((a, b) => b.score - a.score || (a.service < b.service ? -1 : 1));
  const farthest = [...evidence.values()].reduce((most, one) => Math.max(most, one.farthest), 0);
  const isCause =
    silent.size > 0 ||
    farthest >= causeSpreads ||
    [...said.values()].some(({ score }) => score >= causeSignal);
  return { candidates, isCause, onset };
}
