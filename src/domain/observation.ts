import type { Labels } from './labels.ts';
import type { Series } from './series.ts';

/**
 * What the sources saw, in the form that code computes with; people and models get evidence items instead. Each has a
 * `key`, unique within one investigation, by which diagnoses and evidence items refer to it.
 */
export interface Observations {
  readonly series: readonly ObservedSeries[];
  readonly logs: readonly ObservedLog[];
  readonly spans: readonly ObservedSpan[];
  readonly changes: readonly ObservedChange[];
  readonly edges: readonly ServiceEdge[];
}

export interface ObservedSeries extends Series {
  readonly key: string;
}

export interface ObservedLog {
  readonly key: string;
  readonly timeMs: number;
  readonly labels: Labels;
  readonly line: string;
  /** Structured fields of the line, as text. */
  readonly fields: Labels;
}

export interface ObservedSpan {
  readonly key: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly service: string;
  readonly name: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly status: 'ok' | 'error' | 'unset';
}

/** A deploy, commit, flag, configuration or scaling change. */
export interface ObservedChange {
  readonly key: string;
  /** The id that its own system gives it: a commit's hash, a deploy's number. */
  readonly id: string;
  readonly timeMs: number;
  readonly kind: string;
  readonly service: string | null;
  readonly version: string | null;
  readonly author: string | null;
  readonly summary: string | null;
  readonly files: readonly string[];
  /** Unified diff; null when none was sent. */
  readonly diff: string | null;
}

/** `from` depends on `to`: when `to` fails, `from` may fail after it. */
export interface ServiceEdge {
  readonly from: string;
  readonly to: string;
  /** Where it is known from: "topology.json", "trace spans", "log lines". */
  readonly source: string;
  /** 1 for a written map, less for what was inferred. */
  readonly weight: number;
}

export const noObservations: Observations = { series: [], logs: [], spans: [], changes: [], edges: [] };

/** Puts what several sources saw together. */
export function mergeObservations(parts: readonly Observations[]): Observations {
  return {
    series: parts.flatMap((part) => part.series),
    logs: parts.flatMap((part) => part.logs),
    spans: parts.flatMap((part) => part.spans),
    changes: parts.flatMap((part) => part.changes),
    edges: parts.flatMap((part) => part.edges),
  };
}
