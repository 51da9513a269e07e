import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { findCycles } from './find-cycles.ts';
import { type Mention, readSource, type SourceFacts } from './read-source.ts';
import { isTestFile, type SourceFile } from './source-files.ts';

/**
 * The import rules of `src/`. A file imports from its own folder and from folders on lower floors. Folders of one floor
 * do not know each other: stages (floor 2) meet in `domain/` and `app/` only.
 */
const floors: Readonly<Record<string, number>> = {
  domain: 0,
  config: 1,
  storage: 1,
  scheduling: 1,
  signals: 1,
  redaction: 1,
  intake: 2,
  incidents: 2,
  evidence: 2,
  reasoning: 2,
  verification: 2,
  notification: 2,
  review: 2,
  app: 3,
  server: 4,
  cli: 4,
};

/** Imports within a floor that are wanted. */
const sideways: readonly (readonly [from: string, to: string, because: string])[] = [
  ['cli', 'server', 'the command `serve` starts the HTTP server; the server knows no command'],
];

/** Folders that compute and do nothing else: no module of Node, no clock, no chance, no network. */
const pureFolders: readonly string[] = ['domain', 'signals'];

/** The system's clock is what everything else is given one instead of. */
const impureFiles: readonly string[] = ['domain/clock.ts'];

/** Modules of Node that start programs, or run text as code. */
const executingModules: readonly string[] = [
  'child_process',
  'cluster',
  'inspector',
  'module',
  'repl',
  'vm',
  'wasi',
];

export type Rule =
  | 'syntax'
  | 'folder'
  | 'floor'
  | 'neighbour'
  | 'outside'
  | 'missing'
  | 'computed'
  | 'execution'
  | 'purity'
  | 'cycle';

export interface Violation {
  readonly rule: Rule;
  /** `src/domain/alert.ts:3 …`: where, and what is wrong there. */
  readonly message: string;
}

interface ReadFile extends SourceFacts {
  readonly path: string;
  readonly folder: string;
}

function folderOf(path: string): string {
  return path.includes('/') ? (path.split('/')[0] ?? '') : '';
}

/** The path below `src/` that a specifier means; it starts with `../` or is absolute when it leads out of `src/`. */
function resolve(from: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : specifier;
}

/** Whether a specifier is a path or a URL, and neither a package nor a module of Node. */
function isPath({ what }: Mention): boolean {
  return /^(\.|\/|(data|file|https?):)/.test(what);
}

function leadsOut(target: string): boolean {
  return target.startsWith('../') || target.startsWith('/') || target.includes(':');
}

function checkTarget(file: ReadFile, target: string, known: ReadonlySet<string>): Violation | null {
  if (leadsOut(target)) {
    return { rule: 'outside', message: `imports ${target}, which is not in src/` };
  }
  if (isTestFile(target)) return { rule: 'outside', message: `imports the test src/${target}` };
  if (!known.has(target)) return { rule: 'missing', message: `imports src/${target}, which does not exist` };
  const folder = folderOf(target);
  const [own, other] = [floors[file.folder], floors[folder]];
  if (own === undefined || other === undefined || folder === file.folder || other < own) return null;
  if (other > own) {
    return {
      rule: 'floor',
      message: `imports src/${target}: ${file.folder}/ is on floor ${own}, ${folder}/ above it on floor ${other}`,
    };
  }
  if (sideways.some(([from, to]) => from === file.folder && to === folder)) return null;
  return {
    rule: 'neighbour',
    message: `imports src/${target}: ${file.folder}/ and ${folder}/ are both on floor ${own}; let them meet in domain/ or app/`,
  };
}

function checkImports(file: ReadFile, known: ReadonlySet<string>): readonly Violation[] {
  return file.imports.filter(isPath).flatMap(({ what, line }) => {
    const found = checkTarget(file, resolve(file.path, what), known);
    return found === null ? [] : [{ rule: found.rule, message: `src/${file.path}:${line} ${found.message}` }];
  });
}

function checkModules(file: ReadFile): readonly Violation[] {
  const pure = pureFolders.includes(file.folder);
  return file.imports.flatMap(({ what, line }): readonly Violation[] => {
    const where = `src/${file.path}:${line}`;
    if (!isBuiltin(what)) return [];
    const [module = ''] = what.replace(/^node:/, '').split('/');
    if (executingModules.includes(module)) {
      return [{ rule: 'execution', message: `${where} imports ${what}: nothing is executed` }];
    }
    return pure ? [{ rule: 'purity', message: `${where} imports ${what}: ${file.folder}/ is pure` }] : [];
  });
}

function checkUses(file: ReadFile): readonly Violation[] {
  const say = (rule: Rule, why: string, mentions: readonly Mention[]): readonly Violation[] =>
    mentions.map(({ what, line }) => ({ rule, message: `src/${file.path}:${line} ${what}: ${why}` }));
  const pure = pureFolders.includes(file.folder) && !impureFiles.includes(file.path);
  return [
    ...say('syntax', 'the parser stopped here', file.syntaxErrors),
    ...say('computed', 'what is imported must be written there', file.computedImports),
    ...say('execution', 'nothing is executed, and modules are imported', file.execution),
    ...say('purity', `${file.folder}/ is pure; pass it in`, pure ? file.effects : []),
  ];
}

function checkFolder(file: ReadFile): readonly Violation[] {
  if (file.folder in floors) return [];
  const folder = file.folder === '' ? 'it stands in no folder' : `${file.folder}/ has no floor`;
  return [
    { rule: 'folder', message: `src/${file.path}: ${folder}; the floors are in test/architecture/floors.ts` },
  ];
}

function checkCycles(files: readonly ReadFile[]): readonly Violation[] {
  const graph = new Map(
    files.map((file) => [file.path, file.imports.filter(isPath).map(({ what }) => resolve(file.path, what))]),
  );
  return findCycles(graph).map((cycle) => ({
    rule: 'cycle',
    message: `files import each other in a circle: ${cycle.map((path) => `src/${path}`).join(' → ')}`,
  }));
}

/** Everything in a tree of files (paths below `src/`) that breaks a rule; tests are exempt. */
export function checkFloors(tree: readonly SourceFile[]): readonly Violation[] {
  const files = tree
    .filter(({ path }) => !isTestFile(path))
    .map(({ path, text }) => ({ path, folder: folderOf(path), ...readSource(path, text) }));
  const known = new Set(files.map(({ path }) => path));
  return [
    ...files.flatMap((file) => [
      ...checkFolder(file),
      ...checkUses(file),
      ...checkModules(file),
      ...checkImports(file, known),
    ]),
    ...checkCycles(files),
  ];
}
