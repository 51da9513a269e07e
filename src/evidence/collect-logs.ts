import type { EvidenceDraft } from '../domain/evidence.ts';
import type { Labels } from '../domain/labels.ts';
import { noObservations, type ObservedLog } from '../domain/observation.ts';
import type { TimeRange } from '../domain/series.ts';
import { formatDuration } from '../domain/time.ts';
import type { Collected, CollectRequest } from './collector.ts';
import { emptyDraft } from './drafts.ts';
import { recentMs, splitOf, toLogDrafts } from './log-drafts.ts';
import { describeTarget, type LabelMapping, type LogTarget, listTargets } from './log-target.ts';

/** A line as its source has it. `labels` has `service`, `level` and `host` under these names where they are known. */
export interface LogEntry {
  readonly timeMs: number;
  readonly labels: Labels;
  readonly line: string;
  readonly fields: Labels;
}

export interface LogQuery {
  readonly target: LogTarget;
  readonly range: TimeRange;
  /** Only lines that hold this text; null for all. */
  readonly words?: string | null;
  /** The newest so many lines of the range. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

export interface LogAnswer {
  readonly entries: readonly LogEntry[];
  /** What was asked, in the source's own language. */
  readonly query: string;
  /** Why it may not be all that there is; null when it is, or only the limit cut it. */
  readonly incomplete: string | null;
}

/** Where log lines come from. Failures are AppErrors `source_*`. */
export interface LogSource {
  /** Null when this source cannot tell whose lines the target's are. */
  readonly read: (query: LogQuery) => Promise<LogAnswer | null>;
}

/** What was usual is read from the hour before the newer window. */
const baselineMs = 3_600_000;

/** More ways to name the thing than this are not tried: the rest is too broad to explain anything. */
const mostTargets = 4;

const levelWord = /\b(fatal|panic|critical|crit|error|err|warning|warn|info|notice|debug|trace)\b/i;
const levelSearch = 200;

/** A level that a line says in itself, in the usual places at its beginning. */
export function findLevel(line: string): string | null {
  const word = levelWord.exec(line.slice(0, levelSearch))?.[1]?.toLowerCase() ?? null;
  return word === 'err' ? 'error' : word === 'warning' ? 'warn' : word === 'crit' ? 'critical' : word;
}

/** Reads the lines before and since apart, so that a flood since does not wash away what was usual before. */
async function readWindows(source: LogSource, target: LogTarget, request: CollectRequest, limit: number) {
  const { range, signal } = request;
  const splitMs = splitOf(request);
  const windows = [
    { fromMs: range.fromMs, toMs: splitMs - 1 },
    { fromMs: splitMs, toMs: range.toMs },
  ].filter(({ fromMs, toMs }) => toMs > fromMs);
  return Promise.all(windows.map((window) => source.read({ target, range: window, limit, signal })));
}

function noteLimit(draft: EvidenceDraft, text: string): EvidenceDraft {
  return {
    ...draft,
    facts: [...draft.facts, { name: 'limit', text, value: null, unit: 'none', atMs: null }],
  };
}

/**
 * The lines of what an alert is about, grouped and counted before and since: of the narrowest of its targets that has
 * any. A source that fails throws; it is asked once for each target and window.
 */
export async function collectLogs(
  source: LogSource,
  name: string,
  request: CollectRequest,
  options: { readonly mapping: LabelMapping; readonly maxLines: number },
): Promise<Collected> {
  const { incident } = request;
  const fromMs = Math.min(request.range.fromMs, incident.startedAtMs - recentMs - baselineMs);
  const range = { fromMs, toMs: request.range.toMs };
  const base: EvidenceDraft = { ...emptyDraft(name, 'logs'), kind: 'logs', range };
  const targets = listTargets(incident, options.mapping).slice(0, mostTargets);
  const limit = Math.ceil(options.maxLines / 2);
  let firstQuery: string | null = null;
  for (const target of targets) {
    const answers = (await readWindows(source, target, { ...request, range }, limit)).filter(
      (answer) => answer !== null,
    );
    const query = answers[0]?.query ?? null;
    firstQuery ??= query;
    const entries = answers.flatMap((answer) => answer.entries);
    const incomplete = [...new Set(answers.flatMap((answer) => answer.incomplete ?? []))];
    if (entries.length === 0 && incomplete.length > 0) {
      const reason = `${name}: ${incomplete.join('; ')}`;
      return { drafts: [{ ...base, status: 'unavailable', query, reason }], observations: noObservations };
    }
    if (entries.length === 0) continue;
    const cut = answers.some((answer) => answer.entries.length >= limit);
    const limits = [
      ...incomplete,
      ...(cut ? [`only the newest ${limit} lines of a window were read, there are more`] : []),
    ];
    const logs = entries
      .sort((a, b) => a.timeMs - b.timeMs)
      .map((entry, index): ObservedLog => ({ key: `${name}:log:${index}`, ...entry }));
    const drafts = toLogDrafts(name, logs, { incident, range }).map((draft) => ({ ...draft, query }));
    return {
      drafts: limits.length === 0 ? drafts : drafts.map((draft) => noteLimit(draft, limits.join('; '))),
      observations: { ...noObservations, logs },
    };
  }
  const [first] = targets;
  const reason =
    first === undefined
      ? 'no label of the alert says whose lines to read; see the option labels'
      : `no line of ${describeTarget(first)} in ${formatDuration(range.toMs - range.fromMs)}`;
  return { drafts: [{ ...base, query: firstQuery, reason }], observations: noObservations };
}
