import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleAlert, sampleGroup, startMs } from '../../test/samples.ts';
import type { AlertGroup } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import { applyAlertGroup, overtakenWithinMs } from './apply-group.ts';

/** One report of the whole group, at the time at which its sender made it. */
type Report = readonly [atMs: number, group: AlertGroup];

interface Step {
  readonly afterMs: number;
  readonly instance: 'a' | 'b' | 'c';
}

const step: fc.Arbitrary<Step> = fc.record({
  afterMs: fc.oneof(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 1, max: 600_000 })),
  instance: fc.constantFrom('a', 'b', 'c'),
});

/**
 * What Alertmanager reports: each step starts or ends one alert, and a report lists what fires then and what has just
 * ended.
 */
function toHistory(steps: readonly Step[]): readonly Report[] {
  const firing = new Map<string, number>();
  let atMs = 0;
  return steps.map(({ afterMs, instance }): Report => {
    atMs += afterMs;
    const startedAtMs = firing.get(instance);
    if (startedAtMs === undefined) firing.set(instance, startMs + atMs);
    else firing.delete(instance);
    const alerts = [...firing].map(([one, startsAtMs]) => sampleAlert({ instance: one, startsAtMs }));
    if (startedAtMs !== undefined) {
      const ended = {
        instance,
        startsAtMs: startedAtMs,
        status: 'resolved',
        endsAtMs: startMs + atMs,
      } as const;
      alerts.push(sampleAlert(ended));
    }
    return [atMs, sampleGroup(alerts)];
  });
}

/** Later reports are heard up to this much before earlier ones: an Alertmanager of a pair waits 15 s for the other. */
const longestDelayMs = overtakenWithinMs / 2;

/** How each report travels: once or more often, each time with a delay of its own. */
const journeys = fc.array(
  fc.array(fc.integer({ min: 0, max: longestDelayMs - 1 }), { minLength: 1, maxLength: 3 }),
  { minLength: 14, maxLength: 14 },
);

function deliver(history: readonly Report[], delays: readonly (readonly number[])[]): readonly Report[] {
  return history
    .flatMap(([atMs, group], index) =>
      (delays[index] ?? [0]).map((delayMs): Report => [atMs + delayMs, group]),
    )
    .sort(([a], [b]) => a - b);
}

function play(reports: readonly Report[]): Incident {
  let latest: Incident | null = null;
  for (const [index, [atMs, group]] of reports.entries()) {
    const context = { nowMs: startMs + atMs, newId: `incident-${index}` };
    latest = applyAlertGroup(latest, group, context).incident;
  }
  if (latest === null) throw new Error('nothing was played');
  return latest;
}

/** What counts in the end: whether it fires, what fires, and since when. */
function outcome(incident: Incident): unknown {
  const firing = incident.alerts
    .filter((alert) => alert.status === 'firing')
    .map((alert) => `${alert.fingerprint} since ${(alert.startsAtMs ?? 0) - startMs}`)
    .sort();
  return { state: incident.state, firing, startedAtMs: firing.length > 0 ? incident.startedAtMs : null };
}

test('however reports are repeated, delayed and swapped on their way, the end is that of the ordered history', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), journeys, (steps, delays) => {
      const history = toHistory(steps);
      expect(outcome(play(deliver(history, delays)))).toEqual(outcome(play(history)));
    }),
    { numRuns: 2000 },
  );
});
