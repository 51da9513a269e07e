import type { EvidenceDraft, Fact } from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import type { ObservedLog } from '../domain/observation.ts';
import type { TimeRange } from '../domain/series.ts';
import { formatDuration, formatTime } from '../domain/time.ts';
import { mineTemplates } from '../signals/logs/mine-templates.ts';
import { emptyDraft } from './drafts.ts';

const mostGroups = 5;
const shownCharacters = 300;

/** How long before the alert started the newer of the two windows begins. */
export const recentMs = 1_800_000;

/** How much more a line of this level tells than one of any other. */
const levelWeights: Readonly<Record<string, number>> = {
  emerg: 4,
  alert: 4,
  crit: 4,
  critical: 4,
  fatal: 4,
  panic: 4,
  error: 4,
  err: 4,
  warning: 2,
  warn: 2,
};

export interface LogWindows {
  readonly incident: Incident;
  /** What was asked for. */
  readonly range: TimeRange;
}

/** Where the lines before end, and those since begin. */
export function splitOf({ incident, range }: LogWindows): number {
  return Math.max(range.fromMs, incident.startedAtMs - recentMs);
}

interface LogGroup {
  readonly lines: readonly ObservedLog[];
  readonly since: number;
  readonly before: number;
  readonly score: number;
}

function groupLines(lines: readonly ObservedLog[], windows: LogWindows): readonly LogGroup[] {
  const groups = new Map<string, ObservedLog[]>();
  const { templateOf } = mineTemplates(lines.map(({ line }) => line));
  for (const [index, line] of lines.entries()) {
    const key = [line.labels['service'], line.labels['level'], templateOf[index]].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  const { range } = windows;
  const splitMs = splitOf(windows);
  const lengths = Math.max(1, range.toMs - splitMs) / Math.max(1, splitMs - range.fromMs);
  return [...groups.values()]
    .map((group): LogGroup => {
      const since = group.filter((line) => line.timeMs >= splitMs).length;
      const before = group.length - since;
      const weight = levelWeights[group[0]?.labels['level']?.toLowerCase() ?? ''] ?? 1;
      return { lines: group, since, before, score: weight * (since - before * lengths) };
    })
    .sort((a, b) => b.score - a.score);
}

/** The first line of those since the split: the one before it may have meant nothing. */
function exampleOf({ lines }: LogGroup, splitMs: number): ObservedLog | undefined {
  return lines.find((line) => line.timeMs >= splitMs) ?? lines[0];
}

function toFacts(group: LogGroup, example: ObservedLog, windows: LogWindows): readonly Fact[] {
  const { range } = windows;
  const splitMs = splitOf(windows);
  const [recent, earlier] = [range.toMs - splitMs, splitMs - range.fromMs].map(formatDuration);
  const first = Math.min(...group.lines.map((line) => line.timeMs));
  const line =
    example.line.length > shownCharacters
      ? `${example.line.slice(0, shownCharacters).toWellFormed()}…`
      : example.line;
  return [
    { name: 'line', text: `like "${line}"`, value: null, unit: 'none', atMs: example.timeMs },
    {
      name: 'since',
      text: `${group.since} in the last ${recent}`,
      value: group.since,
      unit: 'count',
      atMs: null,
    },
    {
      name: 'before',
      text: `${group.before} in the ${earlier} before`,
      value: group.before,
      unit: 'count',
      atMs: null,
    },
    { name: 'first', text: `first at ${formatTime(first)}`, value: null, unit: 'count', atMs: first },
  ];
}

/**
 * Items for log lines: one for each message of a service and level, counted in the half hour before the alert started
 * and since, and before that. Those that became more come first.
 */
export function toLogDrafts(
  source: string,
  lines: readonly ObservedLog[],
  windows: LogWindows,
): readonly EvidenceDraft[] {
  const { range } = windows;
  const within = lines.filter(({ timeMs }) => timeMs >= range.fromMs && timeMs <= range.toMs);
  const base: EvidenceDraft = { ...emptyDraft(source, 'logs'), kind: 'logs', range };
  if (within.length === 0) return [{ ...base, reason: 'no line was logged in this time' }];
  const groups = groupLines(within, windows);
  return groups.slice(0, mostGroups).flatMap((group): readonly EvidenceDraft[] => {
    const example = exampleOf(group, splitOf(windows));
    if (example === undefined) return [];
    const { service, level } = example.labels;
    return [
      {
        ...base,
        title: [service, level, 'log lines'].filter(Boolean).join(' '),
        status: 'observed',
        labels: example.labels,
        facts: toFacts(group, example, windows),
        total: groups.length,
        kept: Math.min(groups.length, mostGroups),
        observed: group.lines.map(({ key }) => key),
      },
    ];
  });
}
