import { toAppError } from '../domain/errors.ts';
import type { EvidenceDraft } from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import { formatLabels, type Labels } from '../domain/labels.ts';
import { noObservations, type ObservedSeries } from '../domain/observation.ts';
import type { Series, TimeRange } from '../domain/series.ts';
import { type Unit, unitOfMetric } from '../domain/unit.ts';
import { parseExpression } from '../signals/promql-expression.ts';
import { toSeriesFacts } from '../signals/series-facts.ts';
import { type SeriesSummary, summariseSeries, thinPoints } from '../signals/summarise-series.ts';
import type { Collected, CollectRequest } from './collector.ts';
import { dropRepeated, emptyDraft, unavailableDraft } from './drafts.ts';
import type { MetricSource } from './metric-source.ts';
import { decideNeighbours, decideTarget, toMatchers } from './neighbours.ts';
import { type Question, toPartQuestions, toPrimaryQuestion } from './question.ts';
import { seriesKey } from './series-key.ts';

/** Points in one series: enough to see a minute in two hours. */
const pointsPerSeries = 120;
const smallestStepMs = 1000;
/** Series kept of the alert's own expression, and of each query beside it. */
const primarySeries = 6;
const neighbourSeries = 4;
/** Series kept beside the alert's own expression, the most moved first. */
const neighboursInAll = 16;

/** Whether a series is about one of the alerts: no label that both have differs. */
function concerns(series: Labels, incident: Incident): boolean {
  const firing = incident.alerts.filter((alert) => alert.status === 'firing');
  const alerts = firing.length > 0 ? firing : incident.alerts;
  return alerts.some((alert) =>
    Object.entries(series).every(
      ([name, value]) => alert.labels[name] === undefined || alert.labels[name] === value,
    ),
  );
}

/** The labels that tell series of one target apart: not those that all of them share. */
function distinguish(labels: Labels, target: Labels): Labels {
  return Object.fromEntries(
    Object.entries(labels).filter(([name, value]) => name !== 'job' && target[name] !== value),
  );
}

function nameSeries(question: Question, series: Series, target: Labels): string {
  const name = question.primary || series.name === '' ? question.title : series.name;
  const own = question.title.includes('{') ? {} : distinguish(series.labels, target);
  return Object.keys(own).length === 0 ? name : `${name}${formatLabels(own)}`;
}

function toDrafts(
  base: EvidenceDraft,
  question: Question,
  series: readonly Series[],
  incident: Incident,
): readonly EvidenceDraft[] {
  const about = series.filter(({ labels }) => concerns(labels, incident));
  const kept = about.slice(0, question.primary ? primarySeries : neighbourSeries);
  const drafts = kept.flatMap((one): readonly EvidenceDraft[] => {
    const summary = summariseSeries(one.points, question.threshold);
    if (summary === null) return [];
    return [
      {
        ...base,
        status: 'observed',
        title: nameSeries(question, one, decideTarget(incident.labels) ?? {}),
        labels: one.labels,
        query: question.plain ? `${one.name}${formatLabels(one.labels)}` : question.expression,
        facts: toSeriesFacts(summary, decideUnit(question, one.name, summary), question.threshold),
        points: thinPoints(one.points, pointsPerSeries),
        total: about.length,
        kept: kept.length,
        observed: [seriesKey(base.source, one)],
      },
    ];
  });
  if (drafts.length > 0 || !question.primary) return drafts;
  return [{ ...base, reason: 'the query has no result for this alert', total: series.length }];
}

/** Names promise percent where 0–1 is measured often enough: a limit and a maximum of at most 1 tell. */
function decideUnit(question: Question, metric: string, summary: SeriesSummary): Unit {
  const named = question.unit ?? unitOfMetric(metric);
  const fraction =
    question.threshold !== null && Math.abs(question.threshold.value) <= 1 && summary.max[1] <= 1.05;
  return named === 'percent' && fraction ? 'ratio' : named;
}

/** How far a series moved against its own size, 0–1. */
function movement(draft: EvidenceDraft): number {
  const value = (name: string): number => draft.facts.find((fact) => fact.name === name)?.value ?? 0;
  const size = Math.max(Math.abs(value('now')), Math.abs(value('earlier')), Number.MIN_VALUE);
  return Math.abs(value('change')) / size;
}

