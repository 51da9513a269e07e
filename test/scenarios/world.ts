import { createHash } from 'node:crypto';
import type {
  Observations,
  ObservedChange,
  ObservedLog,
  ObservedSeries,
  ObservedSpan,
  ServiceEdge,
} from '../../src/domain/observation.ts';
import type { Point } from '../../src/domain/series.ts';
import type { DiagnosisContext } from '../../src/signals/diagnosis-context.ts';

/** Incidents that are made up, in few words: minutes are counted from the alert, negative ones lie before it. */

export const alertAtMs = Date.parse('2026-03-03T12:00:00Z');
const minuteMs = 60_000;
const firstMinute = -90;
const lastMinute = 10;

export function atMinute(minute: number): number {
  return alertAtMs + Math.round(minute * minuteMs);
}

type Corner = readonly [minute: number, value: number];

export interface Sketch {
  readonly name: string;
  /** The service that the alert is about, and what it says. */
  readonly alert: readonly [service: string, text: string];
  /** `frontend > checkout > payments, frontend > search` */
  readonly calls: string;
  /** Between corners on a straight line, beyond them constant. */
  readonly series: readonly (readonly [service: string, metric: string, ...corners: Corner[]])[];
  /** The same with labels of their own: pods, machines, customers. */
  readonly labelled?: readonly (readonly [
    labels: Readonly<Record<string, string>>,
    metric: string,
    ...corners: Corner[],
  ])[];
  /** From when on a series of these does not go beyond a value, however far it would. */
  readonly ceilings?: readonly (readonly [service: string, metric: string, minute: number, value: number])[];
  /** `times` lines a minute apart, from `minute` on. */
  readonly logs: readonly (readonly [
    service: string,
    level: string,
    minute: number,
    times: number,
    line: string,
    fields?: Readonly<Record<string, string>>,
  ])[];
  readonly spans?: readonly Omit<ObservedSpan, 'key'>[];
  readonly changes: readonly SketchedChange[];
  /** The change that did it, or none. */
  readonly culprit: string | null;
  /** The service that has to stand first, left out where it does not matter. */
  readonly began?: string;
  /** Services that suffer beside the one that broke; left out where it does not matter. */
  readonly hit?: readonly string[];
  /** Word that has to stand in what explains it when no change does. */
  readonly instead?: RegExp;
}

export interface SketchedChange {
  readonly id: string;
  /** When it was committed; it is deployed five minutes later, by the deploy that names it, where `deploys` does not say otherwise. */
  readonly minute: number;
  /** The services to which it was deployed, and when; none where it only rode along. */
  readonly deploys?: readonly (readonly [service: string, minute: number, version?: string])[];
  readonly kind?: string;
  readonly service: string | null;
  readonly summary: string;
  /** Unified diff, or nothing. */
  readonly diff?: string;
  readonly files?: readonly string[];
}

function toEdges(calls: string): readonly ServiceEdge[] {
  return calls.split(',').flatMap((chain) => {
    const names = chain.split('>').map((name) => name.trim());
    return names.slice(1).map((to, index) => ({ from: names[index] ?? '', to, source: 'map', weight: 1 }));
  });
}

/** Deterministic noise of one percent, so that nothing is perfectly still. */
function wobble(seed: number): number {
  return 1 + 0.01 * Math.sin(seed * 12.9898);
}

function toPoints(corners: readonly Corner[]): readonly Point[] {
  return Array.from({ length: lastMinute - firstMinute + 1 }, (_, index): Point => {
    const minute = firstMinute + index;
    const next = corners.find(([at]) => at >= minute) ?? corners.at(-1) ?? [0, 0];
    const before = corners.findLast(([at]) => at <= minute) ?? corners[0] ?? [0, 0];
    const share = next[0] === before[0] ? 0 : (minute - before[0]) / (next[0] - before[0]);
    const value = before[1] + share * (next[1] - before[1]);
    return [atMinute(minute), value * wobble(index)];
  });
}

