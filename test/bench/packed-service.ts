import { globSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runOrThrow } from '../package/run-command.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Packing compiles. */
const packTimeoutMs = 240_000;

async function pack(): Promise<string> {
  const { path } = await createTemporaryFolder('bench-package');
  const options = { timeoutMs: packTimeoutMs };
  await runOrThrow('npm', ['pack', '--silent', '--pack-destination', path], { ...options, cwd: root });
  const [tarball = ''] = globSync('*.tgz', { cwd: path });
  await runOrThrow('tar', ['-xzf', tarball], { ...options, cwd: path });
  symlinkSync(`${root}node_modules`, `${path}/package/node_modules`);
  return `${path}/package/bin/llm-alert-bridge.js`;
}

let packed: Promise<string> | undefined;

/**
 * The program of the package as it would be published now: what users run. A checkout runs its sources, and what strips
 * their types takes some 40 MB that no user pays. Packed once in a run.
 */
export function packService(): Promise<string> {
  packed ??= pack();
  return packed;
}
