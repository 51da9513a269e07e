import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { AppError } from '../../src/domain/errors.ts';
import { createSecret } from '../../src/domain/secret.ts';
import { createInProcessScheduler } from '../../src/scheduling/in-process.ts';
import { createPgBossScheduler } from '../../src/scheduling/pg-boss.ts';
import type { Scheduler } from '../../src/scheduling/scheduler.ts';
import { describeWithServers } from '../servers/availability.ts';
import { type Postgres, startPostgres } from '../servers/postgres.ts';
import { waitFor } from '../servers/wait-for.ts';

const patience = { timeoutMs: 30_000 };
const nothing = (): void => undefined;
const common = { clock: systemClock, random: () => 0, onFailure: nothing, onTrouble: nothing };

const after = (first: () => void, second: () => void) => (): void => {
  first();
  second();
};

interface Opened {
  readonly schedulers: Scheduler[];
  /** As many schedulers as the kind allows beside each other. */
  readonly open: () => Promise<Scheduler>;
}

/** What every scheduler promises, in real time: the exact times are the business of the tests with a clock of their own. */
function promises(open: () => Promise<Opened>): void {
  let opened: Opened;
  const begin = async (): Promise<Scheduler> => {
    opened = await open();
    return opened.open();
  };
  afterEach(async () => {
    for (const scheduler of opened.schedulers) await scheduler.stop();
  });

  test('runs a key at most once at a time, and once more for all that came meanwhile', async () => {
    const scheduler = await begin();
    let active = 0;
    let most = 0;
    let runs = 0;
    let finish = nothing;
    scheduler.handle('sync', async () => {
      active += 1;
      most = Math.max(most, active);
      runs += 1;
      if (runs === 1) await new Promise<void>((resolve) => (finish = resolve));
      active -= 1;
    });
    scheduler.start();
    scheduler.request({ kind: 'sync', id: 'a' });
    await waitFor(() => runs === 1, { what: 'the first run', ...patience });
    for (let index = 0; index < 5; index += 1) scheduler.request({ kind: 'sync', id: 'a' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    finish();
    await waitFor(() => runs === 2 && active === 0, { what: 'the second run', ...patience });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect([runs, most]).toEqual([2, 1]);
  });

  test('tries a run that failed again, and holds up nobody else meanwhile', async () => {
    const scheduler = await begin();
    const ids: string[] = [];
    scheduler.handle('sync', async (id) => {
      ids.push(id);
      if (id === 'poison' && ids.filter((one) => one === 'poison').length < 3) {
        throw new AppError({ code: 'notifier_unreachable', message: 'down' });
      }
    });
    scheduler.start();
    scheduler.request({ kind: 'sync', id: 'poison' });
    for (const id of ['a', 'b', 'c']) scheduler.request({ kind: 'sync', id });
    await waitFor(() => ['a', 'b', 'c'].every((id) => ids.includes(id)), { what: 'the others', ...patience });
    await waitFor(() => ids.filter((id) => id === 'poison').length === 3, {
      what: 'the third try',
      ...patience,
    });
    expect(ids.filter((id) => id !== 'poison').sort()).toEqual(['a', 'b', 'c']);
  });

  test('waits as long as the other side asks for, though somebody asks again', async () => {
    const scheduler = await begin();
    const times: number[] = [];
    scheduler.handle('sync', async () => {
      times.push(performance.now());
      if (times.length === 1) {
        throw new AppError({ code: 'notifier_rate_limited', message: 'slow down', retryAfterMs: 2500 });
      }
    });
    scheduler.start();
    scheduler.request({ kind: 'sync', id: 'a' });
    await waitFor(() => times.length === 1, { what: 'the first run', ...patience });
    await new Promise((resolve) => setTimeout(resolve, 300));
    scheduler.request({ kind: 'sync', id: 'a' });
    await waitFor(() => times.length === 2, { what: 'the second run', ...patience });
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(2400);
  });

  test('runs a request with a delay when it is due', async () => {
    const scheduler = await begin();
    const startedAt = performance.now();
    let ranAt = 0;
    scheduler.handle('sync', async () => {
      ranAt = performance.now();
    });
    scheduler.start();
    scheduler.request({ kind: 'sync', id: 'a' }, 700);
    await waitFor(() => ranAt > 0, { what: 'the run', ...patience });
    expect(ranAt - startedAt).toBeGreaterThan(690);
  });

  test('goes on without a pause while something waits', async () => {
    const scheduler = await begin();
    const ids: string[] = [];
    let finish = nothing;
    scheduler.handle('sync', async (id) => {
      ids.push(id);
      if (ids.length <= 4) await new Promise<void>((resolve) => (finish = after(finish, resolve)));
    });
    scheduler.start();
    for (let index = 0; index < 200; index += 1) scheduler.request({ kind: 'sync', id: String(index) });
    // All are asked for before the first one ends: no later request wakes anybody.
    const waiting = async (): Promise<number> => (await scheduler.depth()).get('sync') ?? 0;
    await waitFor(async () => ids.length === 4 && (await waiting()) === 196, {
      what: 'the queue',
      ...patience,
    });
    finish();
    await waitFor(() => ids.length === 200, { what: 'all runs', ...patience });
    expect(new Set(ids).size).toBe(200);
  });

  test('takes every text as an id', async () => {
    const scheduler = await begin();
    const ids: string[] = [];
    scheduler.handle('sync', async (id) => void ids.push(id));
    scheduler.start();
    const given = ['{}:{alertname="x"}', 'ünïcode 🔥', 'long '.repeat(2000), "quote ' and \\ and %"];
    for (const id of given) scheduler.request({ kind: 'sync', id });
    await waitFor(() => ids.length === given.length, { what: 'all runs', ...patience });
    expect([...ids].sort()).toEqual([...given].sort());
  });

  test('ends what runs before it is stopped', async () => {
    const scheduler = await begin();
    let state = 'waiting';
    scheduler.handle('sync', async (_, signal) => {
      state = 'running';
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => setTimeout(resolve, 100)));
      state = 'done';
    });
    scheduler.start();
    scheduler.request({ kind: 'sync', id: 'a' });
    await waitFor(() => state === 'running', { what: 'the run', ...patience });
    await scheduler.stop();
    expect(state).toBe('done');
  });
}

