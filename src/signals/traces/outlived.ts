import type { ObservedSpan } from '../../domain/observation.ts';
import { toSpanNodes } from './span-tree.ts';

/** Calls that went on, and well, when who made them had failed: the caller did not wait. */
export interface Outlived {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** How long the longest of these calls took, and those of the same name that were well before took at most. */
  readonly longestMs: number;
  readonly usualMs: number;
  readonly support: readonly string[];
}

/** Calls of spans that failed since a time, themselves well, that took longer than the span waited for. */
export function findOutlived(spans: readonly ObservedSpan[], sinceMs: number): readonly Outlived[] {
  const usual = new Map<string, number>();
  const pairs = new Map<string, ObservedSpan[]>();
  for (const { span, parent } of toSpanNodes(spans)) {
    if (parent === null || parent.span.service === span.service || span.status === 'error') continue;
    const { span: caller } = parent;
    const key = `${caller.service}\0${span.service}\0${span.name}`;
    if (span.startMs < sinceMs) {
      if (caller.status !== 'error') usual.set(key, Math.max(usual.get(key) ?? 0, span.durationMs));
      continue;
    }
    const outlives = span.startMs + span.durationMs > caller.startMs + caller.durationMs;
    if (caller.status === 'error' && outlives) pairs.set(key, [...(pairs.get(key) ?? []), span]);
  }
  return [...pairs].map(([key, found]): Outlived => {
    const [from = '', to = ''] = key.split('\0');
    const longestMs = found.reduce((most, { durationMs }) => Math.max(most, durationMs), 0);
    const support = found.slice(0, 2).map((span) => span.key);
    return { from, to, count: found.length, longestMs, usualMs: usual.get(key) ?? 0, support };
  });
}
