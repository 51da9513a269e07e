import type { KyselyPlugin } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import type { Db } from '../storage/schema.ts';

/** What a drill may break for a while. */
export const breakableParts = ['model', 'evidence', 'notifier', 'store'] as const;
export type BreakablePart = (typeof breakableParts)[number];

/** Breaks parts of this very process for a drill; nothing outside of it notices more than calls that stay away. */
export interface Breakage {
  readonly breakFor: (part: BreakablePart, durationMs: number) => void;
  /** The same `fetch`, which fails like a refused connection while the part is broken. */
  readonly fetchOf: (part: BreakablePart, inner: typeof fetch) => typeof fetch;
  /** The same store, which fails while it is broken. */
  readonly guard: (db: Db) => Db;
}

const reason = 'broken on purpose by a drill';

export function createBreakage(clock: Clock): Breakage {
  const brokenUntilMs = new Map<BreakablePart, number>();
  const isBroken = (part: BreakablePart): boolean => clock.now() < (brokenUntilMs.get(part) ?? 0);
  const storeBreaker: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (isBroken('store')) {
        throw new AppError({ code: 'storage_unavailable', message: `the store is ${reason}` });
      }
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return {
    breakFor: (part, durationMs) => {
      brokenUntilMs.set(part, clock.now() + durationMs);
    },
    fetchOf: (part, inner) => (input, init) => {
      if (!isBroken(part)) return inner(input, init);
      const cause = Object.assign(new Error(reason), { code: 'ECONNREFUSED' });
      return Promise.reject(new TypeError('fetch failed', { cause }));
    },
    guard: (db) => db.withPlugin(storeBreaker),
  };
}

/** For a service in which no drill is allowed: costs nothing, breaks nothing. */
export const noBreakage: Breakage = {
  breakFor: () => {
    throw new AppError({
      code: 'not_found',
      message: 'no drill is allowed here; set server.allow_drills and restart',
    });
  },
  fetchOf: (_, inner) => inner,
  guard: (db) => db,
};
