import { type CallGraph, shareOfRequests, symptomOf, toReach } from './call-graph.ts';
import type { OwnMaking } from './own-making.ts';
import type { ServiceEvidence } from './service-evidence.ts';
import { weights } from './weights.ts';

export interface ScoredService {
  readonly service: string;
  readonly score: number;
  /** The dependency that explains it best, when one does. */
  readonly explainedBy: string | null;
  /** Callers whose calls are slow or fail, when they count against it. */
  readonly blamedBy: readonly string[];
  /** What it does to one that it calls, when that is its own making. */
  readonly making: OwnMaking | null;
  /** Whether nobody said who calls whom. */
  readonly isInferred: boolean;
}

interface Scene {
  readonly evidence: ReadonlyMap<string, ServiceEvidence>;
  readonly graph: CallGraph;
  readonly alerting: readonly string[];
  readonly makings: readonly OwnMaking[];
}

/** Host names and IP addresses: labels with dots between them. */
const address = /^[\w@-]+(?:\.[\w-]+)+/;
/** A caller or callee is named in a reason from this much on. */
const toldBlame = 0.5;
/** What weighs less is told all the same, as what it is. */
const inferredTold = 0.6;

function badness(evidence: ServiceEvidence | undefined, saturation: number): number {
  return symptomOf(evidence) + saturation * (evidence?.saturation ?? 0);
}

/** How much of what a caller's calls to a service suffer is the caller's own making, 0–1. */
function madeBy(caller: string, service: string, { makings }: Scene): number {
  return makings.reduce(
    (most, making) =>
      making.caller === caller && making.callee === service ? Math.max(most, making.share) : most,
    0,
  );
}

/** How much the worst dependency explains of a service, 0–1. */
function explain(service: string, scene: Scene): { share: number; by: string | null } {
  const { evidence, graph } = scene;
  const own = symptomOf(evidence.get(service));
  let [share, by]: [number, string | null] = [0, null];
  for (const callee of graph.calleesOf(service)) {
    const requests = shareOfRequests(evidence, { service, callee, full: weights.fullShare });
    const bad = badness(evidence.get(callee), 0.5) * (1 - loadOf(callee, scene));
    const passed = graph.sureness(service, callee) * requests * (1 - madeBy(service, callee, scene));
    const explained = passed * Math.min(1, bad / (own + 1e-9));
    if (explained > share) [share, by] = [explained, callee];
  }
  return { share, by };
}

/** How slow and failing the calls are that a service makes. */
function callsOf(caller: string, evidence: Scene['evidence']): number {
  const calling = evidence.get(caller);
  return calling?.calls ?? symptomOf(calling);
}

function sufferingOf(callers: readonly string[], { evidence }: Scene): number {
  return callers.reduce((sum, caller) => sum + callsOf(caller, evidence), 0);
}

/** What one caller's slow and failing calls say against a service, less what a worse rival explains of them. */
function blameOf(caller: string, service: string, scene: Scene): number {
  const { evidence, graph } = scene;
  const calls = callsOf(caller, evidence);
  const requests = shareOfRequests(evidence, {
    service: caller,
    callee: service,
    full: weights.fullShare,
  });
  const rivals = graph.calleesOf(caller).filter((other) => other !== service);
  const worst = rivals.reduce((most, other) => Math.max(most, badness(evidence.get(other), 1)), 0);
  const worse = Math.max(0, worst - badness(evidence.get(service), 1));
  const sure = graph.sureness(caller, service) * (1 - madeBy(caller, service, scene));
  const isIdle = evidence.get(caller)?.calls == null && evidence.get(service)?.isIdle === true;
  return sure * (isIdle ? weights.idle : 1) * Math.max(0, calls * requests - weights.rival * worse);
}

/**
 * How well a caller's latency can show what happens to its calls to `service`, 0–1: a percentile leaves out the slowest calls,
 * so that a few of many are not seen in it. 1 when requests are not counted.
 */
function seenIn(caller: string, service: string, { evidence, graph }: Scene): number {
  const volumeOf = (name: string): number => evidence.get(name)?.volume ?? 0;
  const all = graph.calleesOf(caller).reduce((sum, callee) => sum + volumeOf(callee), 0);
  const part = evidence.get(service)?.volume ?? null;
  return part === null || all <= 0 ? 1 : Math.min(1, part / all / weights.seenShare);
}

