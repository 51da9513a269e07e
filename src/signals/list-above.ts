import type { ServiceEdge } from '../domain/observation.ts';

/** Every service that depends on one, also through others. */
export function listAbove(service: string, edges: readonly ServiceEdge[]): ReadonlySet<string> {
  const callers = Map.groupBy(edges, ({ to }) => to);
  const above = new Set<string>();
  const queue = [service];
  for (let place = 0; place < queue.length; place += 1) {
    for (const { from } of callers.get(queue[place] ?? '') ?? []) {
      if (!above.has(from)) queue.push(from);
      above.add(from);
    }
  }
  return above;
}
