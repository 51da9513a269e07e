import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildPage } from './build-page.ts';
import { installTestServers } from './install-test-servers.ts';

/** `npm test`: the servers and the page that the tests need, then Vitest with the given arguments. */
installTestServers((line) => console.log(line));
await buildPage();

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const child = spawn(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
