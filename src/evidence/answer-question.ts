/** What a model asks back, looked up with the ports and limits that gathering has. Nothing here changes anything. */
import { toAppError } from '../domain/errors.ts';
import type { EvidenceDraft, Fact } from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import { formatLabels } from '../domain/labels.ts';
import type { ModelQuestion, QuestionKind } from '../domain/model-question.ts';
import type { Observations, ObservedChange } from '../domain/observation.ts';
import type { Series, TimeRange } from '../domain/series.ts';
import type { GatedText } from '../domain/verdict.ts';
import { dropWrongLimit, toSeriesFacts, unitOfSeries } from '../signals/series-facts.ts';
import { summariseSeries, thinPoints } from '../signals/summarise-series.ts';
import { hasWords, splitWords } from './collect-logs.ts';
import type { Collector } from './collector.ts';
import { emptyDraft, unavailableDraft } from './drafts.ts';
import { toLogDrafts } from './log-drafts.ts';
import { toIncompleteFacts } from './series-drafts.ts';

export interface LookUp {
  readonly incident: Incident;
  readonly range: TimeRange;
  readonly collectors: readonly Collector[];
  readonly observations: Observations;
  /** Reads a query before any source does. */
  readonly gateQuery: (query: string) => GatedText;
  readonly signal: AbortSignal;
}

const seriesPerQuery = 4;
const logGroups = 3;
const pointsPerSeries = 120;
const diffCharacters = 6000;
/** Fewer characters of an id fit too many. */
const shortestId = 5;

function toSeriesDraft(source: string, query: string, one: Series): EvidenceDraft | null {
  const summary = summariseSeries(one.points, null);
  if (summary === null) return null;
  return {
    ...emptyDraft(source, one.name === '' ? query : `${one.name}${formatLabels(one.labels)}`),
    kind: 'series',
    status: 'observed',
    query,
    labels: one.labels,
    facts: dropWrongLimit(toSeriesFacts(summary, unitOfSeries(one.name, summary, null), null), {
      name: one.name,
      about: '',
    }),
    points: thinPoints(one.points, pointsPerSeries),
    total: 1,
    kept: 1,
  };
}

/** Asks the sources of time series one after the other until one has a result. */
async function answerQuery(text: string, lookUp: LookUp): Promise<readonly EvidenceDraft[]> {
  const gated = lookUp.gateQuery(text);
  const sources = lookUp.collectors.flatMap(({ name, metrics }) =>
    metrics === undefined ? [] : [{ name, metrics }],
  );
  const [first] = sources;
  if (first === undefined)
    return [
      {
        ...emptyDraft('metrics', 'query'),
        status: 'not_configured',
        reason: 'no source of metrics is configured',
      },
    ];
  const base: EvidenceDraft = { ...emptyDraft(first.name, 'query'), kind: 'series', range: lookUp.range };
  if (gated.verdict === 'withheld')
    return [{ ...base, status: 'unavailable', reason: `the query was not run: ${gated.reason}` }];
  const spanMs = lookUp.range.toMs - lookUp.range.fromMs;
  const stepMs = Math.max(1000, Math.ceil(spanMs / pointsPerSeries / 1000) * 1000);
  let failure: string | null = null;
  for (const { name, metrics } of sources) {
    try {
      const { range, signal } = lookUp;
      const answer = await metrics.queryRange({ expression: gated.text, range, stepMs, signal });
      const { series, incomplete } = answer;
      if (series.length === 0) failure ??= incomplete;
      const drafts = series.flatMap((one) => toSeriesDraft(name, gated.text, one) ?? []);
      if (drafts.length > 0)
        return drafts.slice(0, seriesPerQuery).map((draft) => ({
          ...draft,
          range,
          facts: [...draft.facts, ...toIncompleteFacts(incomplete)],
          total: drafts.length,
          kept: Math.min(drafts.length, seriesPerQuery),
        }));
    } catch (thrown) {
      failure ??= toAppError(thrown).message;
    }
  }
  const query = gated.text;
  if (failure !== null) return [{ ...base, title: query, query, status: 'unavailable', reason: failure }];
  return [{ ...base, title: query, query, reason: 'the query has no result' }];
}

