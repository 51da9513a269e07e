import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Observations, ObservedSeries, ServiceEdge } from '../../domain/observation.ts';
import { noObservations } from '../../domain/observation.ts';
import { diagnose } from '../diagnose.ts';
import type { DiagnosisContext } from '../diagnosis-context.ts';

const startMs = Date.parse('2026-03-02T12:00:00Z');
const minuteMs = 60_000;
const context: DiagnosisContext = { startedAtMs: startMs, services: ['web'], text: 'web is slow' };

/** Repeatable noise of ±1. */
function noise(seed: number, index: number): number {
  return Math.sin(seed * 12.9898 + index * 78.233 + seed * index);
}

interface Shape {
  readonly level: number;
  /** Times its level from the onset on. */
  readonly factor?: number;
  readonly onsetMs?: number;
  readonly untilMs?: number;
}

function series(service: string, name: string, shape: Shape): ObservedSeries {
  const { level, factor = 1, onsetMs = startMs, untilMs = startMs + 5 * minuteMs } = shape;
  const seed = [...`${service}${name}`].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const points: (readonly [number, number])[] = [];
  for (let timeMs = startMs - 60 * minuteMs; timeMs <= untilMs; timeMs += minuteMs) {
    const times = timeMs >= onsetMs ? factor : 1;
    points.push([timeMs, level * times * (1 + 0.05 * noise(seed, points.length))]);
  }
  return { key: `${service}/${name}`, name, labels: { service }, points };
}

const services = ['web', 'cart', 'pay', 'stock', 'mail'] as const;
const edges: readonly ServiceEdge[] = [
  ['web', 'cart'],
  ['web', 'pay'],
  ['cart', 'stock'],
  ['pay', 'mail'],
].map(([from = '', to = '']) => ({ from, to, source: 'topology.json', weight: 1 }));

/** Five services, of which `stock` is out of processors since the alert, and who waits for it is slow. */
function scene(onsetMs = startMs): Observations {
  const all = services.flatMap((service) => {
    const slow = { web: 2, cart: 3, stock: 8 }[service as string] ?? 1;
    return [
      series(service, 'http_server_duration_p99_seconds', { level: 0.2, factor: slow, onsetMs }),
      series(service, 'cpu_usage_cores', { level: 0.3, factor: service === 'stock' ? 6 : 1, onsetMs }),
      series(service, 'http_requests_per_second', { level: 50 }),
    ];
  });
  return { ...noObservations, series: all, edges };
}

function rank(observations: Observations, at: DiagnosisContext = context): readonly string[] {
  return diagnose(observations, at).candidates.map(({ service }) => service);
}

function mapSeries(
  observations: Observations,
  change: (one: ObservedSeries) => ObservedSeries,
): Observations {
  return { ...observations, series: observations.series.map(change) };
}

