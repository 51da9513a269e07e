import { expect, test } from 'vitest';
import { noObservations, type ObservedSeries } from '../../domain/observation.ts';
import { diagnose } from '../diagnose.ts';

const startMs = Date.parse('2026-03-02T12:00:00Z');
const minuteMs = 60_000;
const context = { startedAtMs: startMs, services: [], text: '' };

function series(service: string, name: string, valueAt: (minute: number) => number): ObservedSeries {
  const minutes = Array.from({ length: 80 }, (_, index) => index - 60);
  const points = minutes.map((minute) => [startMs + minute * minuteMs, valueAt(minute)] as const);
  return { key: `${service}/${name}`, name, labels: { service }, points };
}

/** Two pools move from seven to ten or so in the same way; `most` is the limit of the one of `stock`. */
function diagnosePools(most: number) {
  const use = (minute: number): number => (minute >= 0 ? 10 : 6 + (((minute % 3) + 3) % 3));
  const pools = ['cart', 'stock'].flatMap((service) => [
    series(service, 'db_pool_in_use', use),
    series(service, 'db_pool_max_conns', () => (service === 'stock' ? most : 50)),
  ]);
  return diagnose({ ...noObservations, series: pools }, context).candidates;
}

test('what is full comes before what moved as far, and the reason says so', () => {
  const [first] = diagnosePools(10);
  expect(first?.service).toBe('stock');
  expect(first?.reason).toContain('reached its limit of 10');
});

test('a limit that is far off says nothing', () => {
  const [first, second] = diagnosePools(50);
  expect(first?.score).toBe(second?.score);
  expect(first?.reason).not.toContain('limit');
});

test("the alert's threshold counts as a limit where none is known", () => {
  const pools = ['cart', 'stock'].map((service) =>
    series(service, 'queue_depth', (minute) => (minute >= 0 ? 900 : 100 + (minute % 7))),
  );
  const threshold = { metric: 'queue_depth', value: 800 };
  const { candidates } = diagnose({ ...noObservations, series: pools }, { ...context, threshold });
  expect(candidates[0]?.reason).toContain("reached the alert's threshold of 800");
});

test.each([
  [0.8, 'rose from 30 % to 99 %', 'reached 100 %'],
  [80, 'rose from 0.3 % to 0.99 %', ''],
  [null, 'rose from 0.3 to 0.99,', ''],
])('a percentage of at most 1 under a threshold of %j is told as what it is', (value, move, end) => {
  const used = series('stock', 'buffer_used_pct', (minute) => (minute >= 0 ? 0.99 : 0.3));
  const threshold = value === null ? {} : { threshold: { metric: 'buffer_used_pct', value } };
  const { candidates } = diagnose({ ...noObservations, series: [used] }, { ...context, ...threshold });
  expect(candidates[0]?.reason).toContain(move);
  expect(candidates[0]?.reason.includes('100 %')).toBe(end !== '');
  expect(candidates[0]?.reason).toContain(end);
});

test('what swings more than usual around the same level is suspected, and the reason says so', () => {
  const level = (seed: number, minute: number): number => 0.2 * (1 + 0.1 * Math.sin(seed + minute * 78.233));
  const all = ['cart', 'pay', 'stock'].map((service, seed) =>
    series(service, 'http_server_duration_seconds', (minute) =>
      service === 'stock' && minute >= 0 ? (minute % 2 === 0 ? 0.1 : 0.4) : level(seed, minute),
    ),
  );
  const [first] = diagnose({ ...noObservations, series: all }, context).candidates;
  expect(first?.service).toBe('stock');
  expect(first?.reason).toContain('swings');
});
