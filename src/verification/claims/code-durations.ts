/** Durations as programs write them, in the words of a sentence: a diff is evidence, too. */

const goUnits = 'Millisecond|Second|Minute|Hour';
const go = new RegExp(`\\b(\\d{1,9}) ?\\* ?time\\.(${goUnits})\\b`, 'g');
const java =
  /\b(?:Duration\.of|TimeSpan\.From)(Millis|Milliseconds|Seconds|Minutes|Hours|Days)\((\d{1,9})\)/g;
const python = /\btimedelta\((milliseconds|seconds|minutes|hours|days) ?= ?(\d{1,9})\)/g;
/** `ttl: 15m`: in a setting, `m` are minutes. */
const minutes = /(?<=[:=\s"'])(\d{1,6})m(?![\w.-])/g;

/** `durationMillis=1187`, `took_ms: 12`: the key says the unit. */
const keyed =
  /\b[a-z_]*(Millis|Ms|_ms|_millis|Seconds|Secs|_seconds|_secs|_sec|Bytes|_bytes|Pct|_pct|Percent|_percent)["']?\s?[=:]\s?(\d{1,12}(?:\.\d{1,6})?)(?![\w.])/g;
const keyUnits: readonly (readonly [RegExp, string])[] = [
  [/milli|ms/i, 'ms'],
  [/sec/i, 's'],
  [/byte/i, 'bytes'],
  [/p(?:er)?c(?:en)?t/i, '%'],
];

function toKeyUnit(key: string): string {
  return keyUnits.find(([pattern]) => pattern.test(key))?.[1] ?? '';
}

function toUnit(word: string): string {
  const unit = word.toLowerCase();
  return unit === 'millis' ? 'milliseconds' : unit;
}

/** `15 * time.Minute` as "15 minute", `Duration.ofSeconds(30)` as "30 seconds". */
export function spellDurations(text: string): string {
  return text
    .replaceAll(go, (_, amount: string, unit: string) => `${amount} ${toUnit(unit)}`)
    .replaceAll(java, (_, unit: string, amount: string) => `${amount} ${toUnit(unit)}`)
    .replaceAll(python, (_, unit: string, amount: string) => `${amount} ${unit}`)
    .replaceAll(keyed, (_, key: string, amount: string) => `${amount} ${toKeyUnit(key)}`)
    .replaceAll(minutes, (_, amount: string) => `${amount} min`);
}
