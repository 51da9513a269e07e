import type { EvidenceDraft, Fact } from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import { formatLabels, type Labels } from '../domain/labels.ts';
import type { Point, Series } from '../domain/series.ts';
import { formatDuration, formatTime } from '../domain/time.ts';
import { type Unit, unitOfMetric } from '../domain/unit.ts';
import { breaches } from '../signals/promql-expression.ts';
import { dropWrongLimit, toSeriesFacts, unitOfSeries } from '../signals/series-facts.ts';
import { type SeriesSummary, summariseSeries, thinPoints } from '../signals/summarise-series.ts';
import { type PastSeries, toPastFacts, toWeekAgo } from './past-window.ts';
import type { Question } from './question.ts';
import { seriesKey } from './series-key.ts';

/** Points in one series: enough to see a minute in two hours. */
export const pointsPerSeries = 120;
/** Series kept of the alert's own expression, and of each query beside it. */
const primarySeries = 6;
const neighbourSeries = 4;

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

/** Whether a series that was asked for by name for every alert has anything to do with this one: a label, or none at all. */
function sharesLabel(series: Labels, { alerts }: Incident): boolean {
  const own = Object.entries(series);
  return own.length === 0 || alerts.some(({ labels }) => own.some(([name, value]) => labels[name] === value));
}

/** The labels that tell series of one target apart: not those that all of them share. */
function distinguish(labels: Labels, target: Labels): Labels {
  return Object.fromEntries(
    Object.entries(labels).filter(([name, value]) => name !== 'job' && target[name] !== value),
  );
}

function nameSeries(question: Question, series: Series, target: Labels): string {
  const own = question.primary || question.elsewhere || question.wanted || series.name === '';
  const name = own ? question.title : series.name;
  const labels = question.title.includes('{') ? {} : distinguish(series.labels, target);
  return Object.keys(labels).length === 0 ? name : `${name}${formatLabels(labels)}`;
}

/** Names promise percent where 0–1 is measured often enough: a limit and a maximum of at most 1 tell. */
function decideUnit(question: Question, metric: string, summary: SeriesSummary): Unit {
  const { unit, threshold } = question;
  if (unit === null || unit === unitOfMetric(metric))
    return unitOfSeries(metric, summary, threshold?.value ?? null);
  const fraction = threshold !== null && Math.abs(threshold.value) <= 1 && summary.max[1] <= 1.05;
  return unit === 'percent' && fraction ? 'ratio' : unit;
}

function isFinitePoint([, value]: Point): boolean {
  return Number.isFinite(value);
}

/** So many steps without a value are an end; fewer may be a scrape that was late. */
const stepsToEnd = 2.5;

/** How far apart the points of a series are; a recorded one may be coarser than what was asked for. */
function spacingOf(points: readonly Point[]): number {
  const [first, last] = [points[0]?.[0] ?? 0, points.at(-1)?.[0] ?? 0];
  return points.length < 2 ? 0 : (last - first) / (points.length - 1);
}

/** Whether a series has ended, or is there but no number any more. Without it a last value looks like one of now. */
function toEndFacts(points: readonly Point[], window: AskedWindow): readonly Fact[] {
  const last = points.findLast(isFinitePoint);
  const stepMs = Math.max(window.stepMs, spacingOf(points.filter(isFinitePoint)));
  if (last === undefined || window.toMs - last[0] <= stepsToEnd * stepMs) return [];
  const ago = formatDuration(window.toMs - last[0]);
  const goesOn = (points.at(-1)?.[0] ?? 0) > last[0];
  const text = goesOn
    ? `no number since ${formatTime(last[0])}, ${ago} before the end of the window: the values are NaN or infinite`
    : `no sample since ${formatTime(last[0])}, ${ago} before the end of the window: the series has ended or is stale`;
  return [{ name: goesOn ? 'not_a_number' : 'stale', text, value: null, unit: 'none', atMs: last[0] }];
}

/** What was asked for: from when, until when, and how far apart the points are. */
export interface AskedWindow {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
}

