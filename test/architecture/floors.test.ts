import { describe, expect, test } from 'vitest';
import { checkFloors, type Rule } from './floors.ts';
import { listFiles, readSourceFiles } from './source-files.ts';

/** Fewer than this, and the files are not where this test looks for them. */
const fewestFiles = 50;

test('every import in src/ goes down the floors, nothing is executed, what is pure stays pure', () => {
  const files = readSourceFiles();
  expect(files.length).toBeGreaterThanOrEqual(fewestFiles);
  expect(checkFloors(files).map(({ message }) => message)).toEqual([]);
});

test('src/ has no code that the checker does not read', () => {
  expect(listFiles('src', '**/*.{js,mjs,cjs,jsx,mts,cts,tsx,node,wasm}')).toEqual([]);
});

type Tree = Readonly<Record<string, string>>;

function rulesBrokenBy(tree: Tree): readonly Rule[] {
  const files = Object.entries(tree).map(([path, text]) => ({ path, text }));
  return checkFloors(files).map(({ rule }) => rule);
}

describe('the checker accepts', () => {
  test.each<readonly [what: string, tree: Tree]>([
    [
      'imports from lower floors and from the own folder',
      {
        'domain/alert.ts': "import { z } from 'zod';",
        'storage/schema.ts': "import '../domain/alert.ts';",
        'evidence/gather.ts': "import './collectors/loki.ts'; import '../signals/explain.ts';",
        'evidence/collectors/loki.ts':
          "import { readFileSync } from 'node:fs'; import '../../domain/alert.ts';",
        'signals/explain.ts': "export * from '../domain/alert.ts';",
        'app/compose.ts': "import '../evidence/gather.ts'; import '../storage/schema.ts';",
        'server/routes.ts': "import '../app/compose.ts';",
      },
    ],
    ['a command that starts the server', { 'cli/serve.ts': "import '../server/a.ts';", 'server/a.ts': '' }],
    ['worker threads', { 'verification/parse.ts': "import { Worker } from 'node:worker_threads';" }],
    ['the system clock where it is kept', { 'domain/clock.ts': 'export const now = () => Date.now();' }],
    [
      'names that only look like something else',
      {
        'cli/eval.ts': "program.command('eval'); const row = { eval: 1 }; row.eval; type F = Function;",
        'domain/labels.ts': 'export const time = new Date(0); options.fetch(); options.clock.now();',
      },
    ],
    ['anything in a test', { 'domain/alert.test.ts': "import 'node:child_process'; import '../app/x.ts';" }],
  ])('%s', (_, tree) => {
    expect(rulesBrokenBy(tree)).toEqual([]);
  });
});

