import type { ObservedLog, ObservedSeries } from '../../domain/observation.ts';
import { formatValue } from '../../domain/unit.ts';
import type { LogGroup } from '../logs/log-events.ts';
import { quoteLine } from '../logs/log-signals.ts';
import { isLeftByClient } from '../logs/point-of-line.ts';
import type { MovedSeries } from '../moved-series.ts';
import { toMeaning } from '../series/metric-meaning.ts';
import { medianOf } from '../series/order-statistics.ts';
import { durationsIn, unitMsOf } from './duration-text.ts';

/** A value at which calls of a service now end, again and again: how long they may take, how many there may be. */
export interface CallEnd {
  readonly service: string;
  readonly kind: 'time' | 'size' | 'tries';
  /** Milliseconds, or how many. */
  readonly value: number;
  readonly atMs: number;
  /** As one would quote it. */
  readonly because: string;
  readonly support: readonly string[];
}

/** So many times the same is no chance … */
const fewestSame = 3;
/** … when this share of them lies within this of the middle, or this near to it: timers and threads are late by a few milliseconds. */
const mostSame = 0.8;
const sameWithin = 0.03;
const lateMs = 5;
/** What ends at a wall varied this many times as much before. */
const calmer = 3;
/** What varied less than this before tells nothing by varying no more. */
const leastWidth = 0.005;

const givenUp =
  /time(?:d|s)?[ -]?out|timeout|deadline|no (?:response|answer)|(?:gave|giving|gives) up|abort|cancel|within (?:the )?(?:budget|limit|time)|took too long|unanswered|did not (?:respond|answer)/i;
const durationField = /elapsed|duration|took|timeout|deadline|latency|budget|waited|limit|after/i;
const full =
  /\b(\d{1,5})\s*(?:\/|of|out of)\s*(\d{1,5})\b|\b(?:pool|limit|max(?:imum)?|size|capacity|slots)\b\D{0,12}(\d{1,5})\b/i;
const fullWords =
  /exhaust|full|no (?:free|idle|available)|too many|acquir|rejected|in use|saturated|busy|used up/i;
const tries = /\b(?:after|of|attempts?|retries|tries)[ =:]+(\d{1,2})\s*(?:attempts?|retries|tries|times)?\b/i;
const triedWords = /gave up|giving up|exhausted|last|final|failed after|attempts?|retries/i;

function isSame(value: number, middle: number): boolean {
  return Math.abs(value - middle) <= Math.max(lateMs, sameWithin * middle);
}

/** The value that nearly all of a list have; null when they differ, or are few. */
function commonOf(values: readonly number[]): number | null {
  if (values.length < fewestSame) return null;
  const middle = medianOf(Float64Array.from(values));
  return values.filter((value) => isSame(value, middle)).length >= mostSame * values.length ? middle : null;
}

