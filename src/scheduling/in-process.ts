import type { Clock } from '../domain/clock.ts';
import { type AppError, toAppError } from '../domain/errors.ts';
import { decideRetryDelay } from './retry-delay.ts';
import type { Scheduler, WorkHandler, WorkKey } from './scheduler.ts';

export interface InProcessOptions {
  readonly clock: Clock;
  /** 0 ≤ x < 1, spreads retries. */
  readonly random: () => number;
  /** Runs at a time, for each kind of work. */
  readonly concurrency: number;
  readonly onFailure: (key: WorkKey, error: AppError, retryInMs: number) => void;
}

/**
 * A key is in one of these states; a key without an entry is idle:
 * `waiting` (a timer is set) → `queued` (ready, no free place) → `running` → idle, or back to `waiting` or `queued`.
 */
interface Entry {
  readonly key: WorkKey;
  state: 'waiting' | 'queued' | 'running';
  /** Requested while it ran: run once more after this delay. */
  againAfterMs: number | null;
  failures: number;
  dueMs: number;
  cancel: () => void;
}

const nothing = (): void => undefined;

/** The scheduler for a single process. Keeps nothing: after a restart the sweep asks again for all that is behind. */
export function createInProcessScheduler(options: InProcessOptions): Scheduler {
  const { clock } = options;
  const handlers = new Map<string, WorkHandler>();
  const entries = new Map<string, Entry>();
  const queues = new Map<string, Entry[]>();
  const running = new Map<string, Set<Promise<void>>>();
  const stopping = new AbortController();
  let started = false;

  function nameOf(key: WorkKey): string {
    return `${key.kind}:${key.id}`;
  }

  function enqueue(entry: Entry): void {
    entry.state = 'queued';
    const queue = queues.get(entry.key.kind) ?? [];
    queue.push(entry);
    queues.set(entry.key.kind, queue);
    pump(entry.key.kind);
  }

  function wait(entry: Entry, delayMs: number): void {
    entry.cancel();
    if (delayMs <= 0) {
      enqueue(entry);
      return;
    }
    entry.state = 'waiting';
    entry.dueMs = clock.now() + delayMs;
    entry.cancel = clock.after(delayMs, () => enqueue(entry));
  }

  async function run(entry: Entry, handler: WorkHandler): Promise<void> {
    entry.state = 'running';
    entry.againAfterMs = null;
    try {
      await handler(entry.key.id, stopping.signal);
      entry.failures = 0;
    } catch (thrown) {
      const error = toAppError(thrown);
      if (stopping.signal.aborted) return;
      entry.failures += 1;
      const delay = decideRetryDelay(error, entry.failures, options.random);
      options.onFailure(entry.key, error, delay);
      wait(entry, delay);
      return;
    }
    if (stopping.signal.aborted) return;
    if (entry.againAfterMs === null) entries.delete(nameOf(entry.key));
    else wait(entry, entry.againAfterMs);
  }

  function pump(kind: string): void {
    const handler = handlers.get(kind);
    const queue = queues.get(kind) ?? [];
    const active = running.get(kind) ?? new Set();
    running.set(kind, active);
    while (started && handler !== undefined && active.size < options.concurrency) {
      const entry = queue.shift();
      if (entry === undefined) return;
      const work = run(entry, handler).finally(() => {
        active.delete(work);
        pump(kind);
      });
      active.add(work);
    }
  }

  return {
    handle: (kind, handler) => {
      handlers.set(kind, handler);
      pump(kind);
    },
    request: (key, afterMs = 0) => {
      if (stopping.signal.aborted) return;
      const entry = entries.get(nameOf(key));
      if (entry === undefined) {
        const fresh: Entry = {
          key,
          state: 'waiting',
          againAfterMs: null,
          failures: 0,
          dueMs: 0,
          cancel: nothing,
        };
        entries.set(nameOf(key), fresh);
        wait(fresh, afterMs);
      } else if (entry.state === 'running') {
        entry.againAfterMs = Math.min(afterMs, entry.againAfterMs ?? afterMs);
      } else if (entry.state === 'waiting' && entry.failures === 0 && clock.now() + afterMs < entry.dueMs) {
        wait(entry, afterMs);
      }
    },
    depth: () =>
      Promise.resolve(new Map([...queues.entries()].map(([kind, queue]) => [kind, queue.length] as const))),
    start: () => {
      started = true;
      for (const kind of queues.keys()) pump(kind);
    },
    stop: async () => {
      started = false;
      stopping.abort();
      for (const entry of entries.values()) entry.cancel();
      await Promise.allSettled([...running.values()].flatMap((active) => [...active]));
    },
  };
}
