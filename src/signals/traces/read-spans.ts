import { median } from 'simple-statistics';
import type { ObservedSpan, ServiceEdge } from '../../domain/observation.ts';
import { formatDuration } from '../../domain/time.ts';
import type { ServiceSignal } from '../service-signal.ts';
import { type SpanNode, toSpanEdges, toSpanNodes } from './span-tree.ts';

/** A call that one request makes again and again. */
export interface RepeatedCall {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly count: number;
  readonly atMs: number;
  readonly support: readonly string[];
}

export interface SpanReading {
  readonly signals: readonly ServiceSignal[];
  readonly edges: readonly ServiceEdge[];
  readonly repeated: readonly RepeatedCall[];
  /** When each service's first span failed or was slow; not all of them are to blame. */
  readonly hitAtMs: ReadonlyMap<string, number>;
}

/** A span is slow when it takes this many times what its like took before the incident, and a quarter of a second. */
const slowTimes = 3;
const slowMs = 250;
/** Without any to compare with, one that takes this long by itself, and most of its trace, is slow. */
const plainlySlowMs = 1000;
const mostOfIt = 0.5;
/** As many calls of one kind in one request are a loop: Fowler ("Lazy Load", 2002) calls it ripple loading. */
const loopCalls = 10;
const keptKeys = 3;

/** The time in which a span works or waits by itself: its own, less the time in which any child of it runs. */
export function exclusiveMs(span: ObservedSpan, children: readonly ObservedSpan[]): number {
  const endMs = span.startMs + span.durationMs;
  const intervals = children
    .map(
      (child) =>
        [Math.max(span.startMs, child.startMs), Math.min(endMs, child.startMs + child.durationMs)] as const,
    )
    .filter(([from, to]) => to > from)
    .sort((a, b) => a[0] - b[0]);
  let covered = 0;
  let reachedMs = span.startMs;
  for (const [from, to] of intervals) {
    covered += Math.max(0, to - Math.max(from, reachedMs));
    reachedMs = Math.max(reachedMs, to);
  }
  return Math.max(0, span.durationMs - covered);
}

function ownMs(node: SpanNode): number {
  return exclusiveMs(
    node.span,
    node.children.map(({ span }) => span),
  );
}

function kindKey({ service, name }: ObservedSpan): string {
  return `${service}\0${name}`;
}

/** What each kind of span takes by itself when all is well. */
function toUsual(nodes: readonly SpanNode[], untilMs: number): ReadonlyMap<string, number> {
  const times = new Map<string, number[]>();
  for (const node of nodes) {
    if (node.span.startMs >= untilMs || node.span.status === 'error') continue;
    const key = kindKey(node.span);
    const list = times.get(key) ?? [];
    list.push(ownMs(node));
    times.set(key, list);
  }
  return new Map([...times].map(([key, list]) => [key, median(list)]));
}

function rootOf(node: SpanNode): SpanNode {
  let at = node;
  for (let steps = 0; at.parent !== null && steps < 1000; steps += 1) at = at.parent;
  return at;
}

function findRepeated(nodes: readonly SpanNode[]): readonly RepeatedCall[] {
  return nodes.flatMap((node) => {
    if (node.children.length < loopCalls) return [];
    const groups = Map.groupBy(node.children, ({ span }) => kindKey(span));
    return [...groups.values()].flatMap((group): readonly RepeatedCall[] => {
      const [first] = group;
      if (first === undefined || group.length < loopCalls) return [];
      const { service: to, name } = first.span;
      const support = [node.span.key, first.span.key];
      return [{ from: node.span.service, to, name, count: group.length, atMs: node.span.startMs, support }];
    });
  });
}

interface Blame {
  readonly service: string;
  readonly kind: 'errors' | 'latency';
  readonly atMs: number;
  readonly key: string;
  readonly text: string;
}

function blameError(node: SpanNode): Blame | null {
  const { span, children } = node;
  if (span.status !== 'error' || children.some((child) => child.span.status === 'error')) return null;
  const text = `the deepest span that fails is ${span.service} ${span.name}`;
  return { service: span.service, kind: 'errors', atMs: span.startMs, key: span.key, text };
}

function isSlow(node: SpanNode, usual: number | undefined): boolean {
  const own = ownMs(node);
  if (usual !== undefined) return own > slowMs && own > slowTimes * usual;
  return own > plainlySlowMs && own > mostOfIt * rootOf(node).span.durationMs;
}

function blameSlow(node: SpanNode, usual: number | undefined): Blame | null {
  if (!isSlow(node, usual)) return null;
  const { span } = node;
  const before = usual === undefined ? '' : `, ${formatDuration(usual)} before`;
  const text = `${span.service} ${span.name} takes ${formatDuration(ownMs(node))} by itself${before}`;
  return { service: span.service, kind: 'latency', atMs: span.startMs, key: span.key, text };
}

/**
 * Where requests fail and where their time goes: the deepest span that fails, or that is slow by itself. `usualUntilMs`
 * ends the time that is known to be well. Linear in the number of spans, but for sorting a span's children.
 */
export function readSpans(spans: readonly ObservedSpan[], usualUntilMs: number): SpanReading {
  const nodes = toSpanNodes(spans);
  const usual = toUsual(nodes, usualUntilMs);
  const blames: Blame[] = [];
  const hitAtMs = new Map<string, number>();
  for (const node of nodes) {
    const { span } = node;
    if (span.startMs < usualUntilMs) continue;
    const blame = blameError(node) ?? blameSlow(node, usual.get(kindKey(span)));
    if (blame !== null) blames.push(blame);
    if (blame !== null || span.status === 'error') {
      hitAtMs.set(span.service, Math.min(span.startMs, hitAtMs.get(span.service) ?? span.startMs));
    }
  }
  const all = blames.length;
  const groups = Map.groupBy(blames, ({ service, kind }) => `${service}\0${kind}`);
  const signals = [...groups.values()].flatMap((group): readonly ServiceSignal[] => {
    const [first] = group.toSorted((a, b) => a.atMs - b.atMs);
    if (first === undefined) return [];
    const share = group.length / all;
    return [
      {
        service: first.service,
        kind: first.kind,
        score: 0.5 + 0.4 * share,
        atMs: first.atMs,
        metric: null,
        reason: `In ${group.length} of ${all} bad traces ${first.text}.`,
        support: group.slice(0, keptKeys).map(({ key }) => key),
      },
    ];
  });
  return {
    signals: signals.toSorted((a, b) => b.score - a.score),
    edges: toSpanEdges(spans),
    repeated: findRepeated(nodes.filter(({ span }) => span.startMs >= usualUntilMs)),
    hitAtMs,
  };
}
