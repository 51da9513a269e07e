import type { Diagnosis } from '../domain/diagnosis.ts';
import type { EvidenceDraft, EvidenceItem, Fact } from '../domain/evidence.ts';
import type { Incident } from '../domain/incident.ts';
import { formatLabels } from '../domain/labels.ts';
import type { ObservedChange, ObservedLog, ObservedSeries, ObservedSpan } from '../domain/observation.ts';
import type { TimeRange } from '../domain/series.ts';
import { formatDuration, formatTime } from '../domain/time.ts';
import { toChangeDrafts } from '../evidence/change-drafts.ts';
import { emptyDraft } from '../evidence/drafts.ts';
import type { Gathered } from '../evidence/gather.ts';
import { dropWrongLimit, toSeriesFacts, unitOfSeries } from '../signals/series-facts.ts';
import { summariseSeries, thinPoints } from '../signals/summarise-series.ts';

/** Items that a diagnosis may add: a model reads them all. */
const mostAdded = 12;
const pointsPerSeries = 120;
const lineCharacters = 300;

/** Keys of observations begin with the name of their source. */
function sourceOf(key: string): string {
  return key.split(':', 1)[0] ?? '';
}

function toItem(key: string, kind: EvidenceDraft['kind'], title: string): EvidenceDraft {
  const base = { ...emptyDraft(sourceOf(key), title), kind, status: 'observed' as const };
  return { ...base, total: 1, kept: 1, observed: [key] };
}

function moment(name: string, text: string, atMs: number): Fact {
  return { name, text, value: null, unit: 'none', atMs };
}

function toSeriesDraft(series: ObservedSeries, toMs: number): EvidenceDraft | null {
  // What is usual may have been recorded after the incident.
  const points = series.points.filter(([time]) => time <= toMs).toSorted((a, b) => a[0] - b[0]);
  const summary = summariseSeries(points, null);
  if (summary === null) return null;
  const selector = `${series.name}${formatLabels(series.labels)}`;
  return {
    ...toItem(series.key, 'series', selector),
    labels: series.labels,
    query: selector,
    facts: dropWrongLimit(toSeriesFacts(summary, unitOfSeries(series.name, summary, null), null), {
      name: series.name,
      about: '',
    }),
    points: thinPoints(points, pointsPerSeries),
  };
}

function toLogDraft(log: ObservedLog): EvidenceDraft {
  const { service, level } = log.labels;
  const line =
    log.line.length > lineCharacters ? `${log.line.slice(0, lineCharacters).toWellFormed()}…` : log.line;
  return {
    ...toItem(log.key, 'logs', [service, level, 'log line'].filter(Boolean).join(' ')),
    labels: log.labels,
    facts: [
      moment('line', `"${line}"`, log.timeMs),
      moment('first', `at ${formatTime(log.timeMs)}`, log.timeMs),
    ],
  };
}

function toSpanDraft(span: ObservedSpan): EvidenceDraft {
  const took = `took ${formatDuration(span.durationMs)}`;
  return {
    ...toItem(span.key, 'trace', `span ${span.service} ${span.name}`.trim()),
    labels: { service: span.service },
    facts: [
      { name: 'duration', text: took, value: span.durationMs / 1000, unit: 'seconds', atMs: span.startMs },
      moment('status', `status ${span.status}`, span.startMs),
      moment('start', `started ${formatTime(span.startMs)}`, span.startMs),
    ],
  };
}

/** Candidates of the diagnosis whose support is told before other evidence. */
const mostBacked = 5;

/** Keys of the observations on which what is told of a diagnosis rests. */
export function listSupport(diagnosis: Diagnosis): ReadonlySet<string> {
  return new Set([
    ...diagnosis.changes.flatMap(({ key, support }) => [key, ...support]),
    ...diagnosis.otherCauseSupport,
    ...diagnosis.candidates.slice(0, mostBacked).flatMap(({ support }) => support),
  ]);
}

/**
 * The evidence, with an item for each observation that the diagnosis rests on and no item speaks of, so that whatever it
 * says can be cited and checked.
 */
export function citeDiagnosis(
  diagnosis: Diagnosis,
  { evidence, observations }: Gathered,
  about: { readonly incident: Incident; readonly range: TimeRange },
): readonly EvidenceItem[] {
  const covered = new Set(evidence.flatMap(({ observed }) => observed));
  const toChangeDraft = (change: ObservedChange): EvidenceDraft | null =>
    toChangeDrafts(sourceOf(change.key), [change], {
      ...about,
      range: { ...about.range, fromMs: Math.min(about.range.fromMs, change.timeMs) },
    }).find(({ observed }) => observed.length > 0) ?? null;
  const makers = new Map<string, () => EvidenceDraft | null>([
    ...observations.series.map((one) => [one.key, () => toSeriesDraft(one, about.range.toMs)] as const),
    ...observations.logs.map((one) => [one.key, () => toLogDraft(one)] as const),
    ...observations.spans.map((one) => [one.key, () => toSpanDraft(one)] as const),
    ...observations.changes.map((one) => [one.key, () => toChangeDraft(one)] as const),
  ]);
  // The first of each before the second of any: what is left out is what matters least.
  const supports = [
    ...diagnosis.changes.map(({ key, support }) => [key, ...support]),
    diagnosis.otherCauseSupport,
    ...diagnosis.candidates.map(({ support }) => support),
  ];
  const keys = [0, 1, 2].flatMap((place) => supports.flatMap((support) => support[place] ?? []));
  const effects = new Map(
    diagnosis.changes.flatMap(({ key, support, effect }) =>
      effect === null ? [] : [key, ...support].map((one) => [one, effect] as const),
    ),
  );
  const added = [...new Set(keys)]
    .filter((key) => !covered.has(key))
    .slice(0, mostAdded)
    .flatMap((key) => makers.get(key)?.() ?? []);
  const all = [
    ...evidence,
    ...added.map((draft, index) => ({ ...draft, id: `E${evidence.length + index + 1}` })),
  ];
  return all.map((item) => {
    const effect =
      item.kind === 'change' ? item.observed.map((key) => effects.get(key)).find(Boolean) : undefined;
    if (effect === undefined) return item;
    const fact: Fact = { name: 'effect', text: `its diff ${effect}`, value: null, unit: 'none', atMs: null };
    return { ...item, facts: [...item.facts, fact] };
  });
}
