/** Numbers with units, as sentences write them and as facts hold them. */
import type { Unit } from '../../domain/unit.ts';

export type Dimension = 'bytes' | 'seconds' | 'percent' | 'none';

export interface Quantity {
  /** In bytes, seconds, percent, or as it is; the sign is dropped ("fell by 3 GB" is a change of −3 GB). */
  readonly value: number;
  readonly dimension: Dimension;
  /** The seconds that it is divided by: 3600 for "GB an hour"; null when it is an amount. */
  readonly perSeconds: number | null;
}

const scales: Readonly<Record<Exclude<Dimension, 'none'>, Readonly<Record<string, number>>>> = {
  percent: { '%': 1, percent: 1, pct: 1 },
  bytes: {
    b: 1,
    byte: 1,
    bytes: 1,
    kb: 1e3,
    mb: 1e6,
    gb: 1e9,
    tb: 1e12,
    pb: 1e15,
    kib: 2 ** 10,
    mib: 2 ** 20,
    gib: 2 ** 30,
    tib: 2 ** 40,
    pib: 2 ** 50,
  },
  seconds: {
    ns: 1e-9,
    µs: 1e-6,
    us: 1e-6,
    ms: 1e-3,
    millisecond: 1e-3,
    milliseconds: 1e-3,
    s: 1,
    sec: 1,
    secs: 1,
    second: 1,
    seconds: 1,
    min: 60,
    mins: 60,
    minute: 60,
    minutes: 60,
    h: 3600,
    hr: 3600,
    hrs: 3600,
    hour: 3600,
    hours: 3600,
    d: 86_400,
    day: 86_400,
    days: 86_400,
  },
};

const units = new Map(
  Object.entries(scales).flatMap(([dimension, words]) =>
    Object.entries(words).map(
      ([word, scale]) => [word, { dimension: dimension as Dimension, scale }] as const,
    ),
  ),
);

export function findUnit(word: string): { readonly dimension: Dimension; readonly scale: number } | null {
  return units.get(word.toLowerCase()) ?? null;
}

/** "118k records", "1.2 million requests". Lower-case `m` is left to minutes and milli. */
const magnitudes = new Map([
  ['k', 1e3],
  ['K', 1e3],
  ['thousand', 1e3],
  ['M', 1e6],
  ['million', 1e6],
  ['bn', 1e9],
  ['billion', 1e9],
]);

export function findMagnitude(word: string): number | null {
  return magnitudes.get(word) ?? null;
}

/** What "per …" divides by, in seconds; null when the word is no time. */
export function toPerSeconds(word: string): number | null {
  const unit = findUnit(word);
  return unit?.dimension === 'seconds' ? unit.scale : null;
}

/** What a metric's name says of its unit where the naming conventions do not. */
const nameHints: readonly (readonly [RegExp, Dimension, number])[] = [
  [/(?:_ms|millis(?:econds)?)\b/, 'seconds', 1e-3],
  [/(?:_us|micros(?:econds)?)\b/, 'seconds', 1e-6],
  [/_(?:kb|kilobytes)\b/, 'bytes', 1e3],
  [/_(?:mb|megabytes)\b/, 'bytes', 1e6],
  [/_(?:gb|gigabytes)\b/, 'bytes', 1e9],
];

const dimensionOf: Readonly<
  Record<Unit, { readonly dimension: Dimension; readonly perSeconds: number | null }>
> = {
  bytes: { dimension: 'bytes', perSeconds: null },
  bytes_per_second: { dimension: 'bytes', perSeconds: 1 },
  seconds: { dimension: 'seconds', perSeconds: null },
  percent: { dimension: 'percent', perSeconds: null },
  ratio: { dimension: 'percent', perSeconds: null },
  per_second: { dimension: 'none', perSeconds: 1 },
  count: { dimension: 'none', perSeconds: null },
  none: { dimension: 'none', perSeconds: null },
};

/** Everything that a number of this unit may be called in a sentence. `hint` is the metric's name. */
export function toQuantities(value: number, unit: Unit, hint: string): readonly Quantity[] {
  const size = Math.abs(value);
  const { dimension, perSeconds } = dimensionOf[unit];
  if (unit === 'ratio') {
    return [
      { value: size * 100, dimension, perSeconds },
      { value: size, dimension: 'none', perSeconds: null },
    ];
  }
  const plain: Quantity = { value: size, dimension, perSeconds };
  if (unit !== 'none') return [plain];
  const hinted = nameHints.find(([pattern]) => pattern.test(hint));
  if (hinted !== undefined)
    return [plain, { value: size * hinted[2], dimension: hinted[1], perSeconds: null }];
  // A share is written 0.95 and spoken of as 95 %; a percentage without a unit in its name as 95 %, too.
  const spoken = size <= 1.05 ? size * 100 : size;
  const rate: readonly Quantity[] = /rate|per_sec|rps|qps|throughput/.test(hint)
    ? [{ value: size, dimension: 'none', perSeconds: 1 }]
    : [];
  return [plain, { value: spoken, dimension: 'percent', perSeconds: null }, ...rate];
}

export interface Written extends Quantity {
  /** How far off the true value may be: half a unit of the last digit that is written. */
  readonly tolerance: number;
  /** "5 replicas": no seconds, no bytes. */
  readonly counts: boolean;
}

/** A figure without a unit may stand for a number of any unit, one with a unit only for its own. */
export function fits(figure: Written, known: Quantity): boolean {
  const slack = figure.tolerance + Math.abs(known.value) * 1e-9;
  if (figure.counts && known.dimension !== 'none') return false;
  if (figure.dimension !== 'none' && figure.dimension !== known.dimension) return false;
  if (figure.perSeconds === null) {
    if (known.perSeconds !== null && figure.dimension !== 'none') return false;
    return Math.abs(known.value - figure.value) <= slack;
  }
  if (known.perSeconds === null || (figure.dimension === 'none' && known.dimension !== 'none')) return false;
  const factor = figure.perSeconds / known.perSeconds;
  return Math.abs(known.value * factor - figure.value) <= slack;
}
