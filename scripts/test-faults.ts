import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Verdict } from '../test/faults/judge.ts';
import { describeKillRun, runKills } from '../test/faults/kill-run.ts';
import { describeReplicaRun, type ReplicaFault, runReplicaFaults } from '../test/faults/replica-run.ts';
import { findExecutable } from '../test/servers/executables.ts';
import { startPostgres } from '../test/servers/postgres.ts';
import { testServers } from '../test/servers/server-table.ts';

/**
 * `npm run test:faults`: 100 kills on SQLite and 3 faults of replicas on PostgreSQL; 1,000 and 12 with `--full`. `--kills`,
 * `--faults` and `--seed` choose. Ends with 1 when an alert was lost, or told twice without a reason.
 */
const { values } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    kills: { type: 'string' },
    faults: { type: 'string' },
    seed: { type: 'string' },
  },
});
const kills = Number(values.kills ?? (values.full ? 1000 : 100));
const faults = Number(values.faults ?? (values.full ? 12 : 3));
const seed = Number(values.seed ?? randomInt(2 ** 31));
const kinds: readonly ReplicaFault[] = ['kill', 'stop', 'store'];

async function report<Result extends Verdict>(
  run: () => Promise<Result>,
  describe: (result: Result) => string,
): Promise<void> {
  const startedAtMs = performance.now();
  const result = await run();
  for (const line of [...result.lost, ...result.unexplained]) console.log(line);
  const tookS = Math.round((performance.now() - startedAtMs) / 1000);
  console.log(`${describe(result)} (seed ${seed}, ${tookS} s)`);
  if (result.lost.length + result.unexplained.length > 0) process.exitCode = 1;
}

async function runOnPostgres() {
  const postgres = await startPostgres();
  try {
    const rounds = Array.from({ length: faults }, (_, index) => kinds[index % kinds.length] ?? 'kill');
    return await runReplicaFaults({ postgres, seed, faults: rounds });
  } finally {
    await postgres.stop();
  }
}

console.log(`seed ${seed}`);
if (kills > 0) await report(() => runKills({ seed, kills, lanes: 2, connections: 4 }), describeKillRun);
if (faults > 0 && findExecutable(testServers.postgresql.executables) === undefined)
  console.log('PostgreSQL is not installed: no replicas');
else if (faults > 0) await report(runOnPostgres, describeReplicaRun);
