import type { PropagationStep } from '../domain/diagnosis.ts';
import type { ServiceEdge } from '../domain/observation.ts';
import type { LogEvent } from './logs/log-events.ts';
import type { MovedSeries } from './moved-series.ts';
import { isTraffic } from './outside/traffic-name.ts';
import { countsWork, toMeaning } from './series/metric-meaning.ts';

/** A series that moved less plainly than this is noise of a service that is well. */
const plainStrength = 0.6;
/** One that does not depend on the cause, as far as anybody knows, must have moved more plainly. */
const strangerStrength = 0.9;

/** Work is missing when less than this share of it gets done. */
const missingShare = 0.5;
/** A warning or two are said on any day. */
const fewestWarnings = 3;
/** How many of something run: who scales them does so for good reasons, too. */
const countsInstances = /replica|instance|\bpods?\b|(?:^|_)pods?_|container_?count|nodes?_(?:ready|count)/i;

/** Whether so much less gets done; it can fall no further than to nothing, however plain that is. */
function isMissingWork({ name, before, now }: MovedSeries): boolean {
  return countsWork(name, toMeaning(name)) && now < missingShare * before;
}

/** Whether a user or caller feels that this series moved: as errors, as waiting, or as work that does not get done. */
function isFelt(moved: MovedSeries): boolean {
  if (isMissingWork(moved)) return true;
  const { name, direction } = moved;
  const meaning = toMeaning(name);
  if (meaning.kind !== 'errors' && meaning.kind !== 'latency') return false;
  return (meaning.harm === 'either' || meaning.harm === direction) && !countsInstances.test(name);
}

/**
 * When each service was first seen to suffer: by what it logs, by its spans, by its own metrics but its traffic. `above` are
 * those that depend on the cause; null where that is not known.
 *
 * The rule of the blast radius: a service is hit that shows symptoms of its own which a user or caller feels (it fails, it is
 * slow, its work does not get done). Who depends on the cause is hit by fuller resources as well: it waits with them in hand.
 * Who does not is not hit by being called more or less, by resources, by instances that come and go, or by a warning or two.
 */
export function findHits(found: {
  readonly above: ReadonlySet<string> | null;
  /** Of this all counts that moved: it broke. */
  readonly cause: string | null;
  readonly events: readonly LogEvent[];
  readonly moved: readonly MovedSeries[];
  readonly spansHitAtMs: ReadonlyMap<string, number>;
}): ReadonlyMap<string, number> {
  const hits = new Map<string, number>();
  const note = (service: string | null, atMs: number): void => {
    if (service !== null) hits.set(service, Math.min(atMs, hits.get(service) ?? atMs));
  };
  const { above, cause } = found;
  const isStranger = (service: string | null): boolean =>
    above !== null && service !== cause && (service === null || !above.has(service));
  for (const { service, weight, count, atMs } of found.events)
    if (weight > (isStranger(service) && count < fewestWarnings ? 1 : 0)) note(service, atMs);
  for (const one of found.moved) {
    const { service, name, strength, atMs } = one;
    const limit =
      above === null || above.has(service ?? '') || isMissingWork(one) ? plainStrength : strangerStrength;
    if (strength >= limit && (isStranger(service) ? isFelt(one) : !isTraffic(name))) note(service, atMs);
  }
  for (const [service, atMs] of found.spansHitAtMs) note(service, atMs);
  return hits;
}

/** Who was hit in which order, and through which dependency: the cause first, whatever was seen of it first. */
export function toPropagation(
  hits: ReadonlyMap<string, number>,
  cause: string | null,
  edges: readonly ServiceEdge[],
): readonly PropagationStep[] {
  const callees = Map.groupBy(edges, ({ from }) => from);
  const order = [...hits]
    .filter(([service]) => service !== cause)
    .sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
  const known = new Set<string>(cause === null ? [] : [cause]);
  const all = new Set([...known, ...hits.keys()]);
  const steps = order.map(([service, atMs]): PropagationStep => {
    const to = (callees.get(service) ?? []).toSorted((a, b) => b.weight - a.weight).map((edge) => edge.to);
    const through = to.find((other) => known.has(other)) ?? to.find((other) => all.has(other)) ?? null;
    known.add(service);
    return { service, atMs, through };
  });
  if (cause === null) return steps;
  // What is first by its place may be seen a sample later than what it hit: then no time says when it began there.
  const seenMs = hits.get(cause) ?? null;
  const firstMs = steps[0]?.atMs ?? Number.POSITIVE_INFINITY;
  const atMs = seenMs !== null && seenMs <= firstMs ? seenMs : null;
  return [{ service: cause, atMs, through: null }, ...steps];
}
