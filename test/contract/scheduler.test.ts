import { afterEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../src/domain/clock.ts';
import { AppError } from '../../src/domain/errors.ts';
import { createInProcessScheduler } from '../../src/scheduling/in-process.ts';
import type { Scheduler, WorkKey } from '../../src/scheduling/scheduler.ts';
import { createManualClock, settle } from '../manual-clock.ts';

interface Failure {
  readonly key: WorkKey;
  readonly error: AppError;
  readonly retryInMs: number;
}

interface CreateOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly concurrency: number;
  readonly onFailure: (key: WorkKey, error: AppError, retryInMs: number) => void;
}

/** Every scheduler there is: each keeps the promises below. */
const schedulers: readonly (readonly [name: string, create: (options: CreateOptions) => Scheduler])[] = [
  ['in this process', createInProcessScheduler],
];

/** A run of the handler that ends when the test says so. */
interface Run {
  readonly id: string;
  readonly atMs: number;
  readonly signal: AbortSignal;
  readonly succeed: () => void;
  readonly fail: (error: unknown) => void;
}

describe.each(schedulers)('a scheduler (%s)', (_, create) => {
  let stops: (() => void)[] = [];
  afterEach(() => {
    for (const stop of stops) stop();
    stops = [];
  });

  function setUp(options: { concurrency?: number; random?: () => number; started?: boolean } = {}) {
    const clock = createManualClock(1_000_000);
    const startMs = clock.now();
    const failures: Failure[] = [];
    const scheduler = create({
      clock,
      random: options.random ?? (() => 0.5),
      concurrency: options.concurrency ?? 4,
      onFailure: (key, error, retryInMs) => failures.push({ key, error, retryInMs }),
    });
    const runs: Run[] = [];
    const open = new Set<Run>();
    const handler = (id: string, signal: AbortSignal): Promise<void> =>
      new Promise((resolve, reject) => {
        const end = (how: () => void) => () => {
          open.delete(run);
          how();
        };
        const run: Run = {
          id,
          atMs: clock.now() - startMs,
          signal,
          succeed: end(resolve),
          fail: (error) => end(() => reject(error))(),
        };
        runs.push(run);
        open.add(run);
      });
    scheduler.handle('sync', handler);
    if (options.started !== false) scheduler.start();
    stops.push(() => {
      for (const run of open) run.succeed();
      void scheduler.stop();
    });
    return {
      scheduler,
      clock,
      runs,
      failures,
      handler,
      ids: () => runs.map((run) => run.id),
      request: async (id: string, afterMs?: number) => {
        scheduler.request({ kind: 'sync', id }, afterMs);
        await settle();
      },
      advance: async (ms: number) => {
        clock.advance(ms);
        await settle();
      },
      end: async (index: number, error?: unknown) => {
        const run = runs[index];
        if (run === undefined) throw new Error(`there is no run ${index}`);
        if (error === undefined) run.succeed();
        else run.fail(error);
        await settle();
      },
    };
  }

  const unreachable = new AppError({ code: 'notifier_unreachable', message: 'down' });
  const retryAfter = (retryAfterMs: number) =>
    new AppError({ code: 'notifier_rate_limited', message: 'slow down', retryAfterMs });

  test('runs what is requested, once', async () => {
    const { request, end, ids, advance } = setUp();
    await request('a');
    await end(0);
    await advance(3_600_000);
    expect(ids()).toEqual(['a']);
  });

  test('runs what was requested before it was started, and before there was a handler', async () => {
    const { scheduler, request, ids, handler } = setUp({ started: false });
    await request('a');
    scheduler.request({ kind: 'late', id: 'b' });
    expect(ids()).toEqual([]);
    scheduler.start();
    await settle();
    expect(ids()).toEqual(['a']);
    scheduler.handle('late', handler);
    await settle();
    expect(ids()).toEqual(['a', 'b']);
  });

  test('runs a key at most once at a time, and once more for all that came meanwhile', async () => {
    const { request, end, ids } = setUp();
    await request('a');
    for (let index = 0; index < 5; index += 1) await request('a');
    expect(ids()).toEqual(['a']);
    await end(0);
    expect(ids()).toEqual(['a', 'a']);
    await end(1);
    expect(ids()).toEqual(['a', 'a']);
  });

  test('coalesces requests for a key that waits for a free place', async () => {
    const { request, end, ids } = setUp({ concurrency: 1 });
    await request('a');
    for (let index = 0; index < 5; index += 1) await request('b');
    await end(0);
    await end(1);
    expect(ids()).toEqual(['a', 'b']);
  });

  test('runs at most so many of a kind at a time, in the order of the requests', async () => {
    const { request, end, ids } = setUp({ concurrency: 2 });
    for (const id of ['a', 'b', 'c', 'd']) await request(id);
    expect(ids()).toEqual(['a', 'b']);
    await end(1);
    expect(ids()).toEqual(['a', 'b', 'c']);
    await end(0);
    expect(ids()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('the places of one kind are not those of another', async () => {
    const { scheduler, request, ids, handler } = setUp({ concurrency: 1 });
    scheduler.handle('analyse', handler);
    await request('a');
    scheduler.request({ kind: 'analyse', id: 'x' });
    scheduler.request({ kind: 'analyse', id: 'a' });
    await settle();
    expect(ids()).toEqual(['a', 'x']);
  });

  describe('a request with a delay', () => {
    test('runs when it is due, not before', async () => {
      const { request, advance, ids } = setUp();
      await request('a', 1000);
      await advance(999);
      expect(ids()).toEqual([]);
      await advance(1);
      expect(ids()).toEqual(['a']);
    });

    test('runs once, and sooner when a sooner request comes', async () => {
      const { request, advance, runs, end } = setUp();
      await request('a', 60_000);
      await request('a', 1000);
      await request('a', 30_000);
      await advance(1000);
      expect(runs.map((run) => run.atMs)).toEqual([1000]);
      await end(0);
      await advance(120_000);
      expect(runs).toHaveLength(1);
    });

    test('that comes while the key runs counts from the end of the run', async () => {
      const { request, advance, runs, end } = setUp();
      await request('a');
      await request('a', 5000);
      await request('a', 9000);
      await end(0);
      await advance(4999);
      expect(runs).toHaveLength(1);
      await advance(1);
      expect(runs).toHaveLength(2);
    });
  });

  describe('a run that throws', () => {
    /** The delays of so many failures in a row. */
    async function delaysOf(count: number, error: unknown, random?: () => number) {
      const { request, advance, end, failures } = setUp(random === undefined ? {} : { random });
      await request('a');
      for (let index = 0; index < count; index += 1) {
        await end(index, error);
        await advance(failures.at(-1)?.retryInMs ?? 0);
      }
      return failures.map((failure) => failure.retryInMs);
    }

    test('is tried again after a delay that grows to a minute', async () => {
      const delays = await delaysOf(12, unreachable);
      expect(delays[0]).toBeLessThanOrEqual(1000);
      for (const [index, delay] of delays.slice(1, 6).entries()) expect(delay).toBe(2 * (delays[index] ?? 0));
      expect(Math.max(...delays)).toBeLessThanOrEqual(60_000);
      expect(delays.at(-1)).toBe(delays.at(-2));
    });

    test('is tried again when it cannot get better by itself, too, only more rarely', async () => {
      const rejected = new AppError({ code: 'internal', message: 'broken' });
      const delays = await delaysOf(14, rejected, () => 0.999_999);
      expect(Math.max(...delays)).toBeGreaterThan(60_000);
      expect(Math.max(...delays)).toBeLessThanOrEqual(300_000);
    });

    test('is spread over at least half of the delay, so that a crowd does not come back at once', async () => {
      const [soonest = 0] = await delaysOf(1, unreachable, () => 0);
      const [latest = 0] = await delaysOf(1, unreachable, () => 0.999_999);
      expect(soonest).toBe(500);
      expect(latest).toBe(1000);
    });

    test('waits as long as the other side asks for', async () => {
      const { request, advance, end, runs } = setUp();
      await request('a');
      await end(0, retryAfter(42_000));
      await advance(41_999);
      expect(runs).toHaveLength(1);
      await advance(1);
      expect(runs).toHaveLength(2);
    });

    test('never comes back at once, nor after more than an hour, whatever the other side asks for', async () => {
      expect(await delaysOf(3, retryAfter(0))).toEqual([1000, 1000, 1000]);
      expect(await delaysOf(1, retryAfter(30 * 24 * 3_600_000))).toEqual([3_600_000]);
    });

    test('is not tried sooner because somebody asks for it again', async () => {
      const { request, advance, end, runs } = setUp();
      await request('a');
      await end(0, retryAfter(42_000));
      await request('a');
      await advance(41_999);
      expect(runs).toHaveLength(1);
    });

    test('leads to one more run, though it was requested again meanwhile', async () => {
      const { request, advance, end, runs } = setUp();
      await request('a');
      await request('a');
      await end(0, unreachable);
      expect(runs).toHaveLength(1);
      await advance(1000);
      await end(1);
      await advance(120_000);
      expect(runs).toHaveLength(2);
    });

    test('is forgotten after a success', async () => {
      const { request, advance, end, failures } = setUp();
      await request('a');
      for (let index = 0; index < 4; index += 1) {
        await end(index, unreachable);
        await advance(failures.at(-1)?.retryInMs ?? 0);
      }
      await request('a');
      await end(4);
      await end(5, unreachable);
      expect(failures.at(-1)?.retryInMs).toBe(failures[0]?.retryInMs);
    });

    test('is reported with its key and its error, also when it threw no AppError', async () => {
      const { request, end, failures } = setUp();
      await request('a');
      await end(0, new TypeError('oops'));
      expect(failures).toMatchObject([{ key: { kind: 'sync', id: 'a' }, error: { code: 'internal' } }]);
    });

    test('holds up no other key, even where there is one place only', async () => {
      const { request, advance, end, ids, runs } = setUp({ concurrency: 1 });
      await request('poison');
      await end(0, unreachable);
      await request('a');
      expect(ids()).toEqual(['poison', 'a']);
      await end(1);
      for (let round = 0; round < 5; round += 1) {
        await advance(60_000);
        expect(runs.at(-1)?.id).toBe('poison');
        await end(runs.length - 1, unreachable);
        await request(`b${round}`);
        expect(runs.at(-1)?.id).toBe(`b${round}`);
        await end(runs.length - 1);
      }
    });

    test('counts also when the handler throws before it gives a promise', async () => {
      const { scheduler, failures } = setUp();
      scheduler.handle('broken', () => {
        throw new Error('at once');
      });
      scheduler.request({ kind: 'broken', id: 'a' });
      await settle();
      expect(failures).toHaveLength(1);
    });
  });

  describe('stop', () => {
    test('signals what runs, and waits for it', async () => {
      const { scheduler, request, end, runs } = setUp();
      await request('a');
      let stopped = false;
      const stopping = scheduler.stop().then(() => {
        stopped = true;
      });
      await settle();
      expect(runs[0]?.signal.aborted).toBe(true);
      expect(stopped).toBe(false);
      await end(0);
      await stopping;
      expect(stopped).toBe(true);
    });

    test('starts nothing any more: not what waits, not what is requested, not what failed', async () => {
      const { scheduler, request, clock, advance, end, ids, failures } = setUp({ concurrency: 2 });
      await request('runs');
      await request('fails');
      await request('queued');
      await request('delayed', 1000);
      await request('runs');
      const stopping = scheduler.stop();
      await request('new');
      await end(1, unreachable);
      await end(0);
      await stopping;
      expect(clock.pending()).toEqual([]);
      await advance(3_600_000);
      expect(ids()).toEqual(['runs', 'fails']);
      expect(failures).toEqual([]);
    });

    test('of one that never started does nothing', async () => {
      const { scheduler, request, ids } = setUp({ started: false });
      await request('a');
      await scheduler.stop();
      expect(ids()).toEqual([]);
    });
  });
});
