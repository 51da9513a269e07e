/** Where a series changes its level, its trend or its spread. */
import { medianOf } from './order-statistics.ts';

/** A stretch on one straight line with one spread: points `from` to `to`, the last one left out. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  /** On its line, at its first and its last point. */
  readonly startLevel: number;
  readonly endLevel: number;
  /** Standard deviation around its line, no less than the floor. */
  readonly spread: number;
}

export interface ChangePoint {
  /** The first point of what comes after. */
  readonly place: number;
  /** Places at which it may as well lie, first and last: the likelihood is within 95 % (χ² with one degree of freedom). */
  readonly possible: readonly [first: number, last: number];
  readonly kind: 'level' | 'trend' | 'spread';
  readonly before: Segment;
  readonly after: Segment;
}

/**
 * A change adds four numbers to the description: where it is, and a level, a slope and a spread. Each costs half the logarithm
 * of the points on the scale of the likelihood (Schwarz, "Estimating the dimension of a model", 1978).
 */
const numbersPerChange = 4;
/** Twice that, since neighbouring points partly say the same again: of noise with a correlation of 0.6, 2 % shows a change. */
const strictness = 2;
/** A line through two points has no spread. */
const fewestPoints = 3;
/** 95 % of χ² with one degree of freedom. */
const plausibleGap = 3.84;

/** A gap in the recording is no lever: it counts as no more than so many steps. */
const longestGap = 3;

/** Times in usual steps. */
function toSteps(times: Float64Array): Float64Array {
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const usual = Math.max(1, medianOf(gaps));
  const steps = new Float64Array(times.length);
  for (let index = 1; index < steps.length; index += 1)
    steps[index] = (steps[index - 1] ?? 0) + Math.min(longestGap, (gaps[index - 1] ?? 0) / usual);
  return steps;
}

/** Sums up to each point, from which the line through any stretch is known at once. */
interface Sums {
  readonly x: Float64Array;
  readonly xx: Float64Array;
  readonly y: Float64Array;
  readonly yy: Float64Array;
  readonly xy: Float64Array;
}

function addUp(x: Float64Array, y: Float64Array): Sums {
  const sums = () => new Float64Array(y.length + 1);
  const all: Sums = { x: sums(), xx: sums(), y: sums(), yy: sums(), xy: sums() };
  for (let index = 0; index < y.length; index += 1) {
    const [a, b] = [x[index] ?? 0, y[index] ?? 0];
    all.x[index + 1] = (all.x[index] ?? 0) + a;
    all.xx[index + 1] = (all.xx[index] ?? 0) + a * a;
    all.y[index + 1] = (all.y[index] ?? 0) + b;
    all.yy[index + 1] = (all.yy[index] ?? 0) + b * b;
    all.xy[index + 1] = (all.xy[index] ?? 0) + a * b;
  }
  return all;
}

interface Line {
  readonly meanX: number;
  readonly meanY: number;
  readonly slope: number;
  /** Mean of the squares that are left. */
  readonly variance: number;
}

/** Least squares over the points `from` to `to`. */
function fitLine(sums: Sums, from: number, to: number): Line {
  const of = (list: Float64Array): number => (list[to] ?? 0) - (list[from] ?? 0);
  const count = to - from;
  const [meanX, meanY] = [of(sums.x) / count, of(sums.y) / count];
  const squareX = Math.max(0, of(sums.xx) - count * meanX ** 2);
  const squareY = Math.max(0, of(sums.yy) - count * meanY ** 2);
  const product = of(sums.xy) - count * meanX * meanY;
  const slope = squareX > 0 ? product / squareX : 0;
  return { meanX, meanY, slope, variance: Math.max(0, squareY - slope * product) / count };
}

/** −2 log likelihood of a normal distribution around the line whose variance is known to be no less than `least`. */
function costOf(sums: Sums, [from, to]: readonly [number, number], least: number): number {
  const { variance } = fitLine(sums, from, to);
  const taken = Math.max(variance, least);
  return (to - from) * (Math.log(taken) + variance / taken);
}

