import type { NoiseAdvice, NoiseRow } from '../domain/noise.ts';
import { formatDuration } from '../domain/time.ts';

/** What has to be known of an incident to tell whether it was noise. */
export interface PastFiring {
  readonly alertName: string;
  readonly startedAtMs: number;
  readonly resolvedAtMs: number | null;
  /** Somebody decided or judged something about it. */
  readonly touched: boolean;
  /** Judgements of its explanation, and those that say it was right. */
  readonly judged: number;
  readonly judgedRight: number;
}

/** Fewer firings carry no advice. */
const fewestFirings = 5;
/** So large a share of an alert's firings has to agree. */
const clearShare = 0.8;
/** Whatever went away by itself within this was not worth a page. */
const shortMs = 15 * 60_000;
const minuteMs = 60_000;
/** Two alerts that begin within this of each other count as one trouble. */
const togetherMs = 5 * minuteMs;

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

/** Another alert that was there, or came at once, nearly every time: it could silence this one. */
function adviseInhibit(
  alertName: string,
  own: readonly PastFiring[],
  all: ReadonlyMap<string, readonly PastFiring[]>,
): readonly NoiseAdvice[] {
  if (own.length < fewestFirings) return [];
  const found = [...all]
    .filter(([name]) => name !== alertName)
    .map(([name, others]) => ({
      name,
      with: own.filter(({ startedAtMs: at }) =>
        others.some(
          ({ startedAtMs, resolvedAtMs }) =>
            startedAtMs <= at &&
            (resolvedAtMs === null || resolvedAtMs >= at) &&
            at - startedAtMs <= Math.max(togetherMs, (resolvedAtMs ?? at) - startedAtMs),
        ),
      ).length,
      firings: others.length,
    }))
    // One that fires ten times as often is there by chance.
    .filter((other) => other.with >= clearShare * own.length && other.firings <= 2 * own.length)
    .sort((a, b) => b.with - a.with || a.firings - b.firings);
  const [best] = found;
  if (best === undefined) return [];
  return [
    {
      kind: 'inhibit',
      text: `${best.with} of ${own.length} times ${best.name} fired already; it could inhibit this one`,
      snippet: `inhibit_rules:\n  - source_matchers: [alertname=${JSON.stringify(best.name)}]\n    target_matchers: [alertname=${JSON.stringify(alertName)}]\n    equal: []  # the labels that both have`,
    },
  ];
}

/** How often each alert fired, how long, whether anybody had to do anything, and what could be done about it. */
export function measureNoise(firings: readonly PastFiring[]): readonly NoiseRow[] {
  const byName = new Map<string, PastFiring[]>();
  for (const firing of firings) {
    const own = byName.get(firing.alertName);
    if (own === undefined) byName.set(firing.alertName, [firing]);
    else own.push(firing);
  }
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
      advice: [...adviseFor(alertName, own), ...adviseInhibit(alertName, own, byName)],
    };
  });
  return rows.sort((a, b) => b.incidents - a.incidents || (a.alertName < b.alertName ? -1 : 1));
}
