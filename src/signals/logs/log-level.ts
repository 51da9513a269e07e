import type { ObservedLog } from '../../domain/observation.ts';

/** How bad a line says it is: 3 ends something, 2 is an error, 1 a warning, 0 the rest. */
export type LogWeight = 0 | 1 | 2 | 3;

const weights: Readonly<Record<string, LogWeight>> = {
  emerg: 3,
  alert: 3,
  crit: 3,
  critical: 3,
  fatal: 3,
  panic: 3,
  error: 2,
  err: 2,
  severe: 2,
  warning: 1,
  warn: 1,
};

/** Said in the line itself where its source gives no level. */
const inLine: readonly (readonly [RegExp, LogWeight])[] = [
  [/\b(panic|fatal|critical|OOMKilled|segfault)\b/i, 3],
  [/\b(error|exception|traceback|failed|failure|refused|denied)\b/i, 2],
  [/\b(warn|warning|timed? ?out|retrying|degraded)\b/i, 1],
];

const searchedCharacters = 300;

export function weighLog({ labels, fields, line }: ObservedLog): LogWeight {
  const level = labels['level'] ?? labels['severity'] ?? fields['level'] ?? fields['severity'];
  const known = level === undefined ? undefined : weights[level.toLowerCase()];
  if (known !== undefined) return known;
  if (level !== undefined) return 0;
  const head = line.slice(0, searchedCharacters);
  return inLine.find(([pattern]) => pattern.test(head))?.[1] ?? 0;
}
