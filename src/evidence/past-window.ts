import type { Fact } from '../domain/evidence.ts';
import { formatLabels } from '../domain/labels.ts';
import type { Point, Series } from '../domain/series.ts';
import { dayMs, formatTime } from '../domain/time.ts';
import { formatValue, type Unit } from '../domain/unit.ts';

export interface PastWindow {
  readonly name: string;
  readonly words: string;
  readonly agoMs: number;
}

/** What is usual at this time of day, and on this day of the week. */
export const pastWindows: readonly PastWindow[] = [
  { name: 'day_ago', words: 'a day before', agoMs: dayMs },
  { name: 'week_ago', words: 'a week before', agoMs: 7 * dayMs },
];

/** The answer to the same question for another time; null when there was none. */
export interface PastSeries {
  readonly window: PastWindow;
  readonly series: readonly Series[] | null;
}

/** The points of a series a week before, moved to now; null where there are none. */
export function toWeekAgo(series: Series, past: readonly PastSeries[]): readonly Point[] | null {
  const key = formatLabels(series.labels);
  const week = past.find(({ window }) => window.name === 'week_ago');
  const same = week?.series?.find(({ labels }) => formatLabels(labels) === key);
  const points = (same?.points ?? []).filter(([, value]) => Number.isFinite(value));
  if (week === undefined || points.length === 0) return null;
  return points.map(([atMs, value]): Point => [atMs + week.window.agoMs, value]);
}

/** What a series was in the same window a day and a week before: its last value then, its lowest and its highest. */
export function toPastFacts(series: Series, past: readonly PastSeries[], unit: Unit): readonly Fact[] {
  const key = formatLabels(series.labels);
  return past.map(({ window: { name, words }, series: then }): Fact => {
    const without = (text: string): Fact => ({ name, text, value: null, unit: 'none', atMs: null });
    if (then === null) return without(`${words}: could not be had`);
    const same = then.find(({ labels }) => formatLabels(labels) === key);
    const points = (same?.points ?? []).filter(([, value]) => Number.isFinite(value));
    const last = points.at(-1);
    if (last === undefined) return without(`${words}: no data`);
    const values = points.map(([, value]) => value);
    const low = values.reduce((a, b) => Math.min(a, b));
    const high = values.reduce((a, b) => Math.max(a, b));
    const text = `${words} ${formatValue(last[1], unit)} (${formatTime(last[0])}), between ${formatValue(low, unit)} and ${formatValue(high, unit)} in that window`;
    return { name, text, value: last[1], unit, atMs: last[0] };
  });
}
