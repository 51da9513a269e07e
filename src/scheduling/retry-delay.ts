import type { AppError, ErrorCode } from '../domain/errors.ts';

const firstRetryMs = 1000;
const longestRetryMs = 60_000;
const longestRejectedRetryMs = 300_000;
/** However long the other side asks us to wait: a day would be as good as never, and timers end at 24 days. */
const longestAskedRetryMs = 3_600_000;

/** A person has to change something first: asking every minute only fills the logs. */
const needsAPerson: readonly ErrorCode[] = ['notifier_rejected', 'notifier_unauthorized'];

/** Exponential with "equal jitter": half of the delay is fixed, half random; what the other side asks for comes first. */
export function decideRetryDelay(error: AppError, failures: number, random: () => number): number {
  if (error.retryAfterMs !== null) {
    return Math.min(longestAskedRetryMs, Math.max(firstRetryMs, error.retryAfterMs));
  }
  const soon = error.retryable && !needsAPerson.includes(error.code);
  const longest = soon ? longestRetryMs : longestRejectedRetryMs;
  const delay = Math.min(longest, firstRetryMs * 2 ** (failures - 1));
  return Math.round(delay / 2 + (delay / 2) * random());
}