describe('the ranking', () => {
  test('puts the service that others wait for before those that wait', () => {
    const diagnosis = diagnose(scene(), context);
    expect(diagnosis.candidates[0]).toMatchObject({ service: 'stock' });
    expect(diagnosis.candidates[0]?.reason).toContain('12:00');
    expect(diagnosis.candidates[0]?.support[0]).toMatch(/^stock\//);
    expect(diagnosis.isCause).toBe(true);
    expect(Math.abs((diagnosis.onsetMs ?? 0) - startMs)).toBeLessThanOrEqual(minuteMs);
  });

  test.each([1, 5, 15])('finds it when the alert is %i min late', (lateMin) => {
    const late = diagnose(scene(startMs - lateMin * minuteMs), context);
    expect(late.candidates[0]?.service).toBe('stock');
    expect(Math.abs((late.onsetMs ?? 0) - (startMs - lateMin * minuteMs))).toBeLessThanOrEqual(2 * minuteMs);
  });

  test('calls nothing a cause when nothing happens', () => {
    const quiet = mapSeries(scene(), (one) => series(one.labels['service'] ?? '', one.name, { level: 1 }));
    expect(diagnose(quiet, context)).toMatchObject({ isCause: false });
  });

  test('looks for a surge where it comes in, not where it is passed on to', () => {
    const surge = services.flatMap((service) => [
      series(service, 'http_requests_per_second', { level: 50, factor: 4 }),
      series(service, 'cpu_usage_cores', { level: 0.3, factor: 4 }),
    ]);
    expect(rank({ ...noObservations, series: surge, edges })[0]).toBe('web');
  });

  test('says how high something peaked that comes and goes', () => {
    const kills = series('mail', 'container_oom_killed_total', { level: 0 });
    const peak = {
      ...kills,
      points: kills.points.map(([at, value]) => [at, at === startMs + minuteMs ? 3 : value] as const),
    };
    const { candidates } = diagnose({ ...noObservations, series: [peak] }, context);
    expect(candidates[0]?.reason).toBe(
      "mail's container_oom_killed_total rose from 0 to 3 at 2026-03-02T12:01:00Z (it never moves otherwise).",
    );
  });

  test('gives no move within what is usual as a reason', () => {
    const { candidates } = diagnose(scene(), context);
    const { reason, metric, support } = candidates.find(({ service }) => service === 'mail') ?? {};
    expect(reason).toMatch(/^mail shows nothing unusual by itself/);
    expect({ metric, support }).toEqual({ metric: null, support: [] });
  });

  test('suspects a service that is not heard of any more', () => {
    const gone = mapSeries(scene(startMs + 60 * minuteMs), (one) =>
      one.labels['service'] === 'mail'
        ? { ...one, points: one.points.filter(([timeMs]) => timeMs < startMs - minuteMs) }
        : one,
    );
    expect(diagnose(gone, context).candidates[0]).toMatchObject({ service: 'mail', kind: 'silence' });
  });

  test('counts a reset of a counter as none', () => {
    const counter = (service: string, resets: boolean): ObservedSeries => {
      let total = 5000;
      const one = series(service, 'http_errors_total', { level: 3 });
      return {
        ...one,
        points: one.points.map(([timeMs, step]) => {
          total = resets && timeMs === startMs ? step : total + step;
          return [timeMs, total];
        }),
      };
    };
    const counters = services.map((service) => counter(service, service === 'mail'));
    const observations = { ...scene(), series: [...scene().series, ...counters] };
    expect(rank(observations)[0]).toBe('stock');
    expect(diagnose({ ...noObservations, series: counters }, context)).toMatchObject({ isCause: false });
  });
});

const shiftable = [
  ['http_server_duration_p99_seconds', 0.2],
  ['cpu_usage_cores', 0.3],
  ['http_requests_per_second', 50],
] as const;

describe('the ranking stays the same', () => {
  const expected = rank(scene());

  test('in whatever order the series come', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...scene().series], { minLength: scene().series.length }),
        (shuffled) => {
          expect(rank({ ...scene(), series: shuffled })).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('in whatever order the points come', () => {
    const reversed = mapSeries(scene(), (one) => ({ ...one, points: one.points.toReversed() }));
    expect(rank(reversed)).toEqual(expected);
  });

  test('in whatever unit a metric is measured', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 9 }), fc.constantFrom(0, 1), (power, which) => {
        const name = ['http_server_duration_p99_seconds', 'cpu_usage_cores'][which];
        const scaled = mapSeries(scene(), (one) =>
          one.name === name
            ? { ...one, points: one.points.map(([time, value]) => [time, value * 10 ** power] as const) }
            : one,
        );
        expect(rank(scaled)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  // A shift by much more than its level turns a doubling into nothing: values are held against zero on purpose, as people
  // do (asinh of ratios), so only a shift that leaves the size of a series as it was can leave the ranking.
  test('when a metric lies somewhat higher or lower everywhere', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.2, max: 0.3, noNaN: true }),
        fc.constantFrom(0, 1, 2),
        (share, which) => {
          const [name, level] = shiftable[which] ?? shiftable[0];
          const shifted = mapSeries(scene(), (one) =>
            one.name === name
              ? { ...one, points: one.points.map(([time, value]) => [time, value + share * level] as const) }
              : one,
          );
          expect(rank(shifted)).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('whenever it happens', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (minutes) => {
        const byMs = minutes * minuteMs;
        const moved = mapSeries(scene(), (one) => ({
          ...one,
          points: one.points.map(([time, value]) => [time + byMs, value] as const),
        }));
        expect(rank(moved, { ...context, startedAtMs: startMs + byMs })).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  test.each<readonly [what: string, value: (index: number) => number]>([
    ['zero', () => 0],
    ['a constant', () => 42],
    ['a constant with the noise of floats', (index) => 0.1 + (index % 3) * 1e-17],
    ['a huge constant', () => 1e9],
    ['a tiny constant', () => 1e-9],
    ['nothing but NaN', () => Number.NaN],
    ['infinity', () => Number.POSITIVE_INFINITY],
  ])('beside a series of %s', (_, value) => {
    const extra = services.map((service): ObservedSeries => {
      const one = series(service, 'queue_depth', { level: 1 });
      return { ...one, points: one.points.map(([time], index) => [time, value(index)] as const) };
    });
    expect(rank({ ...scene(), series: [...scene().series, ...extra] })).toEqual(expected);
  });
});

test('odd numbers neither throw nor win', () => {
  const odd = fc.oneof(
    fc.constantFrom(
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      0,
      -0,
      1e308,
      -1e308,
      5e-324,
    ),
    fc.double(),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: -90, max: 60 }), odd), { maxLength: 6 }), (values) => {
      const points = values.map(([minutes, value]) => [startMs + minutes * minuteMs, value] as const);
      const single: ObservedSeries = { key: 'odd', name: 'odd', labels: { service: 'odd' }, points };
      const { candidates } = diagnose({ ...scene(), series: [...scene().series, single] }, context);
      expect(candidates[0]?.service).toBe('stock');
      expect(candidates.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
      expect(
        diagnose({ ...noObservations, series: [single] }, context).candidates.length,
      ).toBeLessThanOrEqual(1);
    }),
    { numRuns: 200 },
  );
});
