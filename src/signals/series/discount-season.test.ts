import { describe, expect, test } from 'vitest';
import { noObservations, type ObservedSeries } from '../../domain/observation.ts';
import { diagnose } from '../diagnose.ts';
import { discountSeason } from './discount-season.ts';
import { type ReadSeries, readSeries } from './read-series.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const startMs = Date.parse('2026-03-09T03:00:00Z');

/** `days` of a processor's use at `stepMin` minutes, ten times as busy where `isBusy` says so. */
function series(
  service: string,
  shape: { days: number; isBusy: (timeMs: number) => boolean; stepMin?: number },
): ObservedSeries {
  const { days, isBusy, stepMin = 1 } = shape;
  const points: (readonly [number, number])[] = [];
  for (let timeMs = startMs - days * dayMs; timeMs <= startMs + 10 * minuteMs; timeMs += stepMin * minuteMs) {
    const noise = 1 + 0.05 * Math.sin(points.length * 78.233 + service.length);
    points.push([timeMs, (isBusy(timeMs) ? 3 : 0.3) * noise]);
  }
  return { key: service, name: 'cpu_usage_cores', labels: { service }, points };
}

const hourFrom = (fromMs: number) => (timeMs: number) => timeMs >= fromMs && timeMs < fromMs + 60 * minuteMs;
const now = hourFrom(startMs);
const yesterday = hourFrom(startMs - dayMs);
const lastWeek = hourFrom(startMs - 7 * dayMs);

function read(one: ObservedSeries): ReadSeries {
  const done = readSeries(one);
  if (done === null) throw new Error('cannot be read');
  return done;
}

/** How far the last point is from the first on the scale of ratios. */
function moveOf({ moved }: ReadSeries): number {
  return Math.abs((moved.at(-1) ?? 0) - (moved[0] ?? 0));
}

describe('a movement', () => {
  const fresh = read(series('a', { days: 1.5, isBusy: now }));

  test('that came at this hour yesterday, too, is hardly one', () => {
    const usual = read(series('a', { days: 1.5, isBusy: (at) => now(at) || yesterday(at) }));
    expect(moveOf(usual)).toBeGreaterThan(2);
    expect(moveOf(discountSeason(usual, startMs))).toBeLessThan(0.2);
  });

  test('that is new is as large as ever', () => {
    expect(moveOf(discountSeason(fresh, startMs))).toBeCloseTo(moveOf(fresh), 6);
  });

  test('of which yesterday knew the other direction is as large as ever', () => {
    const down = series('a', { days: 1.5, isBusy: (at) => !yesterday(at) && !now(at) });
    const halves = {
      ...down,
      points: down.points.map(([at, value]) => [at, now(at) ? value * 100 : value] as const),
    };
    const other = read(halves);
    expect(moveOf(discountSeason(other, startMs))).toBeCloseTo(moveOf(other), 6);
  });

  test('is the same series when it holds no yesterday', () => {
    const short = read(series('a', { days: 0.5, isBusy: now }));
    expect(discountSeason(short, startMs)).toBe(short);
  });
});

test.each<readonly [string, number, (at: number) => boolean, number]>([
  ['night', 1.5, yesterday, 1],
  ['week', 8, lastWeek, 5],
])('the job of every %s is not suspected before what is new', (_, days, before, stepMin) => {
  const job = series('backup', { days, stepMin, isBusy: (at) => now(at) || before(at) });
  const fault = {
    ...series('cart', { days, stepMin, isBusy: () => false }),
    points: series('cart', { days, stepMin, isBusy: () => false }).points.map(
      ([at, value]) => [at, now(at) ? value * 3 : value] as const,
    ),
  };
  const at = { startedAtMs: startMs, services: [], text: '' };
  const { candidates } = diagnose({ ...noObservations, series: [job, fault] }, at);
  expect(candidates.map(({ service }) => service)).toEqual(['cart', 'backup']);
  expect(candidates[1]?.score).toBeLessThan(0.6 * (candidates[0]?.score ?? 0));
});
