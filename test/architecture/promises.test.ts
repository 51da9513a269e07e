import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTemporaryFolder, type TemporaryFolder } from '../servers/temporary-folder.ts';
import { root } from './source-files.ts';

/** What the linter must refuse, and by which rule; null: it must not. One run of the linter reads them all. */
const samples: Readonly<Record<string, { readonly text: string; readonly rule: string | null }>> = {
  'src/app/start-program.ts': {
    text: "import { spawn } from 'node:child_process';\nspawn('ls');\n",
    rule: 'lint/style/noRestrictedImports',
  },
  'src/app/old-name.ts': {
    text: "import { exec } from 'child_process';\nexec('ls');\n",
    rule: 'lint/style/noRestrictedImports',
  },
  'src/app/when-needed.ts': {
    text: "const { exec } = await import('node:child_process');\nexec('ls');\n",
    rule: 'lint/style/noRestrictedImports',
  },
  'src/app/pass-on.ts': {
    text: "export { fork } from 'node:child_process';\n",
    rule: 'lint/style/noRestrictedImports',
  },
  'src/server/workers.ts': {
    text: "import cluster from 'node:cluster';\ncluster.fork();\n",
    rule: 'lint/style/noRestrictedImports',
  },
  'src/app/run-text.ts': { text: "eval('1');\n", rule: 'lint/security/noGlobalEval' },
  'src/app/skipped.test.ts': {
    text: "import { test } from 'vitest';\n\ntest.skip('a', () => {});\n",
    rule: 'lint/suspicious/noSkippedTests',
  },
  'src/app/focused.test.ts': {
    text: "import { test } from 'vitest';\n\ntest.only('a', () => {});\n",
    rule: 'lint/suspicious/noFocusedTests',
  },
  'scripts/start-program.ts': {
    text: "import { spawn } from 'node:child_process';\n\nspawn('ls');\n",
    rule: null,
  },
};

type Diagnostic = { readonly category: string; readonly location: { readonly path: string } };

function lint(folder: string): readonly Diagnostic[] {
  const biome = fileURLToPath(import.meta.resolve('@biomejs/biome/bin/biome'));
  const args = [biome, 'lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.'];
  const { stdout, stderr, error } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  if (error || stdout === '') throw new Error(`the linter did not run: ${stderr}`, { cause: error });
  return (JSON.parse(stdout) as { readonly diagnostics: readonly Diagnostic[] }).diagnostics;
}

describe("the linter, with the project's configuration", () => {
  let folder: TemporaryFolder;
  let diagnostics: readonly Diagnostic[];

  beforeAll(async () => {
    folder = await createTemporaryFolder('lint-samples');
    copyFileSync(`${root}biome.json`, `${folder.path}/biome.json`);
    for (const [path, { text }] of Object.entries(samples)) {
      mkdirSync(`${folder.path}/${path.slice(0, path.lastIndexOf('/'))}`, { recursive: true });
      writeFileSync(`${folder.path}/${path}`, text);
    }
    diagnostics = lint(folder.path);
  });
  afterAll(() => folder.remove());

  const rulesFor = (path: string): readonly string[] =>
    diagnostics.filter(({ location }) => location.path === path).map(({ category }) => category);

  test.each(Object.entries(samples))('%s', (path, { rule }) => {
    if (rule === null) expect(rulesFor(path)).toEqual([]);
    else expect(rulesFor(path)).toContain(rule);
  });
});