export interface SeriesContext {
  readonly incident: Incident;
  readonly window: AskedWindow;
  /** Labels that all series of the target share, which need not be told. */
  readonly target: Labels;
  /** The same query a day and a week before; none where that was not asked. */
  readonly past: readonly PastSeries[];
  /** Why the answer may not be all that there is; null when it is. */
  readonly incomplete: string | null;
}

export function toIncompleteFacts(incomplete: string | null): readonly Fact[] {
  if (incomplete === null) return [];
  return [{ name: 'incomplete', text: `not all: ${incomplete}`, value: null, unit: 'none', atMs: null }];
}

/** The last value of a series, and how far its values lie apart against their size: one look at each, for there may be many. */
function glance(points: readonly Point[]): { readonly last: number; readonly moved: number } {
  let [low, high, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const [, value] of points) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
    last = value;
  }
  const size = Math.max(Math.abs(low), Math.abs(high));
  return { last, moved: size === 0 || size === Number.POSITIVE_INFINITY ? 0 : (high - low) / size };
}

/** What is beyond its threshold first, then what moved most against its own size. */
function sortByTelling(series: readonly Series[], { threshold }: Question): readonly Series[] {
  const told = series.map((one) => {
    const { last, moved } = glance(one.points);
    return {
      one,
      moved,
      beyond: threshold !== null && breaches(last, threshold.operator, threshold.value),
    };
  });
  return told.sort((a, b) => Number(b.beyond) - Number(a.beyond) || b.moved - a.moved).map(({ one }) => one);
}

/** Why there is nothing to tell: no series at all, none about this alert, or none with a number. */
function toEmptyReason(question: Question, series: readonly Series[], about: readonly Series[]): string {
  if (about.length > 0) {
    const many = about.length === 1 ? 'one series' : `${about.length} series`;
    return `the query gives ${many} without a single number: all values are NaN or infinite, as when nothing is divided by nothing`;
  }
  if (question.primary) return 'the query has no result for this alert';
  return series.length > 0
    ? 'the query has results, none of them about this alert'
    : 'the query has no result';
}

/** The answer to a question as items: one for each series that is about the alert, up to a limit. */
export function toSeriesDrafts(
  base: EvidenceDraft,
  question: Question,
  series: readonly Series[],
  context: SeriesContext,
): readonly EvidenceDraft[] {
  const { incident, window, target, past, incomplete } = context;
  const about = question.elsewhere
    ? series
    : series.filter(
        ({ labels }) => concerns(labels, incident) && (!question.wanted || sharesLabel(labels, incident)),
      );
  const numbers = about.filter(({ points }) => points.some(isFinitePoint));
  const most = question.primary ? primarySeries : neighbourSeries;
  const kept = numbers.length <= most ? numbers : sortByTelling(numbers, question).slice(0, most);
  const drafts = kept.flatMap((one, index): readonly EvidenceDraft[] => {
    const summary = summariseSeries(one.points, question.threshold);
    if (summary === null) return [];
    const unit = decideUnit(question, one.name, summary);
    const weekAgo = toWeekAgo(one, past);
    return [
      {
        ...base,
        status: 'observed',
        title: nameSeries(question, one, target),
        labels: one.labels,
        query: question.plain ? `${one.name}${formatLabels(one.labels)}` : question.expression,
        facts: [
          ...dropWrongLimit(toSeriesFacts(summary, unit, question.threshold), {
            name: `${question.title} ${one.name}`,
            about: question.expression,
          }),
          ...toEndFacts(one.points, window),
          ...toPastFacts(one, past, unit),
          ...toIncompleteFacts(index === 0 ? incomplete : null),
        ],
        points: thinPoints(one.points, pointsPerSeries),
        ...(weekAgo === null ? {} : { weekAgo: thinPoints(weekAgo, pointsPerSeries) }),
        total: about.length,
        kept: kept.length,
        observed: [seriesKey(base.source, one)],
      },
    ];
  });
  if (drafts.length > 0) return drafts;
  // A part of the answer that holds nothing is not "empty".
  if (incomplete !== null)
    return [{ ...base, status: 'unavailable', reason: `${base.source}: ${incomplete}` }];
  if (!(question.primary || question.wanted)) return [];
  return [{ ...base, reason: toEmptyReason(question, series, about), total: series.length }];
}
