import type { PropagationStep } from '../domain/diagnosis.ts';
import type { ServiceEdge } from '../domain/observation.ts';
import { isTraffic } from './changes/traffic-name.ts';
import type { LogEvent } from './logs/log-events.ts';
import type { MovedSeries } from './moved-series.ts';

/** A series that moved less plainly than this is noise of a service that is well. */
const plainStrength = 0.6;
/** One that does not depend on the cause, as far as anybody knows, must have moved more plainly. */
const strangerStrength = 0.9;

/**
 * When each service was first seen to suffer: by what it logs, by its spans, by its own metrics but its traffic. `above` are
 * those that depend on the cause; null where that is not known.
 */
export function findHits(found: {
  readonly above: ReadonlySet<string> | null;
  readonly events: readonly LogEvent[];
  readonly moved: readonly MovedSeries[];
  readonly spansHitAtMs: ReadonlyMap<string, number>;
}): ReadonlyMap<string, number> {
  const hits = new Map<string, number>();
  const note = (service: string | null, atMs: number): void => {
    if (service !== null) hits.set(service, Math.min(atMs, hits.get(service) ?? atMs));
  };
  const { above } = found;
  const limitOf = (service: string | null): number =>
    above === null || (service !== null && above.has(service)) ? plainStrength : strangerStrength;
  for (const { service, weight, atMs } of found.events) if (weight > 0) note(service, atMs);
  for (const { service, name, strength, atMs } of found.moved)
    if (strength >= limitOf(service) && !isTraffic(name)) note(service, atMs);
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
