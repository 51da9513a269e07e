import { formatLabels } from '../domain/labels.ts';
import type { Series } from '../domain/series.ts';

/** The same series is the same observation, whichever query brought it. */
export function seriesKey(source: string, series: Series): string {
  return `${source}:${series.name}${formatLabels(series.labels)}`;
}
