import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startProcess } from '../servers/processes.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../servers/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await createTemporaryFolder('eval-ended');
  mkdirSync(join(folder.path, 'tmp'));
  // More than are evaluated before the signal comes.
  for (let index = 0; index < 20; index += 1) {
    const bundle = join(folder.path, 'set', `bundle-${index}`);
    cpSync('demo/disk-full', bundle, { recursive: true });
    writeFileSync(join(bundle, 'truth.json'), JSON.stringify({ service: 'checkout-api' }));
  }
});
afterEach(() => folder.remove());

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('an evaluation of robustness that %s ends leaves nothing behind', async (signal, code) => {
  const temporary = join(folder.path, 'tmp');
  const running = await startProcess({
    command: process.execPath,
    args: ['bin/llm-alert-bridge.js', 'eval', join(folder.path, 'set'), '--robustness'],
    env: { TMPDIR: temporary },
    ready: () => readdirSync(temporary).some((name) => readdirSync(join(temporary, name)).length > 0),
    readyTimeoutMs: 25_000,
  });
  running.signal(signal);
  expect(await running.exited).toEqual({ code, signal: null });
  expect(readdirSync(temporary)).toEqual([]);
});
