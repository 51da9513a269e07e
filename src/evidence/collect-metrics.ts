import { toAppError } from '../domain/errors.ts';
import type { EvidenceDraft } from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import { noObservations, type ObservedSeries } from '../domain/observation.ts';
import type { TimeRange } from '../domain/series.ts';
import { smallestSize } from '../domain/unit.ts';
import { parseExpression } from '../signals/promql-expression.ts';
import type { Collected, CollectRequest } from './collector.ts';
import { dropRepeated, emptyDraft, unavailableDraft } from './drafts.ts';
import { type ExtraQuery, fillQueries } from './extra-queries.ts';
import type { MetricMetadata, MetricSource } from './metric-source.ts';
import { listMetricTargets, toMatchers } from './metric-target.ts';
import { decideGoldenSignals, decideNeighbours, type MetricsOfTarget } from './neighbours.ts';
import { type PastSeries, pastWindows } from './past-window.ts';
import { plainQuestion, type Question, toPartQuestions, toPrimaryQuestion } from './question.ts';
import { type AskedWindow, pointsPerSeries, toSeriesDrafts } from './series-drafts.ts';
import { seriesKey } from './series-key.ts';
import { listServiceNames } from './topology/service-of-incident.ts';

const smallestStepMs = 1000;
/** Series kept beside the alert's own expression, the most moved first. */
const neighboursInAll = 16;
/** Of those that somebody asked for by name. */
const wantedInAll = 12;

const noMetadata: ReadonlyMap<string, MetricMetadata> = new Map();

/** How far a series moved against its own size, 0–1; one that ended moved as far as one can. */
function movement(draft: EvidenceDraft): number {
  if (draft.facts.some(({ name }) => name === 'stale' || name === 'not_a_number')) return 1;
  const value = (name: string): number => draft.facts.find((fact) => fact.name === name)?.value ?? 0;
  const least = smallestSize(draft.facts[0]?.unit ?? 'none') || Number.MIN_VALUE;
  const size = Math.max(Math.abs(value('now')), Math.abs(value('earlier')), least);
  return Math.abs(value('change')) / size;
}

/** The expression in the alert's own link back to Prometheus; null when it has none. */
function carriedExpression({ alerts }: Incident): string | null {
  const carried = alerts.map(({ generatorUrl }) =>
    URL.parse(generatorUrl ?? '')?.searchParams.get('g0.expr'),
  );
  return carried.find((expression) => expression) ?? null;
}

/** The alert's own expression, else that of the rule of its name. Null when there is none. */
async function findExpression(source: MetricSource, request: CollectRequest): Promise<string | null> {
  const [first] = request.incident.alerts;
  const carried = carriedExpression(request.incident);
  return carried ?? (first === undefined ? null : source.findRuleExpression(first, request.signal));
}

/** What was looked at and left out, so that nobody takes what is told for all there is. */
function toRestDraft(source: string, all: number): readonly EvidenceDraft[] {
  const left = all - neighboursInAll;
  if (left <= 0) return [];
  const text = `${left} more series of the same target were looked at; each moved less than those that are told`;
  const fact = { name: 'left_out', text, value: left, unit: 'count' as const, atMs: null };
  return [
    {
      ...emptyDraft(source, 'what else was looked at'),
      status: 'observed',
      facts: [fact],
      total: all,
      kept: neighboursInAll,
    },
  ];
}

/** Points at even distances that end at the end of the range: Prometheus steps from the start on. */
function decideWindow(range: TimeRange): AskedWindow {
  const idealStepMs = (range.toMs - range.fromMs) / pointsPerSeries;
  const stepMs = Math.max(smallestStepMs, Math.ceil(idealStepMs / 1000) * 1000);
  const steps = Math.ceil((range.toMs - range.fromMs) / stepMs);
  return { fromMs: range.toMs - steps * stepMs, toMs: range.toMs, stepMs };
}

