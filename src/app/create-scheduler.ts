import type { Config } from '../config/schema.ts';
import type { Clock } from '../domain/clock.ts';
import type { AppError } from '../domain/errors.ts';
import { createInProcessScheduler } from '../scheduling/in-process.ts';
import type { Scheduler, WorkKey } from '../scheduling/scheduler.ts';

/** Runs at a time, for each kind of work: in one process, and in each of several replicas. */
const placesAlone = 8;
const placesShared = 4;

/** One process keeps its work to itself, and need not load what shares it; replicas on PostgreSQL share it. */
export async function createScheduler(
  config: Config,
  deps: {
    readonly clock: Clock;
    readonly random: () => number;
    readonly onFailure: (key: WorkKey, error: AppError, retryInMs: number) => void;
    readonly onTrouble: (error: AppError) => void;
  },
): Promise<Scheduler> {
  const { url } = config.storage;
  if (url === undefined) return createInProcessScheduler({ ...deps, concurrency: placesAlone });
  const { createPgBossScheduler } = await import('../scheduling/pg-boss.ts');
  return createPgBossScheduler({ ...deps, url, concurrency: placesShared });
}
