import type { PropagationStep } from '../../src/domain/diagnosis.ts';

export interface GraphNode {
  readonly service: string;
  /** 0 for whoever failed first; null when it is not known when. */
  readonly order: number | null;
  readonly atMs: number | null;
  readonly column: number;
  readonly row: number;
}

export interface GraphEdge {
  readonly from: GraphNode;
  readonly to: GraphNode;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly columns: number;
  readonly rows: number;
}

/** How many dependencies lie between a service and the one that the trouble came from. */
function depthOf(service: string, through: ReadonlyMap<string, string>): number {
  const seen = new Set<string>();
  let at: string | undefined = service;
  let depth = 0;
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    at = through.get(at);
    if (at !== undefined) depth += 1;
  }
  return depth;
}

/**
 * Places for the services that were hit: the trouble goes from left to right, along the dependencies through which it
 * spread. Order is by time; services that failed at the same moment have the same.
 */
export function layOutGraph(steps: readonly PropagationStep[]): Graph {
  const through = new Map(
    steps.flatMap((step) =>
      step.through === null || step.through === step.service ? [] : [[step.service, step.through] as const],
    ),
  );
  const known = new Map(steps.map((step) => [step.service, step]));
  // A dependency that only others name failed too, nobody knows when.
  const services = [...new Set([...known.keys(), ...through.values()])];
  const times = [...new Set(steps.flatMap((step) => step.atMs ?? []))].sort((a, b) => a - b);
  const taken = new Map<number, number>();
  const nodes = services.map((service): GraphNode => {
    const column = depthOf(service, through);
    const row = taken.get(column) ?? 0;
    taken.set(column, row + 1);
    const atMs = known.get(service)?.atMs ?? null;
    return { service, atMs, order: atMs === null ? null : times.indexOf(atMs), column, row };
  });
  const nodeOf = new Map(nodes.map((node) => [node.service, node]));
  const edges = [...through].flatMap(([service, from]): readonly GraphEdge[] => {
    const [a, b] = [nodeOf.get(from), nodeOf.get(service)];
    return a === undefined || b === undefined ? [] : [{ from: a, to: b }];
  });
  const columns = Math.max(0, ...nodes.map(({ column }) => column + 1));
  return { nodes, edges, columns, rows: Math.max(0, ...taken.values()) };
}
