/** What a number may be called that a series has, and which of its values a sentence can mean. */
import { type Quantity, toQuantities } from '../quantity.ts';
import { type Course, listRuns, rangeOf, valueAt } from './course.ts';
import type { Moment } from './moments.ts';
import type { Numeral } from './numeral.ts';
import type { Item } from './subjects.ts';

/** A unit that the values of a series may be told in: value × scale. */
export interface Scale extends Omit<Quantity, 'value'> {
  readonly scale: number;
}

export function listScales({ ground, course }: Item): readonly Scale[] {
  const known = ground.facts.find(({ fact }) => fact.name === 'now')?.fact;
  if (course === null || known === undefined) return [];
  const size = Math.max(Math.abs(course.high[1]), Math.abs(course.low[1])) || 1;
  return toQuantities(size, known.unit, ground.subject).map(({ value, dimension, perSeconds }) => ({
    dimension,
    perSeconds,
    scale: value / size,
  }));
}

export function unitOf({ ground }: Item): string {
  return ground.facts.find(({ fact }) => fact.name === 'now')?.fact.unit ?? 'none';
}

export function isShareSeries(item: Item): boolean {
  const unit = unitOf(item);
  return unit === 'percent' || unit === 'ratio' || (unit === 'none' && (item.course?.high[1] ?? 2) <= 1.05);
}

export function thresholdOf({ ground }: Item): number | null {
  return ground.facts.find(({ fact }) => fact.name === 'threshold')?.fact.value ?? null;
}

/** Lowest and highest of what is meant; most often they are the same. */
export type Span = readonly [low: number, high: number];

/** A part of a whole that is spelled: "half", "two thirds of". */
function isPart({ kind, value, isSpelled }: Pick<Numeral, 'kind' | 'value' | 'isSpelled'>): boolean {
  return isSpelled && (kind === 'share' || (kind === 'factor' && value < 1));
}

type Measured = Pick<Numeral, 'value' | 'tolerance' | 'bound' | 'kind' | 'isSpelled'>;

export function isWithin(numeral: Measured, [low, high]: Span): boolean {
  const { value, tolerance, bound } = numeral;
  const slack = tolerance * 1.02 + Math.abs(value) * 1e-6;
  if (bound !== null && isPart(numeral)) {
    const near = Math.min(slack, value * partSlackShare);
    return bound === 'above'
      ? high >= value - near && low <= value * partFactor
      : low <= value + near && high >= value / partFactor;
  }
  if (bound === 'above' && high >= value - slack && low <= value * aboveFactor) return true;
  if (bound === 'below' && low <= value + slack && high >= value / aboveFactor) return true;
  return value >= low - slack && value <= high + slack;
}
/** "more than 90" is not said of 200. */
const aboveFactor = 1.6;
/** "less than half" is said of a quarter, but not of 52 %. */
const partFactor = 2.5;
const partSlackShare = 0.02;

const zeroShare = 0.05;

/** Beside this share of its size a course that drifts is told by any of its values. */
const driftShare = 0.05;

/** The values that a course takes where it hardly moves at all: any of them may be told. */
export function listCalmSpans({ low, high }: Course): readonly Span[] {
  const size = Math.max(Math.abs(low[1]), Math.abs(high[1]));
  return high[1] - low[1] <= size * driftShare ? [[low[1], high[1]]] : [];
}

/** Whether a numeral is one of these values of a series, in a unit in which they may be told. */
export function fitsSpans(numeral: Numeral, item: Item, spans: readonly Span[]): boolean {
  return listScales(item).some((scale) => {
    const factor = toFactor(numeral, scale);
    if (factor === null) return false;
    const most = (item.course?.high[1] ?? 0) * factor;
    // "0" of what is never more than 0.3 is nought, and not less than a half; "1" of what is never more is all of it.
    const rounded =
      numeral.value === 0 || (numeral.value === 1 && most <= 1.05)
        ? { ...numeral, tolerance: Math.min(numeral.tolerance, Math.abs(most) * zeroShare) }
        : numeral;
    return spans.some(([low, high]) => {
      const ends = [low * factor, high * factor].map(Math.abs);
      return isWithin(rounded, [Math.min(...ends), Math.max(...ends)]);
    });
  });
}

/** By what a series' value is multiplied to be told as the numeral is; null where it can't be. */
export function toFactor(numeral: Numeral, { dimension, perSeconds, scale }: Scale): number | null {
  if (numeral.dimension !== 'none' && numeral.dimension !== dimension) return null;
  if (numeral.perSeconds === null) {
    return perSeconds !== null && numeral.dimension !== 'none' ? null : scale;
  }
  if (perSeconds === null || (numeral.dimension === 'none' && dimension !== 'none')) return null;
  return (scale * numeral.perSeconds) / perSeconds;
}

/** What a numeral is in the unit in which a series is measured; several where it may be told in several. */
export function toLevels(numeral: Numeral, item: Item): readonly number[] {
  return listScales(item).flatMap((scale) => {
    const factor = toFactor(numeral, scale);
    return factor === null || factor === 0 ? [] : [numeral.value / factor];
  });
}

const nearMs = 60_000;

/** The values around a moment: between two points either may be meant. */
export function spanAt(course: Course, ms: number, slackMs: number): Span | null {
  const slack = Math.max(nearMs, course.stepMs) + slackMs;
  return valueAt(course, ms) === null ? null : rangeOf(course, ms - slack, ms + slack);
}

const exactMs = 1500;

/** The value that was measured right at a moment. */
export function pointAt({ points }: Course, ms: number): number | null {
  return points.find(([at]) => Math.abs(at - ms) <= exactMs)?.[1] ?? null;
}

export function toSpan(value: number): Span {
  return [value, value];
}

/** Every value at which a course turns, is highest or lowest. */
export function listTurnSpans({ turns, low, high, earlier }: Course): readonly Span[] {
  return [...turns, low, high, ...(earlier === null ? [] : [earlier])].map(([, value]) => toSpan(value));
}

/** The values that were there before something happened: all turns but the last, and what its item tells of before. */
export function listBaseSpans({ turns, low, high, earlier, last }: Course): readonly Span[] {
  const told = [low, high, ...(earlier === null ? [] : [earlier])].filter(([ms]) => ms < last[0]);
  return [...turns.slice(0, -1), ...told].map(([, value]) => toSpan(value));
}

/** The values that a movement has led to: all turns but the first. */
export function listReachedSpans(course: Course): readonly Span[] {
  const ends = listRuns(course).map(({ to }) => to);
  return [...ends, course.low[1], course.high[1], course.last[1]].map(toSpan);
}

/** The values at the ends of a moment. */
export function listMomentSpans(course: Course, moment: Moment): readonly Span[] {
  const ends =
    moment.kind === 'at'
      ? [moment.toMs]
      : moment.kind === 'since'
        ? [moment.fromMs, course.last[0]]
        : moment.kind === 'until'
          ? [moment.toMs]
          : [moment.fromMs, moment.toMs];
  return ends.flatMap((ms) => {
    const exact = moment.isExact === true || moment.source === 'now' ? pointAt(course, ms) : null;
    if (exact !== null) return [toSpan(exact)];
    const span = spanAt(course, ms, moment.slackMs);
    return span === null ? [] : [span];
  });
}