/** The least that any caller says against a service; of those that could not have seen it, what the others say. */
function leastOf(blames: readonly number[], seen: readonly number[]): number {
  const most = blames.reduce((highest, blame) => Math.max(highest, blame), 0);
  return blames.reduce(
    (least, blame, index) => Math.min(least, blame + (1 - (seen[index] ?? 1)) * (most - blame)),
    most,
  );
}

/** How much of what a service suffers is load: callers pass it on that are called more themselves, or make it, 0–1. */
function loadOf(service: string, { evidence, graph, makings }: Scene): number {
  const own = evidence.get(service)?.trafficUp ?? 0;
  const most = graph
    .callersOf(service)
    .reduce((best, caller) => Math.max(best, evidence.get(caller)?.trafficUp ?? 0), 0);
  const made = makings.reduce(
    (share, making) => (making.callee === service && making.isLoad ? Math.max(share, making.share) : share),
    0,
  );
  return Math.max(made, Math.min(own, most) / weights.mostStrength);
}

function ownScore(own: ServiceEvidence, explained: number, made: number): number {
  const { saturation, latencyDown, saturationDown, trafficDown, other, atLimit, unsteady } = own;
  return (
    weights.saturation * saturation +
    // Who waits for a dependency fills its own pools with waiting.
    weights.atLimit * atLimit * (1 - weights.explainedByCallee * explained) +
    symptomOf(own) * (1 - weights.explainedByCallee * explained) -
    weights.explainedByCalls * Math.min(symptomOf(own), own.calls ?? 0) * (1 - made) +
    weights.latencyDown * latencyDown +
    weights.saturationDown * saturationDown +
    weights.trafficDown * trafficDown +
    weights.other * other +
    weights.unsteady * unsteady * (1 - weights.explainedByCallee * explained)
  );
}

/** How much speaks for each service being the cause, from 0 on. */
export function scoreServices(scene: Scene): readonly ScoredService[] {
  const { evidence, graph, alerting } = scene;
  const reach = toReach(graph, evidence, alerting);
  const suffering = sufferingOf(
    [...evidence.keys()].filter((service) => graph.calleesOf(service).some((callee) => evidence.has(callee))),
    scene,
  );
  const busiest = [...evidence.values()].reduce((most, { volume }) => Math.max(most, volume ?? 0), 0);
  return [...evidence].map(([service, own]): ScoredService => {
    const { share, by } = explain(service, scene);
    const callers = graph.callersOf(service).filter((caller) => evidence.has(caller));
    const blames = callers.map((caller) => blameOf(caller, service, scene));
    const least = leastOf(
      blames,
      callers.map((caller) => seenIn(caller, service, scene)),
    );
    const mean = blames.length === 0 ? 0 : blames.reduce((sum, blame) => sum + blame, 0) / blames.length;
    const explained = suffering === 0 ? 1 : sufferingOf(callers, scene) / suffering;
    const blame =
      (weights.everyCaller * least + (1 - weights.everyCaller) * mean) *
      (1 - weights.allSuffering * (1 - explained));
    const busy = busiest === 0 ? 0 : Math.min(1, (own.volume ?? 0) / busiest / weights.busyShare);
    const felt = alerting.reduce(
      (most, from) =>
        Math.max(
          most,
          shareOfRequests(evidence, { service: from, callee: service, full: weights.feltShare }),
        ),
      alerting.length === 0 ? 1 : 0,
    );
    const [making = null] = scene.makings
      .filter(({ caller }) => caller === service)
      .toSorted((a, b) => b.share - a.share);
    const reached = reach === null ? 1 : (reach.get(service) ?? 0);
    const score =
      (ownScore(own, share, making?.share ?? 0) * (1 - weights.explainedByLoad * loadOf(service, scene)) +
        weights.blameOfCallers * blame +
        weights.busy * Math.sqrt(busy)) *
      (weights.unfelt + (1 - weights.unfelt) * felt) *
      (weights.unreached + (1 - weights.unreached) * reached) *
      (address.test(service) ? weights.address : 1);
    return {
      service,
      score: Math.max(0, score),
      making,
      isInferred: graph.isInferred,
      explainedBy: share >= toldBlame * (graph.isInferred ? inferredTold : 1) ? by : null,
      blamedBy: callers.filter((_, index) => (blames[index] ?? 0) >= toldBlame),
    };
  });
}
