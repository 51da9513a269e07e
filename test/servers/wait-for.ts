import { setTimeout as delay } from 'node:timers/promises';

export type WaitOptions = {
  readonly timeoutMs?: number;
  readonly intervalMs?: number;
  /** What is waited for, as it should read after "waiting for". */
  readonly what: string;
};

type Falsy = undefined | null | false | 0 | '';

/**
 * Asks `fn` again and again until it answers something truthy, and returns that answer. An error it throws counts as
 * "not yet"; the last one is shown if the deadline (5 s by default) passes.
 */
export async function waitFor<T>(fn: () => T | Promise<T>, options: WaitOptions): Promise<Exclude<T, Falsy>> {
  const { timeoutMs = 5_000, intervalMs = 25, what } = options;
  const deadlineMs = performance.now() + timeoutMs;
  let lastError: unknown;
  while (true) {
    const leftMs = deadlineMs - performance.now();
    if (leftMs <= 0) {
      const reason = lastError === undefined ? '' : `; last error: ${messageOf(lastError)}`;
      throw new Error(`gave up after ${timeoutMs} ms waiting for ${what}${reason}`, { cause: lastError });
    }
    try {
      const answer = await within(fn, leftMs);
      if (answer) return answer as Exclude<T, Falsy>;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    await delay(Math.min(intervalMs, Math.max(0, deadlineMs - performance.now())));
  }
}

/** A call that hangs must not outlive the deadline. */
async function within<T>(fn: () => T | Promise<T>, timeoutMs: number): Promise<T> {
  const aborter = new AbortController();
  const timeout = delay(timeoutMs, undefined, { signal: aborter.signal }).then(() => {
    throw new Error('the last attempt did not answer');
  });
  timeout.catch(() => undefined);
  try {
    return await Promise.race([fn(), timeout]);
  } finally {
    aborter.abort();
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
