import type { EvidenceDraft, Fact } from '../../domain/evidence.ts';
import type { Incident } from '../../domain/incident.ts';
import type { ServiceEdge } from '../../domain/observation.ts';
import { emptyDraft } from '../drafts.ts';
import { listServiceNames } from './service-of-incident.ts';

/** Names in one fact; the rest is counted. */
const mostNamed = 8;
/** A map of at most so many edges is told whole where no label of the alert is in it. */
const smallMap = 12;

function toFact(name: string, text: string): Fact {
  return { name, text, value: null, unit: 'none', atMs: null };
}

/** The same edge from several sources is one, which names them all. */
function joinSources(edges: readonly ServiceEdge[]): readonly ServiceEdge[] {
  const byPair = Map.groupBy(edges, ({ from, to }) => `${from}\0${to}`);
  return [...byPair.values()].flatMap((same) => {
    const [best] = [...same].sort((a, b) => b.weight - a.weight);
    const source = [...new Set(same.map((edge) => edge.source))].join(' and ');
    return best === undefined ? [] : [{ ...best, source }];
  });
}

function listNames(items: readonly (readonly [name: string, source: string])[]): string {
  const named = items.slice(0, mostNamed).map(([name, source]) => `${name} (${source})`);
  const more = items.length - mostNamed;
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Everything that depends on a service over others, without those that do so directly. */
function listFartherDependents(service: string, edges: readonly ServiceEdge[]): readonly string[] {
  const found = new Set([service]);
  const direct = edges.filter(({ to }) => to === service).map(({ from }) => from);
  let front: readonly string[] = [service];
  while (front.length > 0) {
    const next = edges
      .filter(({ from, to }) => front.includes(to) && !found.has(from))
      .map(({ from }) => from);
    front = [...new Set(next)];
    for (const name of front) found.add(name);
  }
  return [...found].filter((name) => name !== service && !direct.includes(name));
}

function describeService(service: string, edges: readonly ServiceEdge[]): readonly Fact[] {
  const needs = edges.filter(({ from }) => from === service).map(({ to, source }) => [to, source] as const);
  const users = edges.filter(({ to }) => to === service).map(({ from, source }) => [from, source] as const);
  const farther = listFartherDependents(service, edges);
  return [
    toFact(
      'depends_on',
      `${service} depends on ${needs.length === 0 ? 'nothing that is known' : listNames(needs)}`,
    ),
    toFact(
      'used_by',
      `on ${service} depend ${users.length === 0 ? 'none that are known' : listNames(users)}`,
    ),
    ...(farther.length === 0
      ? []
      : [
          toFact(
            'used_by_farther',
            `over these also ${farther.slice(0, mostNamed).join(', ')}${farther.length > mostNamed ? ` and ${farther.length - mostNamed} more` : ''}`,
          ),
        ]),
  ];
}

/** An item on who depends on whom around what the alert is about, with the source of each edge; none without edges. */
export function toTopologyDrafts(
  incident: Incident,
  known: readonly ServiceEdge[],
): readonly EvidenceDraft[] {
  if (known.length === 0) return [];
  const edges = joinSources(known);
  const services = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const named = listServiceNames(incident)
    .filter((name) => services.has(name))
    .slice(0, 2);
  const base: EvidenceDraft = {
    ...emptyDraft('topology', 'who depends on whom'),
    kind: 'topology',
    total: edges.length,
  };
  if (named.length > 0) {
    const kept = edges.filter(({ from, to }) => named.includes(from) || named.includes(to)).length;
    const facts = named.flatMap((service) => describeService(service, edges));
    return [{ ...base, status: 'observed', facts, kept, labels: { service: named[0] ?? '' } }];
  }
  if (edges.length > smallMap) {
    const reason = `${services.size} services are known, and the alert's labels name none of them`;
    return [{ ...base, reason }];
  }
  const byFrom = Map.groupBy(edges, ({ from }) => from);
  const facts = [...byFrom].map(([from, list]) =>
    toFact('depends_on', `${from} depends on ${listNames(list.map(({ to, source }) => [to, source]))}`),
  );
  return [{ ...base, status: 'observed', facts, kept: edges.length }];
}
