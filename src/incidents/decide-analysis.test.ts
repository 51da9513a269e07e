import { expect, test } from 'vitest';
import { sampleIncident, startMs } from '../../test/samples.ts';
import { decideAnalysis } from './decide-analysis.ts';

const firing = sampleIncident();
const resolved = sampleIncident(undefined, { state: 'resolved' });
const unparsed = sampleIncident(undefined, { source: 'unparsed' });
const refreshAfterMs = 600_000;
const justNow = startMs - 1000;
const longAgo = startMs - refreshAfterMs;

test.each([
  ['a new incident', firing, 'opened', 1, null, true, 'the incident is new'],
  ['one that fired again', firing, 'fired_again', 1, null, true, 'the incident is new'],
  ['an alert that joins late', firing, 'updated', 2, longAgo, true, 'alerts joined'],
  ['an alert that joins soon', firing, 'updated', 2, justNow, true, 'the last analysis was fresh'],
  ['one more that joins before that', firing, 'updated', 3, startMs + 5000, false, 'is due soon'],
  ['an update in which none joined', firing, 'updated', 0, longAgo, false, 'no alert joined'],
  ['a repeat', firing, 'repeated', 0, longAgo, false, 'no alert joined'],
  ['a resolve', resolved, 'resolved', 0, null, false, 'the incident is resolved'],
  ['a body that nobody could read', unparsed, 'opened', 1, null, false, 'could not be read'],
] as const)('%s', (_, incident, change, joined, requestedAtMs, analyse, reason) => {
  const decision = decideAnalysis(
    { incident, change, joined },
    { requestedAtMs },
    { nowMs: startMs, refreshAfterMs },
  );
  expect(decision.analyse).toBe(analyse);
  expect(decision.reason).toContain(reason);
});

test('an alert that joins soon is explained when the last analysis is no longer fresh, not never', () => {
  const event = { incident: firing, change: 'updated', joined: 1 } as const;
  const options = { nowMs: startMs, refreshAfterMs };
  expect(decideAnalysis(event, { requestedAtMs: justNow }, options).inMs).toBe(refreshAfterMs - 1000);
  expect(decideAnalysis(event, { requestedAtMs: longAgo }, options).inMs).toBe(0);
});
