import { median } from 'simple-statistics';
import type { ObservedSpan } from '../../domain/observation.ts';
import { type SpanNode, toSpanNodes } from './span-tree.ts';

/** How often spans of one service call another, before a time and since. */
export interface FanOut {
  readonly from: string;
  readonly to: string;
  /** Calls of one span, on average. */
  readonly before: number;
  readonly now: number;
  /** Of the calls since, how many failed, 0–1. */
  readonly failed: number;
  /** What the caller's span and one call take, by the middle; null where there was none before. */
  readonly callerMs: readonly [before: number, now: number];
  readonly callMs: readonly [before: number | null, now: number];
  readonly support: readonly string[];
}

interface Group {
  readonly spans: SpanNode[];
  readonly callees: Set<string>;
}

function callsTo(nodes: readonly SpanNode[], to: string): readonly ObservedSpan[] {
  return nodes.flatMap(({ children }) => children.flatMap(({ span }) => (span.service === to ? [span] : [])));
}

const durationOf = (spans: readonly ObservedSpan[]): number =>
  median(spans.map(({ durationMs }) => durationMs));

/** Of each kind of span that was seen before and since: whom it calls how often. Linear in the spans, but for medians. */
export function findFanOuts(spans: readonly ObservedSpan[], sinceMs: number): readonly FanOut[] {
  const groups = new Map<string, Group>();
  for (const node of toSpanNodes(spans)) {
    const key = `${node.span.service}\0${node.span.name}`;
    const group = groups.get(key) ?? { spans: [], callees: new Set<string>() };
    group.spans.push(node);
    for (const { span } of node.children)
      if (span.service !== node.span.service) group.callees.add(span.service);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ spans: nodes, callees }) => {
    const old = nodes.filter(({ span }) => span.startMs < sinceMs);
    const recent = nodes.filter(({ span }) => span.startMs >= sinceMs);
    const [first] = recent;
    if (old.length === 0 || first === undefined) return [];
    return [...callees].flatMap((to): readonly FanOut[] => {
      const [calledBefore, called] = [callsTo(old, to), callsTo(recent, to)];
      if (called.length === 0) return [];
      return [
        {
          from: first.span.service,
          to,
          before: calledBefore.length / old.length,
          now: called.length / recent.length,
          failed: called.filter(({ status }) => status === 'error').length / called.length,
          callerMs: [durationOf(old.map(({ span }) => span)), durationOf(recent.map(({ span }) => span))],
          callMs: [calledBefore.length === 0 ? null : durationOf(calledBefore), durationOf(called)],
          support: [first.span.key, ...called.slice(0, 1).map(({ key }) => key)],
        },
      ];
    });
  });
}
