import type { ServiceEdge } from '../../domain/observation.ts';
import type { ChangeQuestion } from './change-question.ts';
import type { FaultKind } from './fault-kinds/fault-kind.ts';
import type { LinkedChange } from './link-changes.ts';

/** How many steps each service is away from `start`, along `next`. */
function toDistances(
  start: string,
  next: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, number> {
  const distances = new Map([[start, 0]]);
  const queue = [start];
  for (let place = 0; place < queue.length; place += 1) {
    const at = queue[place] ?? start;
    for (const other of next.get(at) ?? []) {
      if (distances.has(other)) continue;
      distances.set(other, (distances.get(at) ?? 0) + 1);
      queue.push(other);
    }
  }
  return distances;
}

function toNeighbours(
  edges: readonly ServiceEdge[],
  from: 'from' | 'to',
): ReadonlyMap<string, readonly string[]> {
  const to = from === 'from' ? 'to' : 'from';
  const groups = Map.groupBy(edges, (edge) => edge[from]);
  return new Map([...groups].map(([name, list]) => [name, list.map((edge) => edge[to])]));
}

/** The part of a candidate's place that another service gets: as its callee, its caller, or neither. */
const calleeStep = 0.85;
const callerStep = 0.95;
const callerElse = 0.4;
/** What is written otherwise breaks who reads it. */
const topicStep = 0.85;
/** Services that share a topic, a database or a cache pass each other what they write there. */
const sharesCallee = 0.65;
const unrelated = 0.2;
const unknownPlace = 0.45;
/** Candidates behind the first are places of less weight. */
const mostCandidates = 4;

/** Whether a kind of fault can come from who calls, and from who writes what is read. */
type Reach = Pick<FaultKind, 'fromCaller' | 'fromWriter'>;

export type PlaceOf = (link: LinkedChange, reach: Reach) => number;

export const nowhereElse: Reach = { fromCaller: false, fromWriter: false };

/** How near to what suffers a change is, 0–1, by who calls whom and who shares what. */
export function createPlaces({ candidates, edges, active, topics }: ChangeQuestion): PlaceOf {
  const [callees, callers] = [toNeighbours(edges, 'from'), toNeighbours(edges, 'to')];
  const top = candidates[0]?.score ?? 0;
  const places = candidates.slice(0, mostCandidates).map(({ service, score }, index) => ({
    service,
    weight: index === 0 ? 1 : 0.9 * Math.max(0.4, top === 0 ? 0 : Math.min(1, score / top)),
    below: toDistances(service, callees),
    above: toDistances(service, callers),
    uses: new Set(callees.get(service) ?? []),
    isMapped: callees.has(service) || callers.has(service),
  }));
  const placeOfService = (changed: string, { fromCaller, fromWriter }: Reach): number =>
    Math.max(
      unrelated,
      active.get(changed) ?? 0,
      ...places.map(({ service, weight, below, above, uses, isMapped }) => {
        if (service === changed) return weight;
        const down = below.get(changed);
        const up = above.get(changed);
        return Math.max(
          down === undefined ? 0 : weight * calleeStep ** down,
          up === undefined ? 0 : weight * (fromCaller ? callerStep : callerElse) ** up,
          (callees.get(changed) ?? []).some((other) => uses.has(other)) ? weight * sharesCallee : 0,
          topics.get(service)?.has(changed) === true ? weight * (fromWriter ? topicStep : sharesCallee) : 0,
          isMapped ? 0 : unknownPlace,
        );
      }),
    );
  return ({ services, shared }, reach) => {
    if (services.length === 0) return shared ? unknownPlace + 0.1 : unknownPlace;
    return Math.max(...services.map((service) => placeOfService(service, reach)));
  };
}
