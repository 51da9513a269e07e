import type { Logger } from 'pino';
import type { Config } from '../config/schema.ts';
import type { Analysis } from '../domain/analysis.ts';
import { type Clock, systemClock } from '../domain/clock.ts';
import type { Diagnosis } from '../domain/diagnosis.ts';
import { AppError } from '../domain/errors.ts';
import { type Bundle, readBundle } from '../evidence/bundle/read-bundle.ts';
import { parseWebhook } from '../intake/parse-webhook.ts';
import { compose } from './compose.ts';

export interface AnalyseDeps {
  readonly fetch: typeof fetch;
  readonly log: Logger;
  readonly version: string;
  /** The configuration that reads this bundle and asks the models that are wanted. */
  readonly configFor: (folder: string) => Config;
}

export interface AnalysedBundle {
  readonly bundle: Bundle;
  readonly analysis: Analysis;
  readonly diagnosis: Diagnosis;
  readonly startedAtMs: number;
}

/** What was recorded so far from the alert is a reference of quiet times, and not the incident. */
export const referenceBeyondMs = 86_400_000;

/** When the first alert began; infinite when none says. */
export function findStart(bundle: Bundle): number {
  const alerts = parseWebhook(bundle.alert, 0).groups.flatMap((group) => group.alerts);
  const starts = alerts.flatMap(({ startsAtMs }) => startsAtMs ?? []);
  return starts.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...starts);
}

/** When the recording ends: "now" for whoever looks at it. */
function findEnd(bundle: Bundle): number {
  const startMs = findStart(bundle);
  let endMs = Number.isFinite(startMs) ? startMs : 0;
  for (const { points } of bundle.series ?? []) {
    for (const [timeMs] of points) if (timeMs > endMs && timeMs < startMs + referenceBeyondMs) endMs = timeMs;
  }
  for (const { time } of bundle.logs ?? [])
    if (time > endMs && time < startMs + referenceBeyondMs) endMs = time;
  return endMs;
}

/** Investigates an incident on disk as if it happened now, along the same path as live ones. */
export async function analyseBundle(folder: string, deps: AnalyseDeps): Promise<AnalysedBundle> {
  const bundle = readBundle(folder);
  const endMs = findEnd(bundle);
  // It stands still, so that the same incident is the same to the letter each time, for whoever replays it.
  const clock: Clock = { now: () => endMs, after: systemClock.after };
  const bridge = await compose(deps.configFor(folder), { ...deps, clock, print: () => undefined });
  try {
    const [enrichment] = await bridge.enrich(bundle.alert, new AbortController().signal);
    const diagnosis = enrichment?.analysis.diagnosis;
    if (enrichment === undefined || diagnosis === undefined) {
      throw new AppError({ code: 'bad_request', message: `${folder}: its alert.json holds no alert` });
    }
    const { analysis } = enrichment;
    const startMs = findStart(bundle);
    const startedAtMs = Number.isFinite(startMs) ? startMs : analysis.startedAtMs;
    return { bundle, analysis, diagnosis, startedAtMs };
  } finally {
    await bridge.stop();
  }
}
