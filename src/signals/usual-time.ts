/**
 * Of the time before an alert, the first part is taken for usual. A fault builds up for minutes or for hours before an alert
 * tells of it, so that the rest may already be part of it.
 */
const usualShare = 0.35;

/** Where the time that is taken for usual ends. */
export function usualUntil(fromMs: number, startedAtMs: number): number {
  return fromMs + usualShare * Math.max(0, startedAtMs - fromMs);
}