/**
 * The places at which a new segment begins, by PELT: exact, and faster than trying all, since a beginning that is behind by more
 * than a change costs can never win (Killick, Fearnhead and Eckley, "Optimal detection of changepoints with a linear
 * computational cost", 2012).
 */
function searchPlaces(sums: Sums, count: number, least: number): readonly number[] {
  const penalty = strictness * numbersPerChange * Math.log(count);
  const best = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
  const last = new Int32Array(count + 1);
  best[0] = -penalty;
  let open = [0];
  for (let end = fewestPoints; end <= count; end += 1) {
    const costs = open.map((from) => (best[from] ?? 0) + costOf(sums, [from, end], least));
    for (const [index, cost] of costs.entries()) {
      if (cost + penalty >= (best[end] ?? 0)) continue;
      best[end] = cost + penalty;
      last[end] = open[index] ?? 0;
    }
    open = open.filter((_, index) => (costs[index] ?? 0) <= (best[end] ?? 0));
    if (end + 1 - fewestPoints >= fewestPoints) open.push(end + 1 - fewestPoints);
  }
  const places: number[] = [];
  for (let place = last[count] ?? 0; place > 0; place = last[place] ?? 0) places.unshift(place);
  return places;
}

/** What differs most between two neighbours, each in its own standard errors. */
function toKind(before: Segment, after: Segment): ChangePoint['kind'] {
  const [earlier, later] = [before.to - before.from, after.to - after.from];
  const noise = Math.max(before.spread, after.spread);
  const jump = Math.abs(after.startLevel - before.endLevel) / (noise * Math.sqrt(4 / earlier + 4 / later));
  const slopeOf = ({ startLevel, endLevel }: Segment, length: number): number =>
    (endLevel - startLevel) / Math.max(1, length - 1);
  const slopeError = noise * Math.sqrt(12 / earlier ** 3 + 12 / later ** 3);
  const bend = Math.abs(slopeOf(after, later) - slopeOf(before, earlier)) / slopeError;
  const swing = (2 * Math.abs(Math.log(after.spread / before.spread))) / Math.sqrt(2 / earlier + 2 / later);
  const most = Math.max(jump, bend, swing);
  if (jump === most) return 'level';
  return bend === most ? 'trend' : 'spread';
}

export interface SegmentedSeries {
  readonly segments: readonly Segment[];
  readonly changes: readonly ChangePoint[];
}

/**
 * Cuts a series where its level, trend or spread changes. `floor` is the smallest spread that means anything, in the unit of
 * the values. Exact; at worst quadratic in the points, so it is asked of some hundred at a time.
 */
export function segmentSeries(times: Float64Array, values: Float64Array, floor: number): SegmentedSeries {
  const count = values.length;
  if (count < fewestPoints) return { segments: [], changes: [] };
  const x = toSteps(times);
  const sums = addUp(x, values);
  const least = floor ** 2;
  const places = searchPlaces(sums, count, least);
  const edges = [0, ...places, count];
  const segments = edges.slice(1).map((to, index): Segment => {
    const from = edges[index] ?? 0;
    const { meanX, meanY, slope, variance } = fitLine(sums, from, to);
    const levelAt = (place: number): number => meanY + slope * ((x[place] ?? 0) - meanX);
    return {
      from,
      to,
      startLevel: levelAt(from),
      endLevel: levelAt(to - 1),
      spread: Math.sqrt(Math.max(variance, least)),
    };
  });
  const changes = places.flatMap((place, index): ChangePoint | [] => {
    const [before, after] = [segments[index], segments[index + 1]];
    if (before === undefined || after === undefined) return [];
    const costAt = (at: number): number =>
      costOf(sums, [before.from, at], least) + costOf(sums, [at, after.to], least);
    const chosen = costAt(place);
    let [low, high] = [place, place];
    while (low - 1 - before.from >= fewestPoints && costAt(low - 1) - chosen <= plausibleGap) low -= 1;
    while (after.to - high - 1 >= fewestPoints && costAt(high + 1) - chosen <= plausibleGap) high += 1;
    return { place, possible: [low, high], kind: toKind(before, after), before, after };
  });
  return { segments, changes };
}
