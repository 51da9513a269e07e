import type { ObservedSpan, ServiceEdge } from '../../domain/observation.ts';

export interface SpanNode {
  readonly span: ObservedSpan;
  readonly children: SpanNode[];
  parent: SpanNode | null;
}

function runsDuring({ span }: SpanNode, parent: SpanNode): boolean {
  return span.startMs >= parent.span.startMs && span.startMs <= parent.span.startMs + parent.span.durationMs;
}

/**
 * Parents by the id within the trace; where an exporter broke the trace's id, by a span id that only one span has, if that
 * one ran at the time.
 */
export function toSpanNodes(spans: readonly ObservedSpan[]): readonly SpanNode[] {
  const nodes = spans.map((span): SpanNode => ({ span, children: [], parent: null }));
  const inTrace = new Map(nodes.map((node) => [`${node.span.traceId}\0${node.span.spanId}`, node]));
  const anywhere = new Map<string, SpanNode | null>();
  for (const node of nodes) {
    const { spanId } = node.span;
    anywhere.set(spanId, anywhere.has(spanId) ? null : node);
  }
  for (const node of nodes) {
    const { parentSpanId, traceId } = node.span;
    if (parentSpanId === null) continue;
    const other = anywhere.get(parentSpanId) ?? null;
    const elsewhere = other !== null && runsDuring(node, other) ? other : null;
    const parent = inTrace.get(`${traceId}\0${parentSpanId}`) ?? elsewhere;
    if (parent === null || parent === node) continue;
    node.parent = parent;
    parent.children.push(node);
  }
  return nodes;
}

/** Who calls whom in traces: a span whose parent is of another service. */
export function toSpanEdges(spans: readonly ObservedSpan[]): readonly ServiceEdge[] {
  const seen = new Map<string, ServiceEdge>();
  for (const { span, parent } of toSpanNodes(spans)) {
    if (parent === null || parent.span.service === span.service) continue;
    const [from, to] = [parent.span.service, span.service];
    seen.set(`${from}\0${to}`, { from, to, source: 'trace spans', weight: 1 });
  }
  return [...seen.values()];
}
