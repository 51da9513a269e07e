import { listAnalyses } from '../storage/analyses.ts';
import { findIncident } from '../storage/incidents.ts';
import { isBehind, listFirstSyncs } from '../storage/notifications.ts';
import type { Db } from '../storage/schema.ts';

/** What has become of one test alert. */
export interface DrillReport {
  /** Whether it is explained and every notifier shows it as it is. */
  readonly settled: boolean;
  /** From its arrival to its last notifier's first message; null while one has none. */
  readonly firstMessageMs: number | null;
  readonly rung: string | null;
  /** Sources of evidence that could not be had. */
  readonly unavailable: readonly string[];
}

/** Null when there is no such incident. */
export async function reportOnDrill(db: Db, incidentId: string): Promise<DrillReport | null> {
  const incident = await findIncident(db, incidentId);
  if (incident === null) return null;
  const analyses = await listAnalyses(db, incidentId);
  const done = analyses.find(({ result }) => result !== null)?.result ?? null;
  const firstSyncs = await listFirstSyncs(db, incidentId);
  const told = firstSyncs.filter((atMs) => atMs !== null);
  const waits = analyses.some(({ result }) => result === null);
  const missing = (done?.evidence ?? []).filter(({ status }) => status === 'unavailable');
  return {
    settled: !waits && !(await isBehind(db, incidentId)),
    firstMessageMs: told.length === firstSyncs.length ? Math.max(0, ...told) - incident.openedAtMs : null,
    rung: done?.rung ?? null,
    unavailable: [...new Set(missing.map(({ source }) => source))],
  };
}
