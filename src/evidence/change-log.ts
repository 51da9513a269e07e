import type { Change } from '../domain/change.ts';
import type { TimeRange } from '../domain/series.ts';

/** Where changes that were sent to us are kept. Failures are AppErrors `storage_unavailable`. */
export interface ChangeLog {
  /** The changes of a time, newest first. */
  readonly list: (range: TimeRange, limit: number) => Promise<readonly Change[]>;
}