describe('the checker reports', () => {
  const upper = { 'config/b.ts': '' };
  const twoStages = { 'evidence/b.ts': '' };
  test.each<readonly [what: string, rule: Rule, tree: Tree]>([
    ['an import from above', 'floor', { 'domain/a.ts': "import { b } from '../config/b.ts';", ...upper }],
    ['a type from above', 'floor', { 'domain/a.ts': "import type { B } from '../config/b.ts';", ...upper }],
    ['an export from above', 'floor', { 'domain/a.ts': "export { b } from '../config/b.ts';", ...upper }],
    ['all exports from above', 'floor', { 'domain/a.ts': "export * from '../config/b.ts';", ...upper }],
    ['a dynamic import', 'floor', { 'domain/a.ts': "await import('../config/b.ts');", ...upper }],
    ['an import in a type', 'floor', { 'domain/a.ts': "type B = import('../config/b.ts').B;", ...upper }],
    [
      'a stage that imports a stage',
      'neighbour',
      { 'intake/a.ts': "import '../evidence/b.ts';", ...twoStages },
    ],
    ['neighbours below the stages', 'neighbour', { 'storage/a.ts': "import '../config/b.ts';", ...upper }],
    ['a server that knows commands', 'neighbour', { 'server/a.ts': "import '../cli/b.ts';", 'cli/b.ts': '' }],
    ['a folder without a floor', 'folder', { 'utils/a.ts': '' }],
    ['a file outside of all folders', 'folder', { 'index.ts': '' }],
    ['a way out of src/', 'outside', { 'cli/a.ts': "import '../../test/fakes/json.ts';" }],
    ['an absolute path', 'outside', { 'cli/a.ts': "import '/etc/passwd';" }],
    ['a module in a URL', 'outside', { 'cli/a.ts': "import 'data:text/javascript,process.exit()';" }],
    ['an import of a test', 'outside', { 'cli/a.ts': "import './b.test.ts';", 'cli/b.test.ts': '' }],
    ['an import of nothing', 'missing', { 'cli/a.ts': "import './b.js';", 'cli/b.ts': '' }],
    ['a computed import', 'computed', { 'app/a.ts': 'const load = (name: string) => import(name);' }],
    ['child_process', 'execution', { 'cli/a.ts': "import { spawn } from 'node:child_process';" }],
    ['child_process without its prefix', 'execution', { 'cli/a.ts': "import 'child_process';" }],
    ['child_process when it is needed', 'execution', { 'cli/a.ts': "await import('node:child_process');" }],
    ['a type of child_process', 'execution', { 'cli/a.ts': "type C = import('node:child_process').C;" }],
    ['cluster', 'execution', { 'server/a.ts': "import cluster from 'node:cluster';" }],
    ['vm', 'execution', { 'app/a.ts': "import { runInThisContext } from 'node:vm';" }],
    ['createRequire', 'execution', { 'app/a.ts': "import { createRequire } from 'node:module';" }],
    ['require', 'execution', { 'app/a.ts': "require('x');" }],
    ['eval', 'execution', { 'app/a.ts': "eval('1');" }],
    ['eval by another name', 'execution', { 'app/a.ts': "const run = eval; (0, run)('1');" }],
    ['eval of globalThis', 'execution', { 'app/a.ts': "globalThis['eval']('1');" }],
    ['new Function', 'execution', { 'app/a.ts': "new Function('return 1');" }],
    ['getBuiltinModule', 'execution', { 'app/a.ts': "process.getBuiltinModule('x');" }],
    ['getBuiltinModule, unpacked', 'execution', { 'app/a.ts': 'const { getBuiltinModule: get } = process;' }],
    [
      'getBuiltinModule, imported',
      'execution',
      { 'app/a.ts': "import { getBuiltinModule } from 'node:process';" },
    ],
    ['process.binding', 'execution', { 'app/a.ts': "process.binding('spawn_sync');" }],
    ['a module of Node in domain/', 'purity', { 'domain/a.ts': "import { format } from 'node:util';" }],
    ['files in signals/', 'purity', { 'signals/a.ts': "import { readFile } from 'fs/promises';" }],
    ['the time in domain/', 'purity', { 'domain/a.ts': 'export const a = () => Date.now();' }],
    ['a date of now in domain/', 'purity', { 'domain/a.ts': 'export const a = () => new Date();' }],
    ['chance in signals/', 'purity', { 'signals/a.ts': 'export const a = () => Math.random();' }],
    ['the network in signals/', 'purity', { 'signals/a.ts': "export const a = () => fetch('http://x');" }],
    ['the environment in domain/', 'purity', { 'domain/a.ts': "export const a = process.env['A'];" }],
    ['what is not TypeScript', 'syntax', { 'app/a.ts': 'export const = 1;' }],
    ['a file that imports itself', 'cycle', { 'app/a.ts': "import './a.ts';" }],
    [
      'a circle of types',
      'cycle',
      {
        'app/a.ts': "import type { B } from './b.ts';",
        'app/b.ts': "export type B = import('./c.ts').C;",
        'app/c.ts': "export type { A } from './a.ts';",
      },
    ],
  ])('%s', (_, rule, tree) => {
    expect([...new Set(rulesBrokenBy(tree))]).toEqual([rule]);
  });

  test('where it is, and what is wrong', () => {
    const files = [
      { path: 'domain/a.ts', text: "// first\nimport { b } from '../intake/b.ts';" },
      { path: 'intake/b.ts', text: "import type { A } from '../domain/a.ts';" },
    ];
    expect(checkFloors(files).map(({ message }) => message)).toEqual([
      'src/domain/a.ts:2 imports src/intake/b.ts: domain/ is on floor 0, intake/ above it on floor 2',
      'files import each other in a circle: src/domain/a.ts → src/intake/b.ts → src/domain/a.ts',
    ]);
  });
});
