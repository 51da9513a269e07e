import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import { describeKillRun, runKills } from './kill-run.ts';

/** Given to have a run again: `FAULTS_SEED=… npm test -- test/faults`. */
const seed = Number(process.env['FAULTS_SEED'] ?? randomInt(2 ** 31));

test('P1, P8: 100 times SIGKILL while alerts come in: none is lost, and what is told twice is explained', async () => {
  const result = await runKills({ seed, kills: 100, lanes: 2, connections: 4 });
  console.log(`${describeKillRun(result)} (seed ${seed})`);
  expect(result.lost).toEqual([]);
  expect(result.unexplained).toEqual([]);
  expect(result.accepted).toBeGreaterThan(500);
}, 600_000);
