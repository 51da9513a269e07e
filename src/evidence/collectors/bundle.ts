import { z } from 'zod';
import type { EvidenceDraft } from '../../domain/evidence.ts';
import type { TimeRange } from '../../domain/series.ts';
import { formatDuration, formatTime } from '../../domain/time.ts';
import { createBundleSource } from '../bundle/bundle-source.ts';
import { type Bundle, type ChangeLine, type LogLine, readBundle } from '../bundle/read-bundle.ts';
import { changeKey, logKey, toObservations } from '../bundle/to-observations.ts';
import { collectMetrics } from '../collect-metrics.ts';
import type { CollectorAdapter, CollectRequest, EvidenceTopic } from '../collector.ts';
import { emptyDraft } from '../drafts.ts';

const Config = z.strictObject({
  path: z.string().min(1).meta({ description: 'Folder of an incident bundle.' }),
});

const mostChanges = 5;
const mostLogGroups = 5;

function within(range: TimeRange): (item: { readonly time: number }) => boolean {
  return ({ time }) => time >= range.fromMs && time <= range.toMs;
}

function toChangeDrafts(
  source: string,
  changes: readonly ChangeLine[],
  request: CollectRequest,
): readonly EvidenceDraft[] {
  const { range, incident } = request;
  const recent = changes.filter(within(range)).sort((a, b) => b.time - a.time);
  if (recent.length === 0) {
    return [
      { ...emptyDraft(source, 'changes'), kind: 'change', range, reason: 'nothing was changed in this time' },
    ];
  }
  return recent.slice(0, mostChanges).map((change) => {
    const what = [change.kind, change.service, change.version].filter(Boolean).join(' ');
    const ago = incident.startedAtMs - change.time;
    const side = ago >= 0 ? 'before' : 'after';
    const fact = (name: string, text: string) => ({
      name,
      text,
      value: null,
      unit: 'none' as const,
      atMs: change.time,
    });
    return {
      ...emptyDraft(source, `${what} (${change.id})`),
      kind: 'change',
      status: 'observed',
      range,
      labels: change.service ? { service: change.service } : {},
      observed: [changeKey(source, change)],
      facts: [
        {
          ...fact('age', `${formatDuration(Math.abs(ago))} ${side} the alert started`),
          value: ago / 1000,
          unit: 'seconds' as const,
        },
        fact('time', formatTime(change.time)),
        ...(change.author ? [fact('author', `by ${change.author}`)] : []),
        ...(change.summary ? [fact('summary', `"${change.summary}"`)] : []),
      ],
      total: recent.length,
      kept: Math.min(recent.length, mostChanges),
    };
  });
}

/** Lines that differ in numbers only are one message. */
function maskNumbers(line: string): string {
  return line.replaceAll(/\d[\d.:]*/g, '#');
}

/** How long before the alert started the newer of the two log windows begins. */
const recentMs = 1_800_000;

/** Messages of one service and level, counted in the half hour before the alert started and since, and before that. */
function toLogDrafts(
  source: string,
  lines: readonly LogLine[],
  request: CollectRequest,
): readonly EvidenceDraft[] {
  const { range, incident } = request;
  const splitMs = incident.startedAtMs - recentMs;
  const groups = new Map<string, (LogLine & { readonly index: number })[]>();
  for (const line of lines.map((one, index) => ({ ...one, index })).filter(within(range))) {
    const key = [line.labels['service'], line.labels['level'], maskNumbers(line.line)].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [line]);
    else group.push(line);
  }
  if (groups.size === 0) {
    return [
      { ...emptyDraft(source, 'logs'), kind: 'logs', range, reason: 'no line was logged in this time' },
    ];
  }
  const counted = [...groups.values()].map((group) => {
    const since = group.filter((line) => line.time >= splitMs).length;
    return { first: group[0], since, before: group.length - since, group };
  });
  const windows = [formatDuration(range.toMs - splitMs), formatDuration(splitMs - range.fromMs)];
  return counted
    .sort((a, b) => b.since - b.before - (a.since - a.before))
    .slice(0, mostLogGroups)
    .flatMap(({ first, since, before, group }) => {
      if (first === undefined) return [];
      const count = (name: string, text: string, value: number) => ({
        name,
        text,
        value,
        unit: 'count' as const,
        atMs: null,
      });
      return {
        ...emptyDraft(
          source,
          [first.labels['service'], first.labels['level'], 'log lines'].filter(Boolean).join(' '),
        ),
        kind: 'logs' as const,
        status: 'observed' as const,
        range,
        labels: first.labels,
        facts: [
          {
            ...count('line', `like "${first.line}"`, 0),
            value: null,
            unit: 'none' as const,
            atMs: first.time,
          },
          count('since', `${since} in the last ${windows[0]}`, since),
          count('before', `${before} in the ${windows[1]} before`, before),
          { ...count('first', `first at ${formatTime(first.time)}`, 0), value: null, atMs: first.time },
        ],
        total: groups.size,
        kept: Math.min(groups.size, mostLogGroups),
        observed: group.map(({ index }) => logKey(source, index)),
      };
    });
}

function listTopics(bundle: Bundle): readonly EvidenceTopic[] {
  return [
    ...(bundle.series === null ? [] : (['metrics'] as const)),
    ...(bundle.logs === null ? [] : (['logs'] as const)),
    ...(bundle.changes === null ? [] : (['changes'] as const)),
    ...(bundle.spans === null ? [] : (['traces'] as const)),
    ...(bundle.dependencies === null ? [] : (['topology'] as const)),
  ];
}

/** Everything from an incident bundle on disk, through the same path as live sources. */
export const bundle: CollectorAdapter<typeof Config> = {
  id: 'bundle',
  Config,
  create: (name, config) => {
    const content = readBundle(config.path);
    return {
      name,
      type: 'bundle',
      topics: listTopics(content),
      ...(content.series === null ? {} : { metrics: createBundleSource(content.series) }),
      collect: async (request) => ({
        drafts: [
          ...(content.series === null
            ? []
            : (await collectMetrics(createBundleSource(content.series), name, request)).drafts),
          ...(content.changes === null ? [] : toChangeDrafts(name, content.changes, request)),
          ...(content.logs === null ? [] : toLogDrafts(name, content.logs, request)),
        ],
        observations: toObservations(content, name),
      }),
    };
  },
};
