import { constants } from 'node:os';

const cleanups = new Set<() => void>();
let hooked = false;

/**
 * Runs `cleanup` (synchronous) when this process ends, by itself or by a signal, the last one first. The answer
 * withdraws it, for things that were cleaned up in time.
 */
export function atExit(cleanup: () => void): () => void {
  hookOnce();
  cleanups.add(cleanup);
  return () => void cleanups.delete(cleanup);
}

function hookOnce(): void {
  if (hooked) return;
  hooked = true;
  process.once('exit', () => {
    for (const cleanup of [...cleanups].reverse()) cleanup();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
}
