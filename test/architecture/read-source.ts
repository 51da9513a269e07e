import { parseSync, visitorKeys } from 'oxc-parser';

/** Something that stands at a line of a file; lines count from 1. */
export interface Mention {
  readonly what: string;
  readonly line: number;
}

export interface SourceFacts {
  /** Where the parser gave up; what it did not read, no rule has seen. */
  readonly syntaxErrors: readonly Mention[];
  /** Specifiers of `import`, `export … from`, `import('…')` in code and in types, and `import x = require('…')`. */
  readonly imports: readonly Mention[];
  /** Dynamic imports of something that is only known at run time. */
  readonly computedImports: readonly Mention[];
  /** Ways to run text as code, or to reach a module of Node without importing it. */
  readonly execution: readonly Mention[];
  /** Uses of the clock, of chance, of the process or of the network. */
  readonly effects: readonly Mention[];
}

type Node = { readonly type: string; readonly start: number; readonly [key: string]: unknown };

/** A node, the one around it, and the property of that one where it stands. */
type Visit = { readonly node: Node; readonly parent: Node | null; readonly role: string };

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function* walk(visit: Visit): Generator<Visit> {
  yield visit;
  const { node } = visit;
  for (const role of visitorKeys[node.type] ?? []) {
    const value = node[role];
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) yield* walk({ node: child, parent: node, role });
    }
  }
}

function textOf(value: unknown): string | null {
  return isNode(value) && value.type === 'Literal' && typeof value['value'] === 'string'
    ? value['value']
    : null;
}

const importSources: Readonly<Record<string, string>> = {
  ImportDeclaration: 'source',
  ExportNamedDeclaration: 'source',
  ExportAllDeclaration: 'source',
  ImportExpression: 'source',
  TSImportType: 'source',
  TSExternalModuleReference: 'expression',
};

/** What a node imports: a specifier, `computed`, or null when it imports nothing. */
function importOf(node: Node): { readonly specifier: string } | 'computed' | null {
  const source = node[importSources[node.type] ?? ''];
  if (!isNode(source)) return null;
  const specifier = textOf(source);
  return specifier === null ? 'computed' : { specifier };
}

/** Where an identifier is a mere name, and does not stand for a value. */
const nameRoles: readonly string[] = ['property', 'key', 'imported', 'exported', 'typeName', 'label'];

function referenceOf({ node, parent, role }: Visit): string | null {
  if (node.type !== 'Identifier') return null;
  return nameRoles.includes(role) && parent?.['computed'] !== true ? null : String(node['name']);
}

/** `Date.now`, also when it is written `Date['now']`. */
function memberOf({ node }: Visit): string | null {
  const { object, property } = node;
  if (node.type !== 'MemberExpression' || !isNode(object) || !isNode(property)) return null;
  const name = node['computed'] === true ? textOf(property) : property['name'];
  return object.type === 'Identifier' ? `${String(object['name'])}.${String(name)}` : null;
}

function isEmptyDate({ node }: Visit): boolean {
  const { callee, arguments: given } = node;
  return (
    node.type === 'NewExpression' &&
    isNode(callee) &&
    callee['name'] === 'Date' &&
    Array.isArray(given) &&
    given.length === 0
  );
}

const runsText: readonly (string | null)[] = ['eval', 'Function', 'require'];
const reachesModules: readonly unknown[] = ['getBuiltinModule', '_linkedBinding', 'dlopen'];
const runningMembers: readonly (string | null)[] = [
  'process.binding',
  'process.mainModule',
  'globalThis.eval',
  'globalThis.Function',
];

function executionOf(visit: Visit): string | null {
  const { node } = visit;
  const reference = referenceOf(visit);
  if (runsText.includes(reference)) return reference;
  const named = node.type === 'Identifier' ? node['name'] : textOf(node);
  if (reachesModules.includes(named)) return String(named);
  const member = memberOf(visit);
  return runningMembers.includes(member) ? member : null;
}

const effectfulGlobals: readonly (string | null)[] = [
  'process',
  'fetch',
  'console',
  'crypto',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
];
const effectfulMembers: readonly (string | null)[] = ['Date.now', 'Math.random'];

function effectOf(visit: Visit): string | null {
  if (isEmptyDate(visit)) return 'new Date()';
  const reference = referenceOf(visit);
  if (effectfulGlobals.includes(reference)) return reference;
  const member = memberOf(visit);
  return effectfulMembers.includes(member) ? member : null;
}

/** What the rules need to know about one TypeScript file. */
export function readSource(path: string, text: string): SourceFacts {
  const { program, errors } = parseSync(path, text, {
    lang: 'ts',
    sourceType: 'module',
    preserveParens: false,
  });
  const at = (what: string, offset: number): Mention => ({
    what,
    line: text.slice(0, offset).split('\n').length,
  });
  const visits = [...walk({ node: program as unknown as Node, parent: null, role: 'program' })];
  const collect = (find: (visit: Visit) => string | null): readonly Mention[] =>
    visits.flatMap((visit) => {
      const what = find(visit);
      return what === null ? [] : [at(what, visit.node.start)];
    });
  return {
    syntaxErrors: errors.map(({ message, labels }) => at(message, labels[0]?.start ?? 0)),
    imports: collect(({ node }) => {
      const found = importOf(node);
      return found === null || found === 'computed' ? null : found.specifier;
    }),
    computedImports: collect(({ node }) => (importOf(node) === 'computed' ? 'import(…)' : null)),
    execution: collect(executionOf),
    effects: collect(effectOf),
  };
}
