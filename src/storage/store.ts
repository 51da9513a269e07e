import type { Db } from './schema.ts';

/** An open store of either dialect. */
export interface Store {
  readonly db: Db;
  readonly kind: 'sqlite' | 'postgres';
  /** Resolves once its schema is up to date. */
  readonly ready: Promise<void>;
  readonly close: () => Promise<void>;
}
