import { mean, standardDeviation } from 'simple-statistics';
import type { Observations } from '../../domain/observation.ts';
import { serviceOfLabels } from '../../signals/service-of-labels.ts';

/** The spread of a series counts for at least this share of its level. */
const relativeFloor = 0.01;

/**
 * The method that is in every textbook: services by the largest z-score of any of their series since the alert, against
 * mean and standard deviation before it. When the recording has nothing before the alert, its last five points are the incident.
 */
function rankByLargestZ({ series }: Observations, startedAtMs: number): readonly string[] {
  const best = new Map<string, number>();
  for (const { labels, points } of series) {
    const service = serviceOfLabels(labels);
    const finite = points.filter(([, value]) => Number.isFinite(value));
    const known = finite.filter(([timeMs]) => timeMs < startedAtMs);
    const [before, after] =
      known.length < finite.length && known.length > 2
        ? [known, finite.filter(([timeMs]) => timeMs >= startedAtMs)]
        : [finite.slice(0, -5), finite.slice(-5)];
    if (service === null || before.length < 2 || after.length === 0) continue;
    const values = before.map(([, value]) => value);
    const level = mean(values);
    const spread = Math.max(standardDeviation(values), relativeFloor * Math.abs(level));
    const largest = Math.max(...after.map(([, value]) => Math.abs(value - level)));
    const z = largest === 0 ? 0 : spread === 0 ? Number.MAX_VALUE : largest / spread;
    if (z > (best.get(service) ?? -1)) best.set(service, z);
  }
  return [...best].sort((a, b) => b[1] - a[1]).map(([service]) => service);
}

/** What needs no thought: a ranking has to be better than these to be of use. */
export function rankBaselines(
  observations: Observations,
  alert: { readonly startedAtMs: number; readonly services: readonly string[] },
): Readonly<Record<string, readonly string[]>> {
  return {
    'largest z-score': rankByLargestZ(observations, alert.startedAtMs),
    'the alerting service': alert.services,
  };
}