describe('a scheduler in this process', () => {
  promises(async () => {
    const schedulers: Scheduler[] = [];
    return {
      schedulers,
      open: async () => {
        const scheduler = createInProcessScheduler({ ...common, concurrency: 4 });
        schedulers.push(scheduler);
        return scheduler;
      },
    };
  });
});

describeWithServers(['postgresql'], 'a scheduler on PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());

  async function openShared(): Promise<Opened> {
    const url = createSecret(await postgres.createDatabase());
    const schedulers: Scheduler[] = [];
    return {
      schedulers,
      open: async () => {
        const scheduler = createPgBossScheduler({ ...common, url, concurrency: 4 });
        schedulers.push(scheduler);
        return scheduler;
      },
    };
  }

  promises(openShared);

  test('two replicas share the work, and never run one key at once', async () => {
    const { open, schedulers } = await openShared();
    const [one, two] = [await open(), await open()];
    const active = new Map<string, number>();
    const by = new Map<string, Set<number>>();
    let overlaps = 0;
    let runs = 0;
    for (const [index, scheduler] of [one, two].entries()) {
      scheduler.handle('sync', async (id) => {
        active.set(id, (active.get(id) ?? 0) + 1);
        if ((active.get(id) ?? 0) > 1) overlaps += 1;
        by.set(id, (by.get(id) ?? new Set()).add(index));
        await new Promise((resolve) => setTimeout(resolve, 20));
        active.set(id, (active.get(id) ?? 0) - 1);
        runs += 1;
      });
      scheduler.start();
    }
    for (let round = 0; round < 5; round += 1) {
      for (let key = 0; key < 10; key += 1) {
        for (const scheduler of [one, two]) scheduler.request({ kind: 'sync', id: `key ${key}` });
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await waitFor(() => by.size === 10 && [...active.values()].every((count) => count === 0), {
      what: 'every key ran',
      ...patience,
    });
    expect(overlaps).toBe(0);
    expect(runs).toBeGreaterThanOrEqual(10);
    for (const scheduler of schedulers) await scheduler.stop();
  }, 60_000);
});
