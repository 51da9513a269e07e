import { expect, test } from 'vitest';
import { minuteMs, sampleIncident, startMs } from '../../test/samples.ts';
import { noObservations } from '../domain/observation.ts';
import type { Point } from '../domain/series.ts';
import { diagnose } from '../signals/diagnose.ts';
import { citeDiagnosis } from './cite-diagnosis.ts';

const nowMs = startMs + 10 * minuteMs;
const dayMs = 1440 * minuteMs;

/** A point a minute from that time on. */
function line(fromMs: number, minutes: number, value: (minute: number) => number): readonly Point[] {
  return Array.from({ length: minutes }, (_, minute): Point => [fromMs + minute * minuteMs, value(minute)]);
}

test('a series that the diagnosis rests on is told up to the end of the incident, also when a quiet day was recorded later', () => {
  const usual = (minute: number): number => 5 + (minute % 3) / 10;
  const points = [...line(startMs, 11, () => 60), ...line(startMs + dayMs, 600, usual)];
  const labels = { service: 'node-3' };
  const series = [{ key: 'bundle:0', name: 'latency_seconds', labels, points }];
  const observations = { ...noObservations, series };
  const context = { startedAtMs: startMs, services: ['node-3'], text: 'slow' };
  const diagnosis = diagnose(observations, context);
  expect(diagnosis.candidates[0]?.support).toEqual(['bundle:0']);
  const [item] = citeDiagnosis(
    diagnosis,
    { evidence: [], observations },
    { incident: sampleIncident(), range: { fromMs: startMs - 60 * minuteMs, toMs: nowMs } },
  );
  expect(item?.facts.find(({ name }) => name === 'now')).toMatchObject({ value: 60, atMs: nowMs });
});