function filesOf(diff: string): readonly string[] {
  return [...diff.matchAll(/^\+\+\+ b\/(\S+)/gm)].map(([, file = '']) => file);
}

/** What a commit is called: deploys tell which they shipped by its beginning. */
function toHash(id: string): string {
  return createHash('sha1').update(id).digest('hex');
}

/** Flags and the like have ids of their own, commits have hashes. */
export function toChangeId({ changes }: Sketch, id: string): string {
  return changes.find((change) => change.id === id)?.kind === undefined ? toHash(id) : id;
}

function toChanges(sketched: readonly SketchedChange[]): readonly ObservedChange[] {
  return sketched.flatMap((one, index) => {
    const { minute, service, summary, diff = null } = one;
    const id = one.kind === undefined ? toHash(one.id) : one.id;
    const base = { key: `c:${index}`, id, timeMs: atMinute(minute), author: null, version: null, summary };
    const files = one.files ?? (diff === null ? [] : filesOf(diff));
    const source: ObservedChange = {
      ...base,
      kind: one.kind ?? 'commit',
      service: one.kind === undefined ? null : service,
      files,
      diff,
    };
    if (one.kind !== undefined || (service === null && one.deploys === undefined)) return [source];
    const deploys = one.deploys ?? [[service ?? '', minute + 5] as const];
    return [
      source,
      ...deploys.map(
        ([to, at, version = `r${index + 10}`]): ObservedChange => ({
          ...base,
          ...{
            key: `d:${index}:${to}`,
            id: `${to}@${at}`,
            kind: 'deploy',
            service: to,
            timeMs: atMinute(at),
          },
          ...{ version, summary: `release of ${id.slice(0, 8)}`, files: [], diff: null },
        }),
      ),
    ];
  });
}

function cut(
  points: readonly Point[],
  [, , minute, most]: NonNullable<Sketch['ceilings']>[number],
): readonly Point[] {
  return points.map(([timeMs, value]) => [timeMs, timeMs < atMinute(minute) ? value : Math.min(value, most)]);
}

export function toWorld(sketch: Sketch): {
  readonly observations: Observations;
  readonly context: DiagnosisContext;
} {
  const series = sketch.series.map(([service, name, ...corners], index): ObservedSeries => {
    const ceiling = sketch.ceilings?.find(([of, metric]) => of === service && metric === name);
    const points = toPoints(corners);
    const labels = { service };
    return { key: `s:${index}`, name, labels, points: ceiling === undefined ? points : cut(points, ceiling) };
  });
  const labelled = (sketch.labelled ?? []).map(
    ([labels, name, ...corners], index): ObservedSeries => ({
      key: `m:${index}`,
      name,
      labels,
      points: toPoints(corners),
    }),
  );
  const logs = sketch.logs.flatMap(([service, level, minute, times, line, fields = {}], group) =>
    Array.from({ length: times }, (_, index): ObservedLog => {
      const labels = { service, level };
      return { key: `l:${group}:${index}`, timeMs: atMinute(minute + index), labels, line, fields };
    }),
  );
  const edges = toEdges(sketch.calls);
  const named = [...new Set(edges.flatMap(({ from, to }) => [from, to]))];
  const usual = named.flatMap((name) =>
    Array.from({ length: (lastMinute - firstMinute) / 3 }, (_, index): ObservedLog => {
      const labels = { service: name, level: 'info' };
      const line = `request served in ${20 + ((index * 7) % 13)} ms`;
      return {
        key: `u:${name}:${index}`,
        timeMs: atMinute(firstMinute + 3 * index),
        labels,
        line,
        fields: {},
      };
    }),
  );
  const [service, text] = sketch.alert;
  const spans = (sketch.spans ?? []).map((span, index) => ({ ...span, key: `t:${index}` }));
  const observations = {
    series: [...series, ...labelled],
    logs: [...usual, ...logs],
    spans,
    changes: toChanges(sketch.changes),
    edges,
  };
  return {
    observations,
    context: { startedAtMs: alertAtMs, services: [service], text: `${service} ${text}` },
  };
}
