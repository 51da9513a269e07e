import type { ObservedLog } from '../../domain/observation.ts';
import type { ServiceNames } from '../service-names.ts';
import { serviceOfLabels } from '../service-of-labels.ts';
import { usualUntil } from '../usual-time.ts';
import { type LogWeight, weighLog } from './log-level.ts';
import { mineTemplates } from './mine-templates.ts';
import { type LinePoint, pointOfLine } from './point-of-line.ts';

/** A message of one service that is new since shortly before the alert, or came much more often than before. */
export interface LogEvent {
  readonly service: string | null;
  readonly template: string;
  readonly weight: LogWeight;
  /** When it was first seen, if it is new; when it began to come more often, otherwise. */
  readonly atMs: number;
  readonly isNew: boolean;
  readonly count: number;
  /** How many there were before. */
  readonly before: number;
  readonly example: ObservedLog;
  readonly point: LinePoint;
  /** Keys of its first lines. */
  readonly support: readonly string[];
  /** How many of its lines each version of the service said, where lines tell theirs. */
  readonly versions: ReadonlyMap<string, number>;
}

/** What programs call the field that tells which build speaks; the first is OpenTelemetry's. */
const versionFields = [
  'service.version',
  'version',
  'app_version',
  'service_version',
  'image_tag',
  'release',
  'build',
];

function countVersions(lines: readonly ObservedLog[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { fields, labels } of lines) {
    const version = versionFields.map((name) => fields[name] ?? labels[name]).find(Boolean);
    if (version !== undefined) counts.set(version, (counts.get(version) ?? 0) + 1);
  }
  return counts;
}

/** A rate has risen when it is this many times what was usual, and by more than chance (see `isSurprising`). */
const risenTimes = 3;
const keptKeys = 3;

/**
 * Whether `count` in this time is more than chance when `expected` were to come: a Poisson count lies within three
 * times its square root.
 */
function isSurprising(count: number, expected: number): boolean {
  return count > expected + 3 * Math.sqrt(Math.max(1, expected));
}

/** The lines of one message of one service, in order of time. */
export interface LogGroup {
  readonly service: string | null;
  readonly template: string;
  readonly weight: LogWeight;
  readonly lines: readonly ObservedLog[];
}

/** Linear in the number of lines, but for sorting them. */
export function toLogGroups(observed: readonly ObservedLog[], names: ServiceNames): readonly LogGroup[] {
  const logs = observed.toSorted((a, b) => a.timeMs - b.timeMs);
  const { templateOf } = mineTemplates(
    logs.map(({ line }) => line),
    (word) => names.ofWord(word) !== null,
  );
  const groups = new Map<string, LogGroup & { readonly lines: ObservedLog[] }>();
  for (const [index, log] of logs.entries()) {
    const service = serviceOfLabels(log.labels);
    const weight = weighLog(log);
    const template = templateOf[index] ?? log.line;
    const key = `${service}\0${weight}\0${template}`;
    const group = groups.get(key) ?? { service, template, weight, lines: [] as ObservedLog[] };
    group.lines.push(log);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * Where lines began to come more often: where their number lies farthest below that of a steady rate. A cumulative sum
 * (Page: "Continuous Inspection Schemes", Biometrika 41, 1954) for a rate that changes once.
 */
function findRise(lines: readonly ObservedLog[], fromMs: number, toMs: number): ObservedLog | undefined {
  const steady = lines.length / Math.max(1, toMs - fromMs);
  let lowest = 0;
  let at = lines[0];
  for (const [index, line] of lines.entries()) {
    const deviation = index - steady * (line.timeMs - fromMs);
    if (deviation < lowest) [lowest, at] = [deviation, line];
  }
  return at;
}

/** Messages that tell of the incident, by when they began. */
export function findLogEvents(
  groups: readonly LogGroup[],
  options: { readonly startedAtMs: number; readonly names: ServiceNames },
): readonly LogEvent[] {
  const { startedAtMs, names } = options;
  const fromMs = groups.reduce((first, { lines }) => Math.min(first, lines[0]?.timeMs ?? first), startedAtMs);
  const toMs = groups.reduce((last, { lines }) => Math.max(last, lines.at(-1)?.timeMs ?? last), fromMs);
  const usualUntilMs = usualUntil(fromMs, startedAtMs);
  const lengths = Math.max(1, toMs - usualUntilMs) / Math.max(1, usualUntilMs - fromMs);
  return groups
    .flatMap((group): readonly LogEvent[] => {
      const news = group.lines.filter(({ timeMs }) => timeMs > usualUntilMs);
      const before = group.lines.length - news.length;
      const isNew = before === 0;
      const example = isNew ? news[0] : findRise(news, usualUntilMs, toMs);
      if (example === undefined) return [];
      const expected = before * lengths;
      const risen = news.length > risenTimes * expected && isSurprising(news.length, expected);
      if (!isNew && !risen) return [];
      const { service, template, weight } = group;
      const point = pointOfLine(example, service, names);
      const since = news.slice(news.indexOf(example));
      const support = since.slice(0, keptKeys).map(({ key }) => key);
      return [
        {
          service,
          template,
          weight,
          atMs: example.timeMs,
          isNew,
          count: news.length,
          before,
          example,
          point,
          support,
          versions: countVersions(since),
        },
      ];
    })
    .sort((a, b) => a.atMs - b.atMs || (a.template < b.template ? -1 : 1));
}
