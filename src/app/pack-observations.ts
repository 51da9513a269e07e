import type { Observations, ObservedSeries } from '../domain/observation.ts';
import type { Point } from '../domain/series.ts';
import type { DiagnosisContext } from '../signals/diagnosis-context.ts';
import { thinSeries } from '../signals/series/thin-series.ts';

type PackedSeries = Omit<ObservedSeries, 'points'> & {
  /** Time and value by turns: handed over as they lie in memory, not copied point by point. */
  readonly numbers: Float64Array<ArrayBuffer>;
};

export interface PackedObservations extends Omit<Observations, 'series'> {
  readonly series: readonly PackedSeries[];
}

export interface PackedQuestion {
  readonly observations: PackedObservations;
  readonly context: DiagnosisContext;
}

function packSeries({ points, ...series }: ObservedSeries): PackedSeries {
  const numbers = new Float64Array(2 * points.length);
  for (const [index, [timeMs, value]] of points.entries()) {
    numbers[2 * index] = timeMs;
    numbers[2 * index + 1] = value;
  }
  return { ...series, numbers };
}

function unpackSeries({ numbers, ...series }: PackedSeries): ObservedSeries {
  const points: Point[] = [];
  for (let index = 0; index < numbers.length; index += 2) {
    points.push([numbers[index] ?? 0, numbers[index + 1] ?? 0]);
  }
  return { ...series, points };
}

/** Between as many points whoever else waits has a turn. */
const pointsAtOnce = 200_000;

/** Thins and packs the series, giving way in between. */
export async function pack(
  { series, ...others }: Observations,
  startedAtMs: number,
): Promise<PackedObservations> {
  const packed: PackedSeries[] = [];
  let points = 0;
  for (const one of series) {
    points += one.points.length;
    if (points > pointsAtOnce) {
      points = one.points.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
    packed.push(packSeries(thinSeries(one, startedAtMs)));
  }
  return { ...others, series: packed };
}

export function unpack({ series, ...others }: PackedObservations): Observations {
  return { ...others, series: series.map(unpackSeries) };
}
