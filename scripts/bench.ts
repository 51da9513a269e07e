import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { benchAcknowledge } from '../test/bench/acknowledge.ts';
import { benchGrowth } from '../test/bench/growth.ts';
import { benchIntakeBesideDiagnosis } from '../test/bench/intake-beside-diagnosis.ts';
import { benchReplicas } from '../test/bench/replicas.ts';
import { benchSignals } from '../test/bench/signals.ts';
import { benchStorm } from '../test/bench/storm.ts';
import { renderTable, type Table } from '../test/bench/table.ts';

/**
 * `npm run bench`: prints tables. `--quick` takes shorter runs, `NAME` or `--only NAME` one of them, `--write` also writes
 * docs/benchmarks.md.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, only: { type: 'string' }, write: { type: 'boolean' } },
});
const quick = values.quick === true;
const only = values.only ?? positionals[0];

const benches: Readonly<Record<string, () => Promise<Table>>> = {
  acknowledge: () => benchAcknowledge({ durationMs: quick ? 4000 : 10_000 }),
  storm: () => benchStorm({ stormMs: quick ? 20_000 : 60_000 }),
  replicas: () => benchReplicas({ durationMs: quick ? 4000 : 10_000 }),
  signals: async () => benchSignals({ repetitions: quick ? 3 : 9 }),
  intake: () => benchIntakeBesideDiagnosis({ durationMs: quick ? 10_000 : 30_000 }),
  growth: () => benchGrowth({ sizes: quick ? [1000, 10_000] : [1000, 10_000, 100_000] }),
};

function describeMachine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} cores (${cpu?.model.trim() || 'unknown'}), ${memory} GB, ${process.platform}, Node ${process.version}`;
}

function describeCommit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'no commit';
  }
}

const command = ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(
  ' ',
);
const head = [
  '# Benchmarks',
  '',
  `\`${command}\` on ${new Date().toISOString().slice(0, 10)}, at ${describeCommit()}: ${describeMachine()}. The service is the packed package, as npm and the Docker image install it, where nothing else is said. Everything runs on this one machine: the service, the load generator, the vendors.`,
].join('\n');

console.log(head);
const sections = [head];
for (const [name, bench] of Object.entries(benches)) {
  if (only !== undefined && only !== name) continue;
  const section = renderTable(await bench());
  console.log(`\n${section}`);
  sections.push(section);
}
if (values.write === true) writeFileSync('docs/benchmarks.md', `${sections.join('\n\n')}\n`);
