import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildPage } from './build-page.ts';

/** `npm run build`, and before every `npm pack`: compiles `src/` and the page to `dist/`, which has nothing else in it. */
const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));

rmSync(new URL('../dist', import.meta.url), { recursive: true, force: true });
// Standard output belongs to npm, which may have been asked for JSON.
const { status, error } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: ['ignore', 2, 2],
});
if (error) throw error;
process.exitCode = status ?? 1;
if (process.exitCode === 0) await buildPage();
