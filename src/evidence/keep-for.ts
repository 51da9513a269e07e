import type { Clock } from '../domain/clock.ts';

/** More keys than a source is asked for in the time that they are kept. */
const mostKept = 500;

/** Loads each key once and keeps it for a while; what failed is loaded again when it is next asked for. */
export function keepFor<T>(
  clock: Clock,
  keptMs: number,
  load: (key: string, signal: AbortSignal) => Promise<T>,
): (key: string, signal: AbortSignal) => Promise<T> {
  const kept = new Map<string, { readonly value: Promise<T>; readonly atMs: number }>();
  return (key, signal) => {
    const there = kept.get(key);
    if (there !== undefined && clock.now() - there.atMs < keptMs) return there.value;
    const value = load(key, signal);
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, { value, atMs: clock.now() });
    value.catch(() => {
      if (kept.get(key)?.value === value) kept.delete(key);
    });
    return value;
  };
}