/** `elapsed_ms=603`, `"timeout": 700` */
const keyed =
  /\b(\w*(?:elapsed|duration|took|timeout|deadline|latency|budget|waited)\w*)["']?\s*[=:]\s*["']?(\d+(?:\.\d+)?)(?![\w.%])/gi;

/** Durations of one line by where they stand: fields by name, numbers of the line by place. */
function durationsOf({ line, fields }: ObservedLog): readonly (readonly [where: string, ms: number])[] {
  const told = Object.entries(fields).flatMap(([name, text]): readonly (readonly [string, number])[] => {
    if (!durationField.test(name)) return [];
    const [written] = durationsIn(text);
    const number = Number(text);
    if (written !== undefined) return [[name, written]];
    return Number.isFinite(number) && text.trim() !== '' ? [[name, number * (unitMsOf(name) ?? 1)]] : [];
  });
  const inKeys = [...line.matchAll(keyed)].map(
    ([, name = '', number = '']) => [name, Number(number) * (unitMsOf(name) ?? 1)] as const,
  );
  return [...told, ...inKeys, ...durationsIn(line).map((ms, place) => [`#${place}`, ms] as const)];
}

function timesInLogs({ service, lines }: LogGroup & { readonly service: string }): readonly CallEnd[] {
  const [first] = lines;
  if (first === undefined || !givenUp.test(first.line) || isLeftByClient(first.line)) return [];
  const places = Map.groupBy(lines.flatMap(durationsOf), ([where]) => where);
  return [...places.values()].flatMap((found): readonly CallEnd[] => {
    const value = commonOf(found.map(([, ms]) => ms));
    if (value === null || value <= 0) return [];
    const because = `"${quoteLine(first.line)}" after ${formatValue(value / 1000, 'seconds')} each time`;
    const support = lines.slice(0, fewestSame).map(({ key }) => key);
    return [{ service, kind: 'time', value, atMs: first.timeMs, because, support }];
  });
}

function countsInLogs({ service, lines }: LogGroup & { readonly service: string }): readonly CallEnd[] {
  const [first] = lines;
  if (first === undefined || lines.length < fewestSame) return [];
  const base = {
    service,
    atMs: first.timeMs,
    because: `"${quoteLine(first.line)}"`,
    support: lines.slice(0, fewestSame).map(({ key }) => key),
  };
  const [, used, of, limit] = (fullWords.test(first.line) && full.exec(first.line)) || [];
  const size = limit ?? (used === of ? of : undefined);
  const [, tried] = (triedWords.test(first.line) && tries.exec(first.line)) || [];
  return [
    ...(size === undefined ? [] : [{ ...base, kind: 'size' as const, value: Number(size) }]),
    ...(tried === undefined ? [] : [{ ...base, kind: 'tries' as const, value: Number(tried) }]),
  ];
}

/** By how much values differ, of the middle: what nine tenths of them lie within. */
function relativeWidth(values: Float64Array): number {
  const middle = medianOf(values);
  const distances = values.map((value) => Math.abs(value - middle)).sort();
  return middle === 0
    ? Number.POSITIVE_INFINITY
    : (distances[Math.floor(0.9 * (distances.length - 1))] ?? 0) / middle;
}

/** A latency that moved to where it hardly differs any more, or what is in use and stays at one number. */
function inSeries(moved: MovedSeries, series: ObservedSeries, untilMs: number): readonly CallEnd[] {
  const { service, name, atMs, key, now, direction } = moved;
  if (service === null) return [];
  const { kind } = toMeaning(name);
  const valuesOf = (keep: (timeMs: number) => boolean): Float64Array =>
    Float64Array.from(series.points.flatMap(([timeMs, value]) => (keep(timeMs) ? [value] : [])));
  // The first points are on the way there.
  const during = valuesOf((timeMs) => timeMs >= atMs && timeMs <= untilMs).slice(1);
  const before = valuesOf((timeMs) => timeMs < atMs);
  const isFlat = during.length >= fewestSame && relativeWidth(during) <= sameWithin / 2;
  if (!isFlat || relativeWidth(before) < Math.max(leastWidth, calmer * relativeWidth(during))) return [];
  const value = medianOf(during);
  const base = { service, atMs, support: [key] };
  if (kind === 'latency') {
    const ms = value * (unitMsOf(name) ?? 1);
    return [
      { ...base, kind: 'time', value: ms, because: `${name} ends at ${formatValue(ms / 1000, 'seconds')}` },
    ];
  }
  const isCount =
    kind === 'saturation' && direction === 'up' && now >= 2 && Math.abs(value - Math.round(value)) < 1e-6;
  return isCount ? [{ ...base, kind: 'size', value, because: `${name} stays at ${value}` }] : [];
}

/** Where calls end since the incident, by what services say when they give up, and by series that run against a wall. */
export function findCallEnds(found: {
  readonly groups: readonly LogGroup[];
  readonly moved: readonly MovedSeries[];
  readonly series: readonly ObservedSeries[];
  readonly usualUntilMs: number;
  readonly untilMs: number;
}): readonly CallEnd[] {
  const { groups, moved, usualUntilMs, untilMs } = found;
  const byKey = new Map(found.series.map((one) => [one.key, one]));
  const told = groups.flatMap((group): readonly CallEnd[] => {
    const { service, weight } = group;
    if (service === null || weight === 0) return [];
    const since = { ...group, service, lines: group.lines.filter(({ timeMs }) => timeMs > usualUntilMs) };
    return [...timesInLogs(since), ...countsInLogs(since)];
  });
  const seen = moved.flatMap((one) => {
    const series = byKey.get(one.key);
    return series === undefined ? [] : inSeries(one, series, untilMs);
  });
  return [...seen, ...told];
}
