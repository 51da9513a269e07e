import type { CallEnd } from '../calls/call-ends.ts';
import type { LogEvent } from '../logs/log-events.ts';
import type { MovedSeries } from '../moved-series.ts';
import type { RepeatedCall } from '../traces/read-spans.ts';
import { toGivenNames, toWords } from '../words.ts';
import { faultKinds } from './fault-kinds/fault-kinds.ts';
import { type FormatComplaint, readFormatComplaints } from './format-complaints.ts';

/** How surely a kind of fault shows, and what shows it. */
export interface ShownKind {
  /** 0–1 */
  readonly strength: number;
  /** What shows it most, as one would quote it. */
  readonly because: string;
  readonly keys: readonly string[];
  /** When an error that shows it was first said, where it was never said before; null where nothing tells so plainly. */
  readonly sinceMs: number | null;
}

/** What the incident looks like, in the words of logs, metrics and the alert. */
export interface Symptoms {
  readonly kinds: ReadonlyMap<string, ShownKind>;
  /** Words with 0–1, how loudly they are said. */
  readonly words: ReadonlyMap<string, number>;
  /** Names of single things: tables, functions, files. */
  readonly names: ReadonlyMap<string, number>;
  /** Values at which calls now end. */
  readonly ends: readonly CallEnd[];
  /** Statements of SQL that the logs of the incident complain of. */
  readonly statements: readonly string[];
  /** What readers of messages and requests refuse. */
  readonly complaints: readonly FormatComplaint[];
}

const statement = /\b(?:select\b.+\bfrom|update\b.+\bset|delete\s+from|insert\s+into)\b/i;

/** How much each source of words is believed: what an error says, before what only was said for the first time. */
const eventWeights = [0.25, 0.7, 0.9, 0.95] as const;
const alertWeight = 0.7;
const metricWeight = 0.65;
/** What is left of a line that tells of somebody else's trouble. */
const awayShare = 0.45;
const readCharacters = 500;

interface Source {
  readonly text: string;
  /** How it is quoted. */
  readonly quote: string;
  readonly weight: number;
  readonly keys: readonly string[];
  readonly on: 'text' | 'metrics';
  readonly sinceMs: number | null;
}

/** So many lines of an error that is new are no accident. */
const fewestNew = 4;

function ofEvent({ weight, point, example, support, isNew, count, atMs }: LogEvent): Source {
  const fields = Object.entries(example.fields)
    .filter(([name]) => !/trace|span|request_?id/i.test(name))
    .map(([name, value]) => `${name} ${value}`);
  return {
    text: [example.line, ...fields].join(' ').slice(0, readCharacters),
    quote: `"${example.line.length > 120 ? `${example.line.slice(0, 120).toWellFormed()}…` : example.line}"`,
    weight: eventWeights[weight] * (point.away ? awayShare : 1),
    keys: support,
    on: 'text',
    sinceMs: isNew && weight >= 2 && count >= fewestNew ? atMs : null,
  };
}

function ofSeries({ name, key, strength, direction }: MovedSeries): Source {
  const quote = `${name} ${direction === 'up' ? 'rose' : 'fell'}`;
  return { text: name, quote, weight: metricWeight * strength, keys: [key], on: 'metrics', sinceMs: null };
}

/** Of several independent signs, none of which is sure: 1 − Π(1 − each). */
export function eitherOf(shares: Iterable<number>): number {
  let left = 1;
  for (const share of shares) left *= 1 - Math.min(1, Math.max(0, share));
  return 1 - left;
}

function toShownKind(kind: (typeof faultKinds)[number], sources: readonly Source[]): ShownKind | null {
  const hits = sources
    .filter(({ text, on }) => (on === 'text' ? kind.text : kind.metrics).test(text))
    .sort((a, b) => b.weight - a.weight);
  const [first, ...rest] = hits;
  if (first === undefined) return null;
  // What says it again adds little: ten timeouts are one symptom.
  const strength =
    eitherOf([first.weight, ...rest.slice(0, 3).map(({ weight }) => weight * 0.3)]) * kind.weight;
  const { sinceMs } = first;
  return {
    strength,
    because: first.quote,
    sinceMs,
    keys: [...new Set(hits.slice(0, 3).flatMap(({ keys }) => keys))],
  };
}

function weigh(
  sources: readonly Source[],
  split: (text: string) => readonly string[],
): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const { text, weight } of sources)
    for (const word of split(text)) weights.set(word, Math.max(weight, weights.get(word) ?? 0));
  return weights;
}

export function readSymptoms(found: {
  readonly events: readonly LogEvent[];
  readonly moved: readonly MovedSeries[];
  readonly repeated: readonly RepeatedCall[];
  readonly ends: readonly CallEnd[];
  readonly alertText: string;
}): Symptoms {
  const alert: Source = {
    text: found.alertText,
    quote: 'the alert',
    weight: alertWeight,
    keys: [],
    on: 'text',
    sinceMs: null,
  };
  const sources = [...found.events.map(ofEvent), ...found.moved.map(ofSeries), alert];
  const kinds = new Map(
    faultKinds.flatMap((kind) => {
      const shown = toShownKind(kind, sources);
      return shown === null ? [] : [[kind.id, shown] as const];
    }),
  );
  const [loop] = found.repeated.toSorted((a, b) => b.count - a.count);
  if (loop !== undefined) {
    const because = `one request of ${loop.from} calls ${loop.to} ${loop.name} ${loop.count} times`;
    kinds.set('repeated_calls', { strength: 0.98, because, keys: loop.support, sinceMs: null });
  }
  const statements = found.events
    .filter(({ weight }) => weight >= 1)
    .flatMap(({ example: { line, fields } }) => [line, ...Object.values(fields)])
    .filter((text) => statement.test(text));
  return {
    kinds,
    words: weigh(sources, toWords),
    names: weigh(sources, toGivenNames),
    statements,
    ends: found.ends,
    complaints: readFormatComplaints(found.events),
  };
}
