import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWithServers } from '../servers/availability.ts';
import { type Postgres, startPostgres } from '../servers/postgres.ts';
import { describeReplicaRun, runReplicaFaults } from './replica-run.ts';

/** Given to have a run again: `FAULTS_SEED=… npm test -- test/faults`. */
const seed = Number(process.env['FAULTS_SEED'] ?? randomInt(2 ** 31));
const takeoverWithinMs = 45_000;

describeWithServers(['postgresql'], 'two replicas on one PostgreSQL, alerts coming in', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());

  test('P1, P8: one is killed, one is stopped, PostgreSQL crashes in mid-work: it goes on, and nothing is lost', async () => {
    const result = await runReplicaFaults({ postgres, seed, faults: ['kill', 'stop', 'store'] });
    console.log(`${describeReplicaRun(result)} (seed ${seed})`);
    expect(result.lost).toEqual([]);
    expect(result.unexplained).toEqual([]);
    for (const takeoverMs of result.takeoversMs) expect(takeoverMs).toBeLessThan(takeoverWithinMs);
  }, 400_000);
});
