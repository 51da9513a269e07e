import type { Shift } from '../series/measure-shifts.ts';
import { medianOf } from '../series/order-statistics.ts';

/** The middle of a series in its own unit, outside of the incident and in it. */
export interface Levels {
  readonly before: number;
  readonly now: number;
  readonly shift: Shift;
}

export function toLevels(shift: Shift): Levels {
  const { series, from, to } = shift;
  const usual = new Float64Array([...series.values.subarray(0, from), ...series.values.subarray(to)]);
  return { before: medianOf(usual), now: medianOf(series.values.subarray(from, to)), shift };
}

export function ratioOf({ before, now }: Levels): number {
  return before > 0 ? now / before : now > 0 ? Number.POSITIVE_INFINITY : 1;
}

const counted = /requests?|\brps\b|_rps|hits|workload|ops|calls|quer(?:y|ies)|qps/i;
const notCounted = /per_(?:request|call|item)|in_?flight|concurren|active|pending|size|bytes|cache|rejected/i;

/** How the requests moved that a service gets, or makes of others, by the series that moved most; null when none counts them. */
export function findRequests(shifts: readonly Shift[], outgoing: boolean): Levels | null {
  const [most = null] = shifts
    .filter(({ series: { meaning, source } }) => {
      const isCount = counted.test(source.name) && !notCounted.test(source.name);
      return isCount && meaning.kind === 'traffic' && meaning.outgoing === outgoing;
    })
    .map(toLevels)
    .sort((a, b) => ratioOf(b) - ratioOf(a));
  return most;
}

export function findInbound(shifts: readonly Shift[]): Levels | null {
  return findRequests(shifts, false);
}
