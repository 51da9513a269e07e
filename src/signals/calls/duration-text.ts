const unitMs: Readonly<Record<string, number>> = {
  ...{ ns: 1e-6, nano: 1e-6, us: 1e-3, µs: 1e-3, micro: 1e-3, ms: 1, milli: 1, msec: 1 },
  ...{
    s: 1000,
    sec: 1000,
    second: 1000,
    m: 60_000,
    min: 60_000,
    minute: 60_000,
    h: 3_600_000,
    hour: 3_600_000,
  },
};

const plain =
  /(?<![\w.])(\d[\d_]*(?:\.\d+)?)\s?(ns|µs|us|ms|msecs?|millis(?:econds?)?|s|secs?|seconds?|m|min|mins|minutes?|h|hours?)\b(?![\w/])/gi;
/** `Duration.ofMillis(700)`, `TimeSpan.FromSeconds(2)`, `withDeadlineAfter(700, MILLISECONDS)`, `700.milliseconds`. */
const wrapped =
  /\b(?:of|from|new)?_?(nano|micro|milli|second|minute|hour)(?:second)?s?\s*\(\s*(\d[\d_]*(?:\.\d+)?)\s*\)|(?<![\w.])(\d[\d_]*(?:\.\d+)?)L?\s*(?:\*|,|\.)\s*(?:time\.|TimeUnit\.|Duration\.|ChronoUnit\.)?(nano|micro|milli|second|minute|hour)(?:second)?s?\b/gi;
/** ISO 8601: `PT0.7S`, `PT1M30S`. */
const iso = /\bPT(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?\b/g;

function factorOf(unit: string): number {
  const name = unit.toLowerCase();
  const short = name.replace(/s$/, '').replace(/^milli(?:second)?$|^msec$/, 'ms');
  return unitMs[name] ?? unitMs[short] ?? 1;
}

function toNumber(text: string): number {
  return Number(text.replaceAll('_', ''));
}

/** Durations with their unit, as logs, configurations and code write them, in milliseconds. */
export function durationsIn(text: string): readonly number[] {
  const inWrapped = [...text.matchAll(wrapped)].map(
    ([, unit, number, other, unitBehind]) =>
      toNumber(number ?? other ?? '') * factorOf(unit ?? unitBehind ?? ''),
  );
  const inIso = [...text.matchAll(iso)].flatMap(([whole, hours = '0', minutes = '0', seconds = '0']) =>
    whole === 'PT' ? [] : [Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000],
  );
  const inPlain = [...text.matchAll(plain)].map(
    ([, number = '', unit = '']) => toNumber(number) * factorOf(unit),
  );
  return [...inWrapped, ...inIso, ...inPlain].filter(Number.isFinite);
}

/** Milliseconds of one of what a name counts in: 1000 for `timeout_seconds`; null when it does not say. */
export function unitMsOf(name: string): number | null {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-zµ]+/);
  const unit = words.findLast((word) =>
    /^(?:ns|us|µs|ms|msecs?|millis|milliseconds?|s|secs?|seconds?|mins?|minutes?)$/.test(word),
  );
  return unit === undefined ? null : factorOf(unit);
}
