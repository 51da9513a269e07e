import type { ObservedSeries } from '../../domain/observation.ts';
import { serviceOfLabels } from '../service-of-labels.ts';
import { type MetricMeaning, toMeaning } from './metric-meaning.ts';
import { toRatioScale } from './ratio-scale.ts';

/** A series as the ranking computes with it: finite, in order, on a scale on which ratios are distances. */
export interface ReadSeries {
  readonly source: ObservedSeries;
  readonly service: string;
  readonly meaning: MetricMeaning;
  /** Equal for the same metric of other services. */
  readonly peerKey: string;
  readonly times: Float64Array;
  /** In the metric's own unit; counters are rates per second. */
  readonly values: Float64Array;
  /** `asinh(value / scale)`: nearly linear around zero, logarithmic beyond, whatever the unit. */
  readonly moved: Float64Array;
  readonly isCounter: boolean;
}

const counterName = /_(?:total|count|sum|bucket)$/;
/** A counter rises at most steps; what falls more often than a process restarts is a gauge. */
const mostResets = 0.1;
/** One failure in a hundred counts, of successes at 100 % as of errors at 0 %. */
const failureShare = 0.01;
/** Labels that say what of a distribution a series is. */
const statisticLabels = ['stat', 'statistic', 'quantile', 'le', 'code', 'status'] as const;

function isCounting(name: string, values: Float64Array): boolean {
  if (!counterName.test(name) || values.length < 3) return false;
  let falls = 0;
  let rises = 0;
  for (let index = 1; index < values.length; index += 1) {
    const step = (values[index] ?? 0) - (values[index - 1] ?? 0);
    if (step < 0) falls += 1;
    if (step > 0) rises += 1;
  }
  return rises > 2 * falls && falls <= mostResets * values.length;
}

/** Per second, as Prometheus' `rate`: after a reset a counter begins at zero. */
function toRates(times: Float64Array, values: Float64Array): readonly [Float64Array, Float64Array] {
  const rates = new Float64Array(values.length - 1);
  for (let index = 1; index < values.length; index += 1) {
    const [before = 0, now = 0] = [values[index - 1], values[index]];
    const seconds = Math.max(1e-3, ((times[index] ?? 0) - (times[index - 1] ?? 0)) / 1000);
    rates[index - 1] = (now >= before ? now - before : now) / seconds;
  }
  return [times.slice(1), rates];
}

function toFinite(points: ObservedSeries['points']): readonly [Float64Array, Float64Array] {
  const times = new Float64Array(points.length);
  const values = new Float64Array(points.length);
  let kept = 0;
  for (const [timeMs, value] of points) {
    if (!Number.isFinite(value)) continue;
    times[kept] = timeMs;
    values[kept] = value;
    kept += 1;
  }
  return [times.subarray(0, kept), values.subarray(0, kept)];
}

/** What all of it would be, for a share of successes: 1 or 100; null when it is no share. */
function wholeOf(values: Float64Array): number | null {
  let most = 0;
  for (const value of values) {
    if (value < 0) return null;
    most = Math.max(most, value);
  }
  if (most === 0 || most > 100) return null;
  return most <= 1 ? 1 : 100;
}

function toMoved(values: Float64Array, { kind, harm }: MetricMeaning): Float64Array {
  const whole = kind === 'errors' && harm === 'down' ? wholeOf(values) : null;
  if (whole !== null) return values.map((value) => Math.asinh((value - whole) / (failureShare * whole)));
  return toRatioScale(values);
}

/** Null for a series that names no service, or of which nothing finite is left. Points have to be in order. */
export function readSeries(source: ObservedSeries): ReadSeries | null {
  const { name, labels } = source;
  const service = serviceOfLabels(labels);
  if (service === null) return null;
  const finite = toFinite(source.points);
  const isCounter = isCounting(name, finite[1]);
  const [times, values] = isCounter ? toRates(...finite) : finite;
  if (values.length === 0) return null;
  const meaning = toMeaning(name);
  const peerKey = [name, ...statisticLabels.map((label) => labels[label] ?? '')].join('\0');
  return {
    source,
    service,
    meaning,
    peerKey,
    times,
    values,
    moved: toMoved(values, meaning),
    isCounter,
  };
}
