import type { ServiceEdge } from '../../domain/observation.ts';
import { inferredSource } from './infer-edges.ts';
import type { ServiceEvidence } from './service-evidence.ts';
import { weights } from './weights.ts';

type Evidence = ReadonlyMap<string, ServiceEvidence>;

/** Who calls whom, without calls of oneself. */
export interface CallGraph {
  readonly calleesOf: (service: string) => readonly string[];
  readonly callersOf: (service: string) => readonly string[];
  /** How sure it is that one calls another, 0–1. */
  readonly sureness: (from: string, to: string) => number;
  /** Whether nobody said who calls whom, so that more calls than these may be there. */
  readonly isInferred: boolean;
}

function listBy(edges: readonly ServiceEdge[], from: 'from' | 'to', to: 'from' | 'to') {
  const lists = new Map<string, Set<string>>();
  for (const edge of edges) {
    if (edge.from === edge.to) continue;
    const list = lists.get(edge[from]) ?? new Set();
    list.add(edge[to]);
    lists.set(edge[from], list);
  }
  return new Map([...lists].map(([service, list]) => [service, [...list]]));
}

export function toCallGraph(edges: readonly ServiceEdge[]): CallGraph {
  const callees = listBy(edges, 'from', 'to');
  const callers = listBy(edges, 'to', 'from');
  const sure = new Map(edges.map(({ from, to, weight }) => [`${from}\0${to}`, weight]));
  return {
    calleesOf: (service) => callees.get(service) ?? [],
    callersOf: (service) => callers.get(service) ?? [],
    sureness: (from, to) => sure.get(`${from}\0${to}`) ?? 0,
    isInferred: edges.some(({ source }) => source === inferredSource),
  };
}

/** Errors or slowness, whichever is plainer. */
export function symptomOf(evidence: ServiceEvidence | undefined): number {
  return evidence === undefined ? 0 : Math.max(evidence.errors, evidence.latency);
}

/** How many of `service`'s requests one to `callee` can be, 0–1, full from `full` on; 1 when requests are not counted. */
export function shareOfRequests(
  evidence: Evidence,
  pair: { readonly service: string; readonly callee: string; readonly full: number },
): number {
  const all = evidence.get(pair.service)?.volume ?? null;
  const part = evidence.get(pair.callee)?.volume ?? null;
  if (all === null || part === null || all <= 0) return 1;
  return Math.min(1, part / all / pair.full);
}

/**
 * How well chains of affected calls lead from the alerting services to each service, 0–1: blame reaches a service only
 * through those that suffer. Null when the graph does not know the alerting services, or all that there is.
 */
export function toReach(
  graph: CallGraph,
  evidence: Evidence,
  alerting: readonly string[],
): ReadonlyMap<string, number> | null {
  const starts = alerting.filter((service) => graph.calleesOf(service).length > 0);
  if (starts.length === 0 || graph.isInferred) return null;
  const reach = new Map<string, number>(starts.map((service) => [service, 1]));
  const passedOn = (service: string): number => {
    if (alerting.includes(service)) return 1;
    const own = evidence.get(service);
    if (own === undefined) return 0.5;
    const affected = symptomOf(own) + own.saturation;
    return affected / (affected + weights.passesOn);
  };
  const queue = [...starts];
  for (let service = queue.shift(); service !== undefined; service = queue.shift()) {
    const next = (reach.get(service) ?? 0) * passedOn(service);
    for (const callee of graph.calleesOf(service)) {
      if (next <= (reach.get(callee) ?? 0) + 1e-9) continue;
      reach.set(callee, next);
      queue.push(callee);
    }
  }
  return reach;
}
