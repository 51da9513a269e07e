import type { ObservedLog } from '../../domain/observation.ts';
import type { ServiceNames } from '../service-names.ts';
import { serviceOfLabels } from '../service-of-labels.ts';
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
}

/**
 * Nothing in this first part of the time before the alert counts as news: it is what was usual. A fault builds up for
 * minutes or for hours before an alert tells of it, so that the rest may already be part of it.
 */
const usualShare = 0.35;
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

interface Group {
  readonly service: string | null;
  readonly template: string;
  readonly weight: LogWeight;
  readonly lines: ObservedLog[];
}

function toGroups(logs: readonly ObservedLog[], names: ServiceNames): readonly Group[] {
  const { templateOf } = mineTemplates(
    logs.map(({ line }) => line),
    (word) => names.ofWord(word) !== null,
  );
  const groups = new Map<string, Group>();
  for (const [index, log] of logs.entries()) {
    const service = serviceOfLabels(log.labels);
    const weight = weighLog(log);
    const template = templateOf[index] ?? log.line;
    const key = `${service}\0${weight}\0${template}`;
    const group = groups.get(key) ?? { service, template, weight, lines: [] };
    group.lines.push(log);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Messages that tell of the incident, by when they began. Linear in the number of lines, but for sorting them. */
export function findLogEvents(
  logs: readonly ObservedLog[],
  options: { readonly startedAtMs: number; readonly names: ServiceNames },
): readonly LogEvent[] {
  const { startedAtMs, names } = options;
  const sorted = logs.toSorted((a, b) => a.timeMs - b.timeMs);
  const fromMs = sorted[0]?.timeMs ?? startedAtMs;
  const toMs = sorted.at(-1)?.timeMs ?? startedAtMs;
  const usualUntilMs = fromMs + usualShare * Math.max(0, startedAtMs - fromMs);
  const lengths = Math.max(1, toMs - usualUntilMs) / Math.max(1, usualUntilMs - fromMs);
  return toGroups(sorted, names)
    .flatMap((group): readonly LogEvent[] => {
      const news = group.lines.filter(({ timeMs }) => timeMs > usualUntilMs);
      const [example] = news;
      if (example === undefined) return [];
      const before = group.lines.length - news.length;
      const isNew = before === 0;
      const expected = before * lengths;
      const risen = news.length > risenTimes * expected && isSurprising(news.length, expected);
      if (!isNew && !risen) return [];
      const { service, template, weight } = group;
      const point = pointOfLine(example.line, service, names);
      const support = news.slice(0, keptKeys).map(({ key }) => key);
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
        },
      ];
    })
    .sort((a, b) => a.atMs - b.atMs || (a.template < b.template ? -1 : 1));
}
