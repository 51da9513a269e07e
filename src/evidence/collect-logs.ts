import type { EvidenceDraft } from '../domain/evidence.ts';
import type { Labels } from '../domain/labels.ts';
import { noObservations, type ObservedLog } from '../domain/observation.ts';
import type { TimeRange } from '../domain/series.ts';
import { formatDuration } from '../domain/time.ts';
import type { Collected, Collector, EdgeRequest } from './collector.ts';
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
  /** Only lines that hold all of these, in upper or lower case; a source that cannot search gives all lines. */
  readonly words: readonly string[];
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
async function readWindows(
  source: LogSource,
  request: EdgeRequest,
  asked: { readonly target: LogTarget; readonly words: readonly string[]; readonly limit: number },
) {
  const { range, signal } = request;
  const splitMs = splitOf(request);
  const windows = [
    { fromMs: range.fromMs, toMs: splitMs - 1 },
    { fromMs: splitMs, toMs: range.toMs },
  ].filter(({ fromMs, toMs }) => toMs > fromMs);
  return Promise.all(windows.map((window) => source.read({ ...asked, range: window, signal })));
}

function noteLimit(draft: EvidenceDraft, text: string): EvidenceDraft {
  return {
    ...draft,
    facts: [...draft.facts, { name: 'limit', text, value: null, unit: 'none', atMs: null }],
  };
}

export interface LogOptions {
  readonly mapping: LabelMapping;
  readonly maxLines: number;
}

export function splitWords(text: string): readonly string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

export function hasWords(line: string, words: readonly string[]): boolean {
  const text = line.toLowerCase();
  return words.every((word) => text.includes(word));
}

/**
 * The lines of what an alert is about, grouped and counted before and since: of the narrowest of its targets that has
 * any. A source that fails throws; it is asked once for each target and window.
 */
async function readLines(
  source: LogSource,
  name: string,
  request: EdgeRequest,
  options: LogOptions & { readonly words: readonly string[] },
): Promise<Collected> {
  const { incident } = request;
  const { words } = options;
  const fromMs = Math.min(request.range.fromMs, incident.startedAtMs - recentMs - baselineMs);
  const range = { fromMs, toMs: request.range.toMs };
  const base: EvidenceDraft = { ...emptyDraft(name, 'logs'), kind: 'logs', range };
  const targets = listTargets(incident, options.mapping).slice(0, mostTargets);
  const limit = Math.ceil(options.maxLines / 2);
  const holding = words.length === 0 ? '' : ` holds "${words.join(' ')}"`;
  let first: { readonly query: string | null; readonly note: string } | null = null;
  for (const target of targets) {
    const answers = (await readWindows(source, { ...request, range }, { target, words, limit })).filter(
      (answer) => answer !== null,
    );
    const query = answers[0]?.query ?? null;
    const entries = answers.flatMap((answer) => answer.entries).filter(({ line }) => hasWords(line, words));
    const incomplete = [...new Set(answers.flatMap((answer) => answer.incomplete ?? []))];
    if (entries.length === 0 && incomplete.length > 0) {
      const reason = `${name}: ${incomplete.join('; ')}`;
      return { drafts: [{ ...base, status: 'unavailable', query, reason }], observations: noObservations };
    }
    const cut = answers.some((answer) => answer.entries.length >= limit);
    first ??= { query, note: cut ? `, of the newest ${limit} of each window` : '' };
    if (entries.length === 0) continue;
    const limits = [
      ...incomplete,
      ...(cut ? [`only the newest ${limit} lines of a window were read, there are more`] : []),
    ];
    const prefix = words.length === 0 ? 'log' : 'found';
    const logs = entries
      .sort((a, b) => a.timeMs - b.timeMs)
      .map((entry, index): ObservedLog => ({ key: `${name}:${prefix}:${index}`, ...entry }));
    const drafts = toLogDrafts(name, logs, { incident, range }).map((draft) => ({ ...draft, query }));
    return {
      drafts: limits.length === 0 ? drafts : drafts.map((draft) => noteLimit(draft, limits.join('; '))),
      observations: { ...noObservations, logs },
    };
  }
  const [narrowest] = targets;
  const reason =
    narrowest === undefined
      ? 'no label of the alert says whose lines to read; see the option labels'
      : `no line of ${describeTarget(narrowest)} in ${formatDuration(range.toMs - range.fromMs)}${holding}${first?.note ?? ''}`;
  return { drafts: [{ ...base, query: first?.query ?? null, reason }], observations: noObservations };
}

/** What a collector of log lines does: gathers them, and looks for words in them when it is asked. */
export function createLogCollector(
  source: LogSource,
  name: string,
  options: LogOptions,
): Pick<Collector, 'collect' | 'searchLogs' | 'name' | 'topics'> {
  return {
    name,
    topics: ['logs'],
    collect: (request) => readLines(source, name, request, { ...options, words: [] }),
    searchLogs: async (search) => {
      const found = await readLines(source, name, search, { ...options, words: splitWords(search.words) });
      return found.drafts;
    },
  };
}
