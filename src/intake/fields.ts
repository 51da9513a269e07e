import { createHash } from 'node:crypto';
import type { Labels } from '../domain/labels.ts';

/** Small readers for what senders really send: loose on the way in, typed on the way out. */

export type Json = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function readText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The whole body is stored; what is shown, searched and explained is enough with this much of one value. */
export const longestValue = 8000;

function cutValue(text: string): string {
  if (text.length <= longestValue) return text;
  return `${text.slice(0, longestValue)}… (${text.length - longestValue} characters cut)`;
}

/** A value as JSON; JSON that is nested too deep to be written again is named as such. */
export function toJsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'nothing';
  } catch {
    return '(nested too deep)';
  }
}

/** Label values that are not strings are written as JSON; a thing that is no mapping has no labels. Overlong ones are cut, and say so. */
export function readLabels(value: unknown): Labels {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== undefined)
      .map(([name, inner]) => [name, cutValue(typeof inner === 'string' ? inner : toJsonText(inner))]),
  );
}

/** Later than any time in seconds that an alert can have (year 5138), earlier than any in milliseconds (1973). */
const smallestMilliseconds = 1e11;
/** The end of the year 9999: RFC 3339 cannot write a later time. */
const latestMs = Date.UTC(10_000, 0) - 1;

function inRange(ms: number): number | null {
  return ms > 0 && ms <= latestMs ? ms : null;
}

/**
 * RFC 3339 with any offset (UTC if it has none) and any precision, or epoch seconds or milliseconds as number or
 * digits. Null when it is none of these, and for Go's zero time (0001-01-01T00:00:00Z), which means "not set".
 */
export function readTime(value: unknown): number | null {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,16}(\.\d+)?$/.test(value))) {
    const number = Number(value);
    return inRange(Math.round(number < smallestMilliseconds ? number * 1000 : number));
  }
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d[T ]/.test(value)) return null;
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(value) ? value : `${value}Z`;
  return inRange(Date.parse(zoned));
}

/** A stand-in for Alertmanager's fingerprint: the same labels always give the same 16 hex digits. */
export function computeFingerprint(labels: Labels): string {
  const sorted = Object.keys(labels)
    .sort()
    .map((name) => [name, labels[name]]);
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
}
