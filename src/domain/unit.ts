/** What a number counts. Bytes are bytes, never bits; `percent` is 0–100, `ratio` is 0–1. */
export type Unit =
  | 'none'
  | 'count'
  | 'bytes'
  | 'bytes_per_second'
  | 'per_second'
  | 'seconds'
  | 'percent'
  | 'ratio';

/** Metric-name endings and their unit, after the Prometheus naming conventions; the first that fits counts. */
const endings: readonly (readonly [RegExp, Unit])[] = [
  [/(_bytes_per_second|_bytes:rate\d*\w*)$/, 'bytes_per_second'],
  [/(_per_second|_rps|_qps|:rate\d*\w*)$/, 'per_second'],
  [/(_bytes|_bytes_total|:bytes)$/, 'bytes'],
  [/(_seconds|_seconds_total|_s|:seconds)$/, 'seconds'],
  [/(_percent|_percentage|_pct|:percent)$/, 'percent'],
  [/(_ratio|:ratio(?:_\w+|\d\w*)?)$/, 'ratio'],
  [/(_total|_count|_connections|_in_use)$/, 'count'],
];

export function unitOfMetric(name: string): Unit {
  return endings.find(([ending]) => ending.test(name))?.[1] ?? 'none';
}

/** A share that is smaller than a percentage point says nothing by having doubled. */
const smallestSizes: Readonly<Partial<Record<Unit, number>>> = { percent: 1, ratio: 0.01 };

/** How large a value counts at least when a change is held against it. */
export function smallestSize(unit: Unit): number {
  return smallestSizes[unit] ?? 0;
}

const byteSteps = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

function threeDigits(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) return value.toExponential(2);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return String(Number(value.toFixed(digits)));
}

function formatBytes(value: number): string {
  let rest = value;
  let step = 0;
  while (Math.abs(rest) >= 1000 && step < byteSteps.length - 1) {
    rest /= 1000;
    step += 1;
  }
  return `${threeDigits(rest)} ${byteSteps[step]}`;
}

function formatSeconds(value: number): string {
  const size = Math.abs(value);
  if (size < 1 && size > 0) return `${threeDigits(value * 1000)} ms`;
  return `${threeDigits(value)} s`;
}

/** A number for people: three significant digits, SI bytes (1 GB = 10⁹ B), no unit for plain numbers. */
export function formatValue(value: number, unit: Unit): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value > 0 ? '+Inf' : '-Inf';
  switch (unit) {
    case 'bytes':
      return formatBytes(value);
    case 'bytes_per_second':
      return `${formatBytes(value)}/s`;
    case 'per_second':
      return `${threeDigits(value)}/s`;
    case 'seconds':
      return formatSeconds(value);
    case 'percent':
      return `${threeDigits(value)} %`;
    case 'ratio':
      return `${threeDigits(value * 100)} %`;
    case 'count':
    case 'none':
      return threeDigits(value);
  }
}
