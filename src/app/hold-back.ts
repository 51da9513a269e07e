import { findIncident } from '../storage/incidents.ts';
import { listUntried } from '../storage/notifications.ts';
import type { AppContext } from './context.ts';

/** How long an analysis holds back for notifiers that are slow to take the raw message. */
const rawFirstMs = 2000;
const rawFirstPollMs = 100;

/** How soon it is looked again whether there is time for an analysis. */
const giveWayPollMs = 500;

export interface HeldAnalysis {
  readonly incidentId: string;
  readonly requestedAtMs: number;
}

/** Raw first: while a notifier has not been tried yet, nothing is gathered, unless it takes too long. */
async function isUntold(context: AppContext, incidentId: string): Promise<boolean> {
  const incident = await findIncident(context.db, incidentId);
  if (incident === null || context.clock.now() - incident.lastSeenMs >= rawFirstMs) return false;
  const { notifiers } = context.assembly();
  return (await listUntried(context.db, incidentId)).some((name) => notifiers.has(name));
}

/**
 * Waits until an analysis may begin. It keeps its place among those that run while it waits: to go back into the queue
 * and come again would make thousands of jobs a second of a few hundred analyses that wait.
 */
export async function holdBack(
  context: AppContext,
  { incidentId, requestedAtMs }: HeldAnalysis,
  signal: AbortSignal,
): Promise<void> {
  const { clock, giveWay } = context;
  const pause = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));
  while (!signal.aborted && giveWay.mustWait(requestedAtMs)) await pause(giveWayPollMs);
  while (!signal.aborted && (await isUntold(context, incidentId))) await pause(rawFirstPollMs);
}