/** Asks sources that can search; without one, looks at the lines that were read for this incident. */
async function searchLogs(text: string, lookUp: LookUp): Promise<readonly EvidenceDraft[]> {
  const { incident, range, signal, collectors, observations } = lookUp;
  const words = splitWords(text);
  if (words.length === 0) return [];
  const found: EvidenceDraft[] = [];
  for (const collector of collectors) {
    try {
      found.push(...((await collector.searchLogs?.({ incident, range, signal, words: text })) ?? []));
    } catch (thrown) {
      found.push(unavailableDraft(collector.name, `log lines with "${text}"`, toAppError(thrown).message));
    }
  }
  const observed = found.filter(({ status }) => status === 'observed');
  if (observed.length > 0) return observed.slice(0, logGroups);
  const lines = observations.logs.filter(({ line }) => hasWords(line, words));
  const source = lines[0]?.key.split(':', 1)[0] ?? found[0]?.source ?? 'logs';
  const first = Math.min(range.fromMs, ...lines.map(({ timeMs }) => timeMs));
  const drafts = toLogDrafts(source, lines, { incident, range: { ...range, fromMs: first } }).slice(
    0,
    logGroups,
  );
  const reason = `no line that was read holds "${text}"`;
  return drafts.map((draft) => (draft.status === 'empty' ? { ...draft, reason } : draft));
}

function findChange(text: string, changes: readonly ObservedChange[]): ObservedChange | null {
  const wanted = text.trim().toLowerCase();
  const is = (test: (id: string) => boolean) => changes.filter(({ id }) => test(id.toLowerCase()));
  const [exact] = is((id) => id === wanted);
  if (exact !== undefined) return exact;
  const similar = wanted.length < shortestId ? [] : is((id) => id.startsWith(wanted) || wanted.includes(id));
  return similar.length === 1 ? (similar[0] ?? null) : null;
}

/** The whole diff of a change, as far as there is room. */
function showDiff(text: string, { observations }: LookUp): readonly EvidenceDraft[] {
  const change = findChange(text, observations.changes);
  const base: EvidenceDraft = { ...emptyDraft('changes', 'diff'), kind: 'change' };
  if (change === null) return [{ ...base, reason: `no change has the id "${text}"` }];
  const named = {
    ...base,
    source: change.key.split(':', 1)[0] ?? 'changes',
    title: `diff of ${change.kind} ${change.id}`,
  };
  if (change.diff === null) return [{ ...named, reason: 'no diff was sent with this change' }];
  const cut = change.diff.length > diffCharacters;
  const fact = (name: string, said: string): Fact => ({
    name,
    text: said,
    value: null,
    unit: 'none',
    atMs: change.timeMs,
  });
  const shown = cut ? change.diff.slice(0, diffCharacters).toWellFormed() : change.diff;
  return [
    {
      ...named,
      status: 'observed',
      labels: change.service === null ? {} : { service: change.service },
      observed: [change.key],
      facts: [
        fact('diff', `diff:\n${shown}`),
        ...(cut ? [fact('limit', `the first ${diffCharacters} of ${change.diff.length} characters`)] : []),
      ],
      total: 1,
      kept: 1,
    },
  ];
}

async function readSection(text: string, lookUp: LookUp): Promise<readonly EvidenceDraft[]> {
  const { incident, signal, collectors } = lookUp;
  const found: EvidenceDraft[] = [];
  for (const collector of collectors) {
    try {
      found.push(...((await collector.findSections?.({ incident, heading: text, signal })) ?? []));
    } catch (thrown) {
      found.push(unavailableDraft(collector.name, `section "${text}"`, toAppError(thrown).message));
    }
  }
  const none = { ...emptyDraft('runbooks', 'runbook section'), kind: 'runbook' as const };
  return found.length > 0 ? found.slice(0, 2) : [{ ...none, reason: `no page has a heading with "${text}"` }];
}

const ways: Readonly<
  Record<
    QuestionKind,
    (text: string, lookUp: LookUp) => Promise<readonly EvidenceDraft[]> | readonly EvidenceDraft[]
  >
> = { promql: answerQuery, logs: searchLogs, diff: showDiff, runbook: readSection };

/** Longer questions are no questions. */
const longestQuestion = 2000;

/** Evidence drafts for one question; what cannot be had is one with the reason. Never rejects. */
export async function answerQuestion(
  question: ModelQuestion,
  lookUp: LookUp,
): Promise<readonly EvidenceDraft[]> {
  const text = question.text.slice(0, longestQuestion);
  try {
    return await ways[question.kind](text, lookUp);
  } catch (thrown) {
    return [unavailableDraft(question.kind, 'question', toAppError(thrown).message)];
  }
}
