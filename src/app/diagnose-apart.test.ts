import { expect, test } from 'vitest';
import { noObservations, type Observations } from '../domain/observation.ts';
import { diagnose } from '../signals/diagnose.ts';
import { diagnoseApart } from './diagnose-apart.ts';

const startMs = Date.parse('2026-03-02T12:00:00Z');
const context = { startedAtMs: startMs, services: ['web'], text: 'web is slow' };

function observe(services: number): Observations {
  const series = Array.from({ length: services }, (_, service) => ({
    key: `key-${service}`,
    name: 'request_duration_seconds',
    labels: { service: `service-${service}` },
    points: Array.from({ length: 600 }, (__, index) => {
      const slow = service === 1 && index > 580 ? 4 : 1;
      return [startMs - (590 - index) * 15_000, slow * (1 + 0.1 * Math.sin(service + index))] as const;
    }),
  }));
  return { ...noObservations, series };
}

function createLog() {
  const warnings: unknown[] = [];
  return { warnings, warn: (...said: unknown[]) => void warnings.push(said) };
}

test('a large diagnosis is the same, and others have their turn while it is made', async () => {
  const large = observe(60);
  const log = createLog();
  let turns = 0;
  let done = false;
  const count = (): void => {
    turns += 1;
    if (!done) setImmediate(count);
  };
  setImmediate(count);
  const diagnosis = await diagnoseApart(large, context, log);
  done = true;
  expect(diagnosis).toEqual(diagnose(large, context));
  expect(diagnosis.candidates[0]?.service).toBe('service-1');
  expect(log.warnings).toEqual([]);
  expect(turns).toBeGreaterThan(2);
});

test('a small one is made at once', async () => {
  const small = observe(3);
  let turns = 0;
  setImmediate(() => {
    turns += 1;
  });
  expect(await diagnoseApart(small, context, createLog())).toEqual(diagnose(small, context));
  expect(turns).toBe(0);
});
