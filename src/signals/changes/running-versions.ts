import type { LogEvent } from '../logs/log-events.ts';

/** How many bad lines each version of each service said in the incident. */
export type FailingVersions = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Fewer lines than this, and one instance that lingers on is a coincidence. */
const fewestLines = 5;
/** An old version of which this share of the bad lines come fails as the new one does. */
const alsoFails = 0.1;

export function findFailingVersions(events: readonly LogEvent[]): FailingVersions {
  const found = new Map<string, Map<string, number>>();
  for (const { service, weight, versions } of events) {
    if (service === null || weight < 1) continue;
    const counts = found.get(service) ?? new Map<string, number>();
    for (const [version, count] of versions) counts.set(version, (counts.get(version) ?? 0) + count);
    found.set(service, counts);
  }
  return found;
}

/**
 * Whether instances that still run another version fail as well: then what a deploy brought to the service is not why. Null when
 * the lines tell no versions, or not that of the deploy.
 */
export function failsInOthers(
  { service, version }: { readonly service: string | null; readonly version: string | null },
  failing: FailingVersions,
): boolean | null {
  const counts = service === null ? undefined : failing.get(service);
  if (counts === undefined || version === null || !counts.has(version)) return null;
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const others = all - (counts.get(version) ?? 0);
  return all < fewestLines ? null : others >= alsoFails * all;
}
