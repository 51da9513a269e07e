import type { Labels } from '../domain/labels.ts';
import type { NoiseAdvice, NoiseRow } from '../domain/noise.ts';
import { formatDuration } from '../domain/time.ts';
import { adviseInhibit, type Company, clearShare, type FiringSpan, fewestFirings } from './advise-inhibit.ts';

/** What has to be known of an incident to tell whether it was noise. */
export interface PastFiring extends FiringSpan {
  /** Somebody decided or judged something about it. */
  readonly touched: boolean;
  /** Judgements of its explanation, and those that say it was right. */
  readonly judged: number;
  readonly judgedRight: number;
}

/** Whatever went away by itself within this was not worth a page. */
const shortMs = 15 * 60_000;
const minuteMs = 60_000;

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function adviseFor(alertName: string, own: readonly PastFiring[]): readonly NoiseAdvice[] {
  const alone = own
    .flatMap(({ touched, startedAtMs, resolvedAtMs }) =>
      touched || resolvedAtMs === null ? [] : [resolvedAtMs - startedAtMs],
    )
    .filter((ms) => ms <= shortMs)
    .sort((a, b) => a - b);
  if (own.length < fewestFirings || alone.length < clearShare * own.length) return [];
  const minutes = Math.max(1, Math.ceil(quantile(alone, clearShare) / minuteMs));
  const spared = alone.filter((ms) => ms <= minutes * minuteMs).length;
  return [
    {
      kind: 'for',
      text: `${alone.length} of ${own.length} ended by themselves within ${formatDuration(shortMs)}; ${minutes} min more of "for" would have kept ${spared} of them quiet`,
      snippet: `- alert: ${JSON.stringify(alertName)}\n  for: ${minutes}m  # more than it has now`,
    },
  ];
}

/** How often each alert fired, how long, whether anybody had to do anything, and what could be done about it. */
export function measureNoise(
  firings: readonly PastFiring[],
  known: { readonly company: Company; readonly labelsOf: ReadonlyMap<string, Labels> },
): readonly NoiseRow[] {
  const byName = Map.groupBy(firings, ({ alertName }) => alertName);
  const rows = [...byName].map(([alertName, own]): NoiseRow => {
    const durations = own
      .flatMap(({ startedAtMs, resolvedAtMs }) => (resolvedAtMs === null ? [] : [resolvedAtMs - startedAtMs]))
      .sort((a, b) => a - b);
    return {
      alertName,
      incidents: own.length,
      firing: own.filter(({ resolvedAtMs }) => resolvedAtMs === null).length,
      medianDurationMs: durations.length === 0 ? null : quantile(durations, 0.5),
      selfResolved: own.filter(({ touched, resolvedAtMs }) => !touched && resolvedAtMs !== null).length,
      judged: own.reduce((sum, { judged }) => sum + judged, 0),
      judgedRight: own.reduce((sum, { judgedRight }) => sum + judgedRight, 0),
      advice: [...adviseFor(alertName, own), ...adviseInhibit(alertName, known)],
    };
  });
  return rows.sort((a, b) => b.incidents - a.incidents || (a.alertName < b.alertName ? -1 : 1));
}
