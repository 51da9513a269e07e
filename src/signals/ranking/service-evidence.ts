import type { Shift } from '../series/measure-shifts.ts';
import { countsWork, toFamilyKey } from '../series/metric-meaning.ts';
import { medianOf } from '../series/order-statistics.ts';
import { weights } from './weights.ts';

/** What speaks against one service, 0 … `mostStrength` for each kind. */
export interface ServiceEvidence {
  readonly errors: number;
  readonly latency: number;
  readonly saturation: number;
  readonly latencyDown: number;
  readonly saturationDown: number;
  readonly trafficDown: number;
  /** It is called more than is usual. */
  readonly trafficUp: number;
  readonly other: number;
  /** What swings more than usual, wherever its level is. */
  readonly unsteady: number;
  /** How much nearer than usual anything came to its limit, 0–1. */
  readonly atLimit: number;
  /** Of calls that it makes; null when no metric tells of them. */
  readonly calls: number | null;
  /** Requests as its metrics count them; null when none does. */
  readonly volume: number | null;
  /** It is called less, and answers what still comes as fast and as well as before, where both are measured. */
  readonly isIdle: boolean;
  /** Families of series by what they weigh, the heaviest first. */
  readonly shifts: readonly Shift[];
  /** How plainly any family of symptoms or resources is beyond all that it did before; below 1 when none is. */
  readonly plainness: number;
  /** The same of calls that it makes. */
  readonly callsPlainness: number;
}

type EvidenceKind = Exclude<
  keyof ServiceEvidence,
  'atLimit' | 'calls' | 'volume' | 'isIdle' | 'shifts' | 'plainness' | 'callsPlainness'
>;

const requestCount = /request|workload|\bops\b|_ops|calls|quer|rps|qps/i;

/** A drop counts from this strength on, and what stays below the other is no trouble. */
const idleDrop = 1;
const idleTrouble = 0.5;

/** A soft step: nearly nothing below `quietSpreads`, logarithmic above. */
function toStrength(spreads: number): number {
  const over = spreads - weights.quietSpreads;
  return Math.min(weights.mostStrength, Math.log1p(over > 20 ? over : Math.log1p(Math.exp(over))));
}

function meanOfUpperHalf(values: readonly number[]): number {
  const upper = values.toSorted((a, b) => b - a).slice(0, Math.ceil(values.length / 2));
  return upper.reduce((sum, value) => sum + value, 0) / upper.length;
}

function inDirection({ size, series }: Shift): number {
  const { harm } = series.meaning;
  return harm === 'up' ? size : harm === 'down' ? -size : Math.abs(size);
}

/** What moves less than this is not plain, whatever it did before. */
const plainSpreads = 6;

interface Family {
  readonly kind: EvidenceKind | 'calls';
  readonly spreads: number;
  readonly surpass: number;
  readonly shift: Shift;
}

/** Which way a family speaks: a latency that falls and one that rises are different symptoms. */
function toFamilies(shifts: readonly Shift[]): readonly Family[] {
  const [first] = shifts;
  if (first === undefined) return [];
  const { kind, outgoing } = first.series.meaning;
  const spreads = meanOfUpperHalf(shifts.map(inDirection));
  const harmful = shifts.filter((shift) => inDirection(shift) > 0);
  const surpass = spreads < plainSpreads ? 0 : meanOfUpperHalf(harmful.map((shift) => shift.surpass));
  const mean = shifts.reduce((sum, { size }) => sum + size, 0) / shifts.length;
  const shift = shifts.reduce((a, b) => (inDirection(b) > inDirection(a) ? b : a));
  if (outgoing) return [{ kind: 'calls', spreads, surpass, shift }];
  if (kind === 'traffic') {
    return [
      { kind: 'trafficDown', spreads: -mean, surpass: 0, shift },
      { kind: 'trafficUp', spreads: mean, surpass: 0, shift },
    ];
  }
  // Whatever it is that is done so many times: a service that does less of it is given less, or waits.
  if (mean < 0 && countsWork(first.series.source.name, first.series.meaning))
    return [{ kind: 'trafficDown', spreads, surpass: 0, shift }];
  if (kind !== 'latency' && kind !== 'saturation') return [{ kind, spreads, surpass, shift }];
  const wildest = shifts.reduce((a, b) => (b.unsteadiness.size > a.unsteadiness.size ? b : a));
  const swings = meanOfUpperHalf(shifts.map(({ unsteadiness }) => unsteadiness.size));
  const lowest = shifts.reduce((a, b) => (b.size < a.size ? b : a));
  return [
    { kind, spreads, surpass, shift },
    { kind: `${kind}Down`, spreads: -mean, surpass: 0, shift: lowest },
    { kind: 'unsteady', spreads: swings, surpass: 0, shift: wildest },
  ];
}

function volumeOf(shifts: readonly Shift[]): number | null {
  const counts = shifts
    .filter(({ series }) => series.meaning.kind === 'traffic' && requestCount.test(series.source.name))
    .map(({ series, from, to }) => Math.max(medianOf(series.values.subarray(from, to)), 0));
  return counts.length === 0 ? null : Math.max(...counts);
}

/** Sums up what the series of one service say. Series that measure the same thing count once. */
export function toEvidence(shifts: readonly Shift[]): ServiceEvidence {
  const groups = Map.groupBy(shifts, ({ series }) => toFamilyKey(series.meaning));
  const families = [...groups.values()].flatMap(toFamilies);
  const strengthOf = (wanted: Family['kind']): number =>
    families.reduce(
      (most, { kind, spreads }) => (kind === wanted ? Math.max(most, toStrength(spreads)) : most),
      0,
    );
  const weigh = ({ kind, spreads }: Family): number =>
    (kind === 'calls' ? 0 : weights[kind]) * toStrength(spreads);
  const plainest = (kinds: readonly Family['kind'][]): number =>
    families.reduce((most, { kind, surpass }) => (kinds.includes(kind) ? Math.max(most, surpass) : most), 0);
  return {
    errors: strengthOf('errors'),
    latency: strengthOf('latency'),
    saturation: strengthOf('saturation'),
    latencyDown: strengthOf('latencyDown'),
    saturationDown: strengthOf('saturationDown'),
    trafficDown: strengthOf('trafficDown'),
    trafficUp: strengthOf('trafficUp'),
    other: strengthOf('other'),
    unsteady: strengthOf('unsteady'),
    atLimit: shifts.reduce((most, { reach }) => Math.max(most, reach?.newly ?? 0), 0),
    calls: families.some(({ kind }) => kind === 'calls') ? strengthOf('calls') : null,
    volume: volumeOf(shifts),
    isIdle:
      strengthOf('trafficDown') >= idleDrop &&
      (['errors', 'latency'] as const).every(
        (wanted) => families.some(({ kind }) => kind === wanted) && strengthOf(wanted) < idleTrouble,
      ),
    shifts: families.toSorted((a, b) => weigh(b) - weigh(a)).map(({ shift }) => shift),
    plainness: plainest(['errors', 'latency', 'saturation']),
    callsPlainness: plainest(['calls']),
  };
}