/** From the alert's own link back to Prometheus, else from the rule of its name. Null when there is none. */
async function findExpression(source: MetricSource, request: CollectRequest): Promise<string | null> {
  for (const { generatorUrl } of request.incident.alerts) {
    const url = generatorUrl !== null && URL.canParse(generatorUrl) ? new URL(generatorUrl) : null;
    const expression = url?.searchParams.get('g0.expr');
    if (expression) return expression;
  }
  const [first] = request.incident.alerts;
  return first === undefined ? null : source.findRuleExpression(first, request.signal);
}

/**
 * The time series that explain an alert: its own expression, the parts that is made of, and what is known about the
 * same target. What could not be had is among the drafts, with the reason.
 */
export async function collectMetrics(
  source: MetricSource,
  sourceName: string,
  request: CollectRequest,
): Promise<Collected> {
  const { signal, incident } = request;
  const seen = new Map<string, ObservedSeries>();
  const target = decideTarget(incident.labels);
  const idealStepMs = (request.range.toMs - request.range.fromMs) / pointsPerSeries;
  const stepMs = Math.max(smallestStepMs, Math.ceil(idealStepMs / 1000) * 1000);
  // Prometheus steps from the start on: counted back from the end, the last point is now.
  const steps = Math.ceil((request.range.toMs - request.range.fromMs) / stepMs);
  const range: TimeRange = { fromMs: request.range.toMs - steps * stepMs, toMs: request.range.toMs };

  async function ask(question: Question): Promise<readonly EvidenceDraft[]> {
    const base: EvidenceDraft = {
      ...emptyDraft(sourceName, question.title),
      kind: 'series',
      query: question.expression,
      range,
      primary: question.primary,
    };
    try {
      const series = await source.queryRange({ expression: question.expression, range, stepMs, signal });
      for (const one of series) {
        const key = seriesKey(sourceName, one);
        // A calculated series has no name of its own: it is known by what was asked.
        const name = one.name === '' ? question.title : one.name;
        if (one.name !== '' || series.length === 1) seen.set(key, { ...one, name, key });
      }
      return toDrafts(base, question, series, incident);
    } catch (thrown) {
      return [{ ...base, status: 'unavailable', reason: toAppError(thrown).message }];
    }
  }

  async function askOwn(): Promise<readonly EvidenceDraft[]> {
    const title = `expression of ${incident.alertName}`;
    const missing = { ...emptyDraft(sourceName, title), kind: 'series' as const, primary: true };
    try {
      const text = await findExpression(source, request);
      if (text === null)
        return [{ ...missing, reason: 'the alert carries no expression, and no rule has its name' }];
      const parsed = parseExpression(text);
      if (!parsed.ok) return [{ ...missing, status: 'unavailable', query: text, reason: parsed.reason }];
      const parts = toPartQuestions(parsed.expression, target ?? {});
      return (await Promise.all([toPrimaryQuestion(parsed.expression), ...parts].map(ask))).flat();
    } catch (thrown) {
      return [{ ...missing, status: 'unavailable', reason: toAppError(thrown).message }];
    }
  }

  async function askNeighbours(): Promise<readonly EvidenceDraft[]> {
    if (target === null) return [];
    try {
      const metrics = await source.listMetricNames(target, range, signal);
      return (await Promise.all(decideNeighbours(target, metrics, source.language).map(ask))).flat();
    } catch (thrown) {
      return [unavailableDraft(sourceName, `metrics of {${toMatchers(target)}}`, toAppError(thrown).message)];
    }
  }

  const [own, neighbours] = await Promise.all([askOwn(), askNeighbours()]);
  const all = dropRepeated([...own, ...neighbours], (draft) => draft.title);
  const beside = all.filter((draft) => !draft.primary && draft.status === 'observed');
  const failed = all.filter((draft) => !draft.primary && draft.status === 'unavailable');
  return {
    drafts: [
      ...all.filter((draft) => draft.primary),
      ...beside.sort((a, b) => movement(b) - movement(a)).slice(0, neighboursInAll),
      // A source that is down fails every query for one reason: that is one item, not ten.
      ...dropRepeated(failed, (draft) => draft.reason ?? ''),
    ],
    observations: { ...noObservations, series: [...seen.values()] },
  };
}