export interface MetricOptions {
  /** Names of recording rules that are looked at for every alert that they have series about. */
  readonly recordingRules: readonly string[];
  readonly queries: readonly ExtraQuery[];
  /** Labels that name a service, for the services that the alert's depends on. */
  readonly serviceLabels: readonly string[];
  /** How many of these are looked at. */
  readonly mostNeighbours: number;
}

export const noExtras: MetricOptions = {
  recordingRules: [],
  queries: [],
  serviceLabels: [],
  mostNeighbours: 0,
};

/**
 * The time series that explain an alert: its own expression, the parts that is made of, what is known about the same
 * target and about the services around it, and what was asked for in the configuration. What could not be had is among
 * the drafts, with the reason.
 */
export async function collectMetrics(
  source: MetricSource,
  sourceName: string,
  request: CollectRequest,
  options: MetricOptions = noExtras,
): Promise<Collected> {
  const { signal, incident } = request;
  const seen = new Map<string, ObservedSeries>();
  const targets = listMetricTargets(incident.labels);
  const target = targets[0]?.labels ?? {};
  const window = decideWindow(request.range);
  const range: TimeRange = { fromMs: window.fromMs, toMs: window.toMs };

  async function askPast({ expression }: Question): Promise<readonly PastSeries[]> {
    // What was recorded for one incident knows nothing of the week before.
    if (source.language !== 'promql') return [];
    return Promise.all(
      pastWindows.map(async (past): Promise<PastSeries> => {
        const then = { fromMs: range.fromMs - past.agoMs, toMs: range.toMs - past.agoMs };
        const asked = { expression, range: then, stepMs: window.stepMs, signal };
        const answer = await source.queryRange(asked).catch(() => null);
        return { window: past, series: answer?.series ?? null };
      }),
    );
  }

  async function ask(question: Question): Promise<readonly EvidenceDraft[]> {
    const { expression } = question;
    const base: EvidenceDraft = {
      ...emptyDraft(sourceName, question.title),
      kind: 'series',
      query: expression,
      range,
      primary: question.primary,
    };
    try {
      const [{ series, incomplete }, past] = await Promise.all([
        source.queryRange({ expression, range, stepMs: window.stepMs, signal }),
        question.compared ? askPast(question) : [],
      ]);
      for (const one of series) {
        const key = seriesKey(sourceName, one);
        // A calculated series has no name of its own: it is known by what was asked.
        const name = one.name === '' ? question.title : one.name;
        if (one.name !== '' || series.length === 1) seen.set(key, { ...one, name, key });
      }
      return toSeriesDrafts(base, question, series, { incident, window, target, past, incomplete });
    } catch (thrown) {
      return [{ ...base, status: 'unavailable', reason: toAppError(thrown).message }];
    }
  }

  async function askOwn(): Promise<readonly EvidenceDraft[]> {
    const missing: EvidenceDraft = {
      ...emptyDraft(sourceName, `expression of ${incident.alertName}`),
      kind: 'series',
      primary: true,
    };
    try {
      const text = await findExpression(source, request);
      if (text === null)
        return [{ ...missing, reason: 'the alert carries no expression, and no rule has its name' }];
      const parsed = parseExpression(text);
      if (!parsed.ok) return [{ ...missing, status: 'unavailable', query: text, reason: parsed.reason }];
      const parts = toPartQuestions(parsed.expression, { target, language: source.language });
      return (await Promise.all([toPrimaryQuestion(parsed.expression), ...parts].map(ask))).flat();
    } catch (thrown) {
      return [{ ...missing, status: 'unavailable', reason: toAppError(thrown).message }];
    }
  }

  async function listMetrics(one: (typeof targets)[number]): Promise<MetricsOfTarget> {
    return { ...one, metrics: await source.listMetricNames(one.labels, range, signal) };
  }

  async function askNeighbours(): Promise<readonly EvidenceDraft[]> {
    if (targets.length === 0) return [];
    try {
      const listed = Promise.all(targets.map(listMetrics));
      const described = source.catalogue.listMetadata(signal).catch(() => noMetadata);
      const known = await listed;
      // It is kept for minutes: whoever comes before it is there goes by the names alone.
      const metadata = await Promise.race([described, Promise.resolve(noMetadata)]);
      const words = `${incident.alertName} ${carriedExpression(incident) ?? ''}`;
      const questions = decideNeighbours(known, { language: source.language, words, metadata });
      return (await Promise.all(questions.map(ask))).flat();
    } catch (thrown) {
      return [unavailableDraft(sourceName, `metrics of {${toMatchers(target)}}`, toAppError(thrown).message)];
    }
  }

  /** The services that the alert's depends on, then those that depend on it. */
  async function listNeighbours(): Promise<readonly string[]> {
    const own = listServiceNames(incident);
    if (own.length === 0 || options.mostNeighbours === 0) return [];
    const edges = await request.edges();
    const needs = edges.filter(({ from }) => own.includes(from)).map(({ to }) => to);
    const users = edges.filter(({ to }) => own.includes(to)).map(({ from }) => from);
    return [...new Set([...needs, ...users])]
      .filter((name) => !own.includes(name))
      .slice(0, options.mostNeighbours);
  }

  async function askService(service: string): Promise<readonly EvidenceDraft[]> {
    const named = await Promise.all(
      options.serviceLabels.map((label) => listMetrics({ labels: { [label]: service }, subjects: ['any'] })),
    );
    const known = named.find(({ metrics }) => metrics.length > 0);
    if (known === undefined) return [];
    return (await Promise.all(decideGoldenSignals(service, known).map(ask))).flat();
  }

  async function askAround(): Promise<readonly EvidenceDraft[]> {
    try {
      return (await Promise.all((await listNeighbours()).map(askService))).flat();
    } catch (thrown) {
      return [unavailableDraft(sourceName, 'services around it', toAppError(thrown).message)];
    }
  }

  async function askWanted(): Promise<readonly EvidenceDraft[]> {
    const rules = options.recordingRules.map((name) => ({ ...plainQuestion(name, name), wanted: true }));
    const filled = fillQueries(options.queries, incident);
    const missing = filled.filter((one) => one.missing.length > 0);
    const asked = filled.filter((one) => one.missing.length === 0).map(({ question }) => question);
    return [
      ...(await Promise.all([...rules, ...asked].map(ask))).flat(),
      ...missing.map(
        (one): EvidenceDraft => ({
          ...emptyDraft(sourceName, one.question.title),
          kind: 'series',
          reason: `the alert has no label ${one.missing.join(', ')}, it was not asked`,
        }),
      ),
    ];
  }

  const [own, wanted, neighbours, around] = await Promise.all([
    askOwn(),
    askWanted(),
    askNeighbours(),
    askAround(),
  ]);
  const named = dropRepeated(wanted, ({ title, query }) => `${title}\0${query}`);
  const told = new Set(named.map(({ title }) => title));
  const all = dropRepeated([...own, ...neighbours, ...around], ({ title }) => title).filter(
    ({ title, primary }) => primary || !told.has(title),
  );
  const beside = all.filter((draft) => !draft.primary && draft.status === 'observed');
  const first = all.filter(({ primary }) => primary);
  const failed = [...first, ...named, ...all].filter(({ status }) => status === 'unavailable');
  return {
    drafts: [
      ...first,
      ...named.filter(({ status }) => status !== 'unavailable').slice(0, wantedInAll),
      ...beside.sort((a, b) => movement(b) - movement(a)).slice(0, neighboursInAll),
      ...toRestDraft(sourceName, beside.length),
      // A source that is down fails every query for one reason: that is one item, not ten.
      ...dropRepeated(failed, ({ reason }) => reason ?? '').filter(({ primary }) => !primary),
    ],
    observations: { ...noObservations, series: [...seen.values()] },
  };
}
