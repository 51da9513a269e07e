/**
 * The scheduler for several replicas, on pg-boss (https://timgit.github.io/pg-boss/). A key is a job with a singleton key
 * in a queue of policy `stately`: at most one job of it waits and at most one runs, over all replicas. A replica that dies
 * stops its heartbeat, and another one takes its jobs over. A failed run leaves a job that waits until its delay is over,
 * so that no other replica tries sooner.
 *
 * Jobs hold a key and a number of failures, nothing else; what is to be done stands in our own rows. A job that gets lost
 * is asked for again by the sweep.
 */
import { createHash } from 'node:crypto';
import { PgBoss } from 'pg-boss';
import type { Clock } from '../domain/clock.ts';
import { type AppError, toAppError } from '../domain/errors.ts';
import type { Secret } from '../domain/secret.ts';
import { decideRetryDelay } from './retry-delay.ts';
import type { Scheduler, WorkHandler, WorkKey } from './scheduler.ts';

export interface PgBossOptions {
  readonly url: Secret;
  readonly clock: Clock;
  /** 0 ≤ x < 1, spreads retries. */
  readonly random: () => number;
  /** Runs at a time in this replica, for each kind of work. */
  readonly concurrency: number;
  readonly onFailure: (key: WorkKey, error: AppError, retryInMs: number) => void;
  /** Something is wrong with the queue itself; the rows and the sweep make up for it. */
  readonly onTrouble: (error: AppError) => void;
}

interface Job {
  readonly id: string;
  readonly failures: number;
}

/** The shortest that pg-boss knows. */
const heartbeatSeconds = 10;
const superviseSeconds = 2;
const pollSeconds = 2;
/** A run that takes longer is taken for lost. An analysis may ask several models, each for a minute. */
const expireSeconds = 900;
/** Nothing is given up before a day; the rows stay behind for ever, and the sweep asks again. */
const retentionSeconds = 2 * 86_400;
const deleteAfterSeconds = 30;
const takeOvers = 1000;
const startAgainMs = 2000;
const stopTimeoutMs = 10_000;
const mostConnections = 6;

/** pg-boss keys are indexed text: a group key may be longer than an index entry. */
function toSingletonKey(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 40);
}

export function createPgBossScheduler(options: PgBossOptions): Scheduler {
  const { clock } = options;
  const boss = new PgBoss({
    connectionString: options.url.reveal(),
    max: mostConnections,
    connectionTimeoutMillis: 3000,
    application_name: 'llm-alert-bridge-jobs',
    schema: 'pgboss',
    schedule: false,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    maintenanceIntervalSeconds: 60,
    useListenNotify: true,
    reindex: false,
    monitorVacuum: false,
  });
  const trouble = (thrown: unknown): void => options.onTrouble(toAppError(thrown));
  boss.on('error', trouble);

  const handlers = new Map<string, WorkHandler>();
  const queues = new Set<string>();
  const timers = new Map<string, { readonly dueMs: number; readonly cancel: () => void }>();
  const asked: WorkKey[] = [];
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let ready = false;
  let starting: Promise<void> | null = null;
  let cancelStart = (): void => undefined;

  async function run(kind: string, handler: WorkHandler, job: Job): Promise<void> {
    const key: WorkKey = { kind, id: job.id };
    try {
      await handler(job.id, stopping.signal);
    } catch (thrown) {
      if (stopping.signal.aborted) return;
      const error = toAppError(thrown);
      const failures = job.failures + 1;
      const delayMs = decideRetryDelay(error, failures, options.random);
      options.onFailure(key, error, delayMs);
      // In place of a request that came meanwhile: it would be tried too soon.
      const startAfter = Math.ceil(delayMs / 1000);
      const data: Job = { id: job.id, failures };
      await boss.upsert(kind, data, { singletonKey: toSingletonKey(job.id), startAfter });
    }
  }

  /**
   * One place for runs: a worker of its own, since a worker that has run a job looks for the next one only after its
   * pause, unless it is woken by its id. One that finds nothing pauses, until something is asked for.
   */
  async function open(kind: string, handler: WorkHandler): Promise<void> {
    let worker: string | undefined;
    const polling = { pollingIntervalSeconds: pollSeconds, notifyPollingIntervalSeconds: pollSeconds };
    worker = await boss.work<Job>(kind, { ...polling, batchSize: 1 }, async (jobs) => {
      for (const { data } of jobs) {
        const done = run(kind, handler, data).finally(() => running.delete(done));
        running.add(done);
        await done;
      }
      if (worker !== undefined) boss.notifyWorker(worker);
    });
  }

  async function work(kind: string, handler: WorkHandler): Promise<void> {
    if (queues.has(kind)) return;
    queues.add(kind);
    await boss.createQueue(kind, {
      policy: 'stately',
      notify: true,
      heartbeatSeconds,
      expireInSeconds: expireSeconds,
      retentionSeconds,
      deleteAfterSeconds,
      retryLimit: takeOvers,
      retryDelay: 0,
    });
    for (let place = 0; place < options.concurrency; place += 1) await open(kind, handler);
  }

  function send(key: WorkKey): void {
    if (!ready) {
      asked.push(key);
      return;
    }
    const data: Job = { id: key.id, failures: 0 };
    boss.send(key.kind, data, { singletonKey: toSingletonKey(key.id) }).catch(trouble);
  }

  async function start(): Promise<void> {
    try {
      await boss.start();
      for (const [kind, handler] of handlers) await work(kind, handler);
      ready = true;
      for (const key of asked.splice(0)) send(key);
    } catch (thrown) {
      trouble(thrown);
      if (stopping.signal.aborted) return;
      queues.clear();
      cancelStart = clock.after(startAgainMs, () => {
        starting = start();
      });
    }
  }

  return {
    handle: (kind, handler) => {
      handlers.set(kind, handler);
      if (ready) work(kind, handler).catch(trouble);
    },
    request: (key, afterMs = 0) => {
      if (stopping.signal.aborted) return;
      if (afterMs <= 0) {
        send(key);
        return;
      }
      const name = `${key.kind}:${key.id}`;
      const dueMs = clock.now() + afterMs;
      const known = timers.get(name);
      if (known !== undefined && known.dueMs <= dueMs) return;
      known?.cancel();
      const cancel = clock.after(afterMs, () => {
        timers.delete(name);
        send(key);
      });
      timers.set(name, { dueMs, cancel });
    },
    depth: async () => {
      const stats = await Promise.all([...queues].map((kind) => boss.getQueueStats(kind)));
      return new Map(stats.flat().map((queue) => [queue.name, queue.readyCount] as const));
    },
    start: () => {
      starting ??= start();
    },
    stop: async () => {
      stopping.abort();
      cancelStart();
      for (const { cancel } of timers.values()) cancel();
      timers.clear();
      await starting;
      await Promise.allSettled([...running]);
      if (starting !== null)
        await boss.stop({ graceful: true, close: true, timeout: stopTimeoutMs }).catch(trouble);
    },
  };
}
