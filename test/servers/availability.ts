import { describe, test } from 'vitest';
import { findExecutable } from './executables.ts';
import { type TestServerName, testServers } from './server-table.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** Why a suite is skipped, for the summary at the end. */
    skippedBecause?: string;
  }
}

/** Which of these servers are not installed here. */
export function missingServers(names: readonly TestServerName[]): readonly TestServerName[] {
  return names.filter((name) => findExecutable(testServers[name].executables) === undefined);
}

/**
 * A `describe` that needs real servers. Where one is missing it is skipped and the summary says which; under `CI=true`
 * a missing server fails instead, so that a green build has run everything.
 */
export function describeWithServers(names: readonly TestServerName[], title: string, fn: () => void): void {
  const missing = missingServers(names);
  if (missing.length === 0) {
    describe(title, fn);
    return;
  }
  const reason = `not installed: ${missing.join(', ')}`;
  if (process.env['CI'] !== 'true') {
    describe.skip(title, { meta: { skippedBecause: reason } }, fn);
    return;
  }
  describe(title, () => {
    test('has the servers it needs', () => {
      throw new Error(`${reason} (run: node scripts/install-test-servers.ts)`);
    });
  });
}

/** A `describe` that needs programs which are nobody's to install for a test; it is skipped where they are missing. */
export function describeWithPrograms(names: readonly string[], title: string, fn: () => void): void {
  const missing = names.filter((name) => findExecutable([name]) === undefined);
  if (missing.length === 0) describe(title, fn);
  else describe.skip(title, { meta: { skippedBecause: `not installed: ${missing.join(', ')}` } }, fn);
}
