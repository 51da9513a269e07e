import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { describeKillRun, runKills } from '../test/faults/kill-run.ts';

/** `npm run test:faults`: 100 kills, 1,000 with `--full`; `--seed` repeats a run. Ends with 1 when an alert was lost. */
const { values } = parseArgs({
  options: { full: { type: 'boolean', default: false }, kills: { type: 'string' }, seed: { type: 'string' } },
});
const kills = Number(values.kills ?? (values.full ? 1000 : 100));
const seed = Number(values.seed ?? randomInt(2 ** 31));
const startedAtMs = performance.now();

console.log(`seed ${seed}`);
const result = await runKills({ seed, kills, lanes: 2, connections: 4 });
for (const line of [...result.lost, ...result.unexplained]) console.log(line);
console.log(
  `${describeKillRun(result)} (seed ${seed}, ${Math.round((performance.now() - startedAtMs) / 1000)} s)`,
);
process.exitCode = result.lost.length + result.unexplained.length === 0 ? 0 : 1;
