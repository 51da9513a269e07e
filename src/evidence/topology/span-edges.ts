import type { ObservedSpan, ServiceEdge } from '../../domain/observation.ts';

/** Who calls whom in traces: a span whose parent is of another service. */
export function toSpanEdges(spans: readonly ObservedSpan[]): readonly ServiceEdge[] {
  const keyOf = (traceId: string, spanId: string): string => `${traceId}\0${spanId}`;
  const services = new Map(spans.map((span) => [keyOf(span.traceId, span.spanId), span.service]));
  const edges = new Map<string, ServiceEdge>();
  for (const { traceId, parentSpanId, service: to } of spans) {
    const from = parentSpanId === null ? undefined : services.get(keyOf(traceId, parentSpanId));
    if (from === undefined || from === to) continue;
    edges.set(`${from}\0${to}`, { from, to, source: 'trace spans', weight: 1 });
  }
  return [...edges.values()];
}
