/** What to work on: `sync` of `incident/notifier`, `analyse` of an incident … */
export interface WorkKey {
  readonly kind: string;
  readonly id: string;
}

export type WorkHandler = (id: string, signal: AbortSignal) => Promise<void>;

/**
 * Runs keyed work that reads what should be true and makes it so.
 *
 * Promises: at most one run of a key at a time; requests for a key that waits coalesce into one run, a request for a
 * key that runs leads to one more run after it; a run that throws is tried again after a growing delay (or the delay
 * that its AppError asks for); one failing key never holds up others. A lost request is harmless as long as somebody
 * asks again for what is behind.
 */
export interface Scheduler {
  readonly handle: (kind: string, handler: WorkHandler) => void;
  /** `afterMs`: not before this long from now; 0 if left out. */
  readonly request: (key: WorkKey, afterMs?: number) => void;
  /** How many keys of each kind wait for a free place. */
  readonly depth: () => Promise<ReadonlyMap<string, number>>;
  readonly start: () => void;
  /** Takes no more work, signals those that run to end, and resolves when they have. */
  readonly stop: () => Promise<void>;
}
