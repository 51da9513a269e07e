/**
 * What differs between two lines of one message, the longest first: a time of day is no three numbers. Words stay, and
 * so do host names: they say who is meant.
 */
const variable: readonly RegExp[] = [
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
  /\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?/g,
  /\b0x[0-9a-f]+\b/gi,
  /\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{8,64}\b/gi,
  /\b(?=[A-Za-z0-9_-]*\d)(?=[A-Za-z0-9_-]*[A-Z])(?=[A-Za-z0-9_-]*[a-z])[A-Za-z0-9_-]{20,}={0,2}/g,
  /\d[\d.:]*/g,
];

/** Long lines of one kind differ somewhere in their tail. */
const comparedCharacters = 400;

/** A log line with everything masked that differs from one occurrence to the next: ids, times, numbers. */
export function maskLine(line: string): string {
  return variable.reduce((text, pattern) => text.replaceAll(pattern, '#'), line.slice(0, comparedCharacters));
}
