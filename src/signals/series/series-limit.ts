import { unitOfSeries } from '../series-facts.ts';
import { firstAtOrAfter } from './order-statistics.ts';
import type { ReadSeries } from './read-series.ts';

/** What a series cannot pass, or must not: what it then was at each time from which it was another. */
export interface SeriesLimit {
  readonly kind: 'limit' | 'whole' | 'threshold';
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** Of the series that says so; null where the unit or the alert does. */
  readonly key: string | null;
}

/** A number that the alert compares a metric with. */
export interface MetricThreshold {
  readonly metric: string;
  readonly value: number;
}

const limitWord = /^(?:limits?|max|maximum|capacity|quota|size|total|hard|ceiling|allocatable|cap)$/;
const usedWord =
  /^(?:in|use|inuse|used|usage|active|current|busy|working|set|rss|utili[sz]ation|avail\w*|mem_?available|free|idle|remaining|left)$/;
const unitWord = /^(?:bytes|[kmg]i?b|m|mi|cores|millicores|seconds|ms|count|percent|pct|ratio)$/;
/** Words that are of everything in one place, so that they make no two names alike. */
const placeWord =
  /^(?:container|kube|pod|node|process|go|jvm|service|spec|resource|status|instance|open|current)$/;

/** A limit is set by people: it stands still nearly always … */
const mostChanges = 0.05;
/** … and is passed by a hair at most. */
const mostOver = 1.02;

interface NameParts {
  readonly rest: ReadonlySet<string>;
  readonly units: string;
  readonly isLimit: boolean;
}

function toParts({ source }: ReadSeries): NameParts {
  const words = `${source.name} ${source.labels['resource'] ?? ''}`
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const isUsed = words.some((word) => usedWord.test(word));
  return {
    rest: new Set(
      words.filter((word) => !limitWord.test(word) && !usedWord.test(word) && !unitWord.test(word)),
    ),
    units: words
      .filter((word) => unitWord.test(word))
      .sort()
      .join(' '),
    isLimit: !isUsed && words.some((word) => limitWord.test(word)),
  };
}

function standsStill({ values, isCounter }: ReadSeries): boolean {
  if (isCounter) return false;
  let changes = 0;
  for (let index = 1; index < values.length; index += 1)
    if (values[index] !== values[index - 1]) changes += 1;
  return changes <= Math.max(1, mostChanges * values.length) && (values.at(-1) ?? 0) > 0;
}

/** How many words the names of a use and of its limit share; 0 when they are not of the same thing. */
function likeness(used: NameParts, limit: NameParts): number {
  if (used.units !== limit.units && used.units !== '' && limit.units !== '') return 0;
  const [fewer, more] = used.rest.size <= limit.rest.size ? [used.rest, limit.rest] : [limit.rest, used.rest];
  const all = [...fewer];
  const own = (parts: ReadonlySet<string>) => [...parts].filter((word) => !placeWord.test(word));
  const same = own(fewer).filter((word) => more.has(word)).length;
  return all.every((word) => more.has(word) || placeWord.test(word)) ? same : 0;
}

function sharesLabels(used: ReadSeries, limit: ReadSeries): boolean {
  const { labels } = used.source;
  return Object.entries(limit.source.labels).every(
    ([name, value]) => name === '__name__' || !(name in labels) || labels[name] === value,
  );
}

/** What a limit was at a time. */
export function limitAt({ times, values }: SeriesLimit, timeMs: number): number {
  const after = firstAtOrAfter(times, timeMs + 1);
  return values[Math.max(0, after - 1)] ?? Number.POSITIVE_INFINITY;
}

function holds(series: ReadSeries, limit: SeriesLimit): boolean {
  return series.values.every(
    (value, index) => value <= mostOver * limitAt(limit, series.times[index] ?? 0) && value >= 0,
  );
}

function constant(kind: SeriesLimit['kind'], value: number): SeriesLimit {
  return { kind, times: Float64Array.of(0), values: Float64Array.of(value), key: null };
}

/** A utilisation is between 0 and 1 by convention (OpenTelemetry, "Metrics semantic conventions", instrument naming). */
const utilisation = /utili[sz]ation$/i;

/**
 * All of a share: 100 or 1, by the unit of the name and what any series of that name ever was. Null when that does not tell: of
 * "used_pct" at 0.9 nobody knows whether it is nearly full or nearly empty.
 */
function wholeOf(
  { source: { name }, meaning }: ReadSeries,
  { most, threshold }: { readonly most: number; readonly threshold: number | null },
): SeriesLimit | null {
  if (meaning.harm !== 'up') return null;
  const unit = unitOfSeries(name, { min: [0, 0], max: [0, most] }, threshold);
  if (unit === 'percent') return constant('whole', 100);
  if (unit === 'ratio') return constant('whole', 1);
  return utilisation.test(name) ? constant('whole', most <= 1 ? 1 : 100) : null;
}

/** The farthest from zero that any series of a name ever was. */
function findMost(all: readonly ReadSeries[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { source, values } of all) {
    const most = values.reduce((far, value) => Math.max(far, Math.abs(value)), found.get(source.name) ?? 0);
    found.set(source.name, most);
  }
  return found;
}

/**
 * The limits of what can be full: a series of the same service and labels whose name says so ("pool_max" for
 * "pool_in_use"), else all of a share, else the number that the alert compares with (USE method, Gregg, 2013: how much of
 * the resource is used, not how much of it was).
 */
export function findLimits(
  all: readonly ReadSeries[],
  threshold: MetricThreshold | null,
): ReadonlyMap<ReadSeries, SeriesLimit> {
  const most = findMost(all);
  const parts = new Map(all.map((series) => [series, toParts(series)]));
  const limits = Map.groupBy(
    all.filter((series) => parts.get(series)?.isLimit === true && standsStill(series)),
    ({ service }) => service,
  );
  const found = new Map<ReadSeries, SeriesLimit>();
  for (const [series, used] of parts) {
    if (series.meaning.kind !== 'saturation' || series.isCounter || used.isLimit) continue;
    const named = (limits.get(series.service) ?? [])
      .filter((limit) => sharesLabels(series, limit))
      .map((limit) => ({ limit, alike: likeness(used, parts.get(limit) ?? used) }))
      .filter(({ alike }) => alike > 0)
      .sort((a, b) => b.alike - a.alike || (a.limit.source.key < b.limit.source.key ? -1 : 1))
      .map(
        ({ limit: { times, values, source } }): SeriesLimit => ({
          kind: 'limit',
          times,
          values,
          key: source.key,
        }),
      );
    const { name } = series.source;
    const compared = threshold?.metric === name ? threshold.value : null;
    const isAlerted = compared !== null && series.meaning.harm === 'up';
    const possible = [
      ...named,
      ...[wholeOf(series, { most: most.get(name) ?? 0, threshold: compared })].flatMap((one) => one ?? []),
    ];
    const limit =
      possible.find((one) => holds(series, one)) ?? (isAlerted ? constant('threshold', compared) : null);
    if (limit !== null) found.set(series, limit);
  }
  return found;
}
