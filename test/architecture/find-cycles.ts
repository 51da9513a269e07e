/** Edges of a directed graph: from each node to those that it points to. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * Circles in a graph, each as the path that closes it (`['a', 'b', 'a']`): at least one for every set of nodes that
 * reach each other. A depth-first search; an edge back to a node of the current path closes a circle.
 */
export function findCycles(graph: Graph): readonly (readonly string[])[] {
  const cycles: (readonly string[])[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  function visit(node: string): void {
    const start = path.indexOf(node);
    if (start >= 0) cycles.push([...path.slice(start), node]);
    if (start >= 0 || done.has(node)) return;
    path.push(node);
    for (const next of graph.get(node) ?? []) visit(next);
    path.pop();
    done.add(node);
  }
  for (const node of graph.keys()) visit(node);
  return cycles;
}
