import { LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { isSecret, noteOrigin } from '../domain/secret.ts';
import { expandDocument, type Origin } from './expand.ts';
import { listKeysAt, listSecretKeys, toConfigJsonSchema } from './json-schema.ts';
import { createLocator, type Position } from './locate.ts';
import { type ConfigProblem, describeIssue, formatPath } from './problems.ts';
import { checkReferences, valueAt } from './references.ts';
import { type AdapterSchemas, type Config, createConfigSchema } from './schema.ts';

export interface ParseConfigOptions {
  readonly adapters: AdapterSchemas;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads a file that the configuration names; throws when it cannot. */
  readonly readFile: (path: string) => string;
}

/** A problem with the place where it stands in the file. */
export interface LocatedProblem extends Position {
  readonly path: string;
  readonly message: string;
}

export type ConfigParse =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly LocatedProblem[] };

/** The document, and every place where it is no YAML. */
export function readYaml(text: string): {
  readonly document: ReturnType<typeof parseDocument>;
  readonly problems: readonly LocatedProblem[];
} {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    return { line, column: col, path: '', message: `not valid YAML: ${error.message}` };
  });
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return;
      const { line, col } = lines.linePos(alias.range?.[0] ?? 0);
      const message = `not valid YAML: nothing is called *${alias.source}; put quotes around a text that starts with *`;
      problems.push({ line, column: col, path: '', message });
    },
  });
  return { document, problems };
}

function describeIssues(
  issues: readonly z.core.$ZodIssue[],
  schema: z.ZodType,
  raw: unknown,
  adapters: AdapterSchemas,
): readonly ConfigProblem[] {
  const jsonSchema = toConfigJsonSchema(schema);
  const secretKeys = listSecretKeys(schema);
  const types: Readonly<Record<string, readonly { readonly id: string }[]>> = {
    notifiers: adapters.notifiers,
    'evidence.collectors': adapters.collectors,
    'reasoning.models': adapters.models,
  };
  return issues.flatMap((issue) =>
    describeIssue(issue, {
      valueAt: (path) => valueAt(raw, path),
      keysAt: (path) => listKeysAt(jsonSchema, raw, path),
      typesAt: (path) =>
        path.at(-1) === 'type' ? (types[path.slice(0, -2).join('.')] ?? []).map(({ id }) => id) : [],
      isSecret: (key) => secretKeys.has(key),
    }),
  );
}

/** One problem a path: what was found first says it best. */
function dropRepeated(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const paths = problems.map((problem) => formatPath(problem.path));
  return problems.filter((_, index) => paths.indexOf(paths[index] ?? '') === index);
}

/** What is said of a whole that holds a value which could not be had is not worth saying. */
function dropFollowing(
  problems: readonly ConfigProblem[],
  missing: readonly ConfigProblem[],
): readonly ConfigProblem[] {
  const holds = (outer: readonly PropertyKey[], inner: readonly PropertyKey[]): boolean =>
    outer.length < inner.length && outer.every((part, index) => part === inner[index]);
  return problems.filter(({ path }) => !missing.some((problem) => holds(path, problem.path)));
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}

/** So that a refused key can be traced to where it was written. */
function noteOrigins(config: Config, origins: readonly Origin[]): void {
  for (const { path, text } of origins) {
    const value = valueAt(config, path);
    if (isSecret(value)) noteOrigin(value, text);
  }
}

/** Reads the text of a configuration file. Reports every problem at once, and never repeats a secret. */
export function parseConfig(text: string, options: ParseConfigOptions): ConfigParse {
  const { document, problems: yamlProblems } = readYaml(text);
  if (yamlProblems.length > 0) return { ok: false, problems: yamlProblems };
  const schema = createConfigSchema(options.adapters);
  const secretKeys = listSecretKeys(schema);
  const { problems: expandProblems, origins } = expandDocument(document, {
    ...options,
    isSecret: (key) => secretKeys.has(key),
  });
  const raw: unknown = document.toJS() ?? {};
  const parsed = schema.safeParse(raw);
  const issues = parsed.success ? [] : describeIssues(parsed.error.issues, schema, raw, options.adapters);
  const problems = dropRepeated([
    ...expandProblems,
    ...dropFollowing([...issues, ...checkReferences(raw)], expandProblems),
  ]);
  if (parsed.success && problems.length === 0) {
    noteOrigins(parsed.data, origins);
    return { ok: true, config: deepFreeze(parsed.data) };
  }
  const locate = createLocator(text);
  return {
    ok: false,
    problems: problems
      .map(({ path, message }) => ({ ...locate(path), path: formatPath(path), message }))
      .sort((a, b) => a.line - b.line || a.column - b.column),
  };
}

/** `bad.yml:12:5 notifiers[0].channel: expected a string, got a number`, a line each. */
export function formatProblems(file: string, problems: readonly LocatedProblem[]): string {
  return problems
    .map(
      ({ line, column, path, message }) =>
        `${file}:${line}:${column} ${path === '' ? '' : `${path}: `}${message}`,
    )
    .join('\n');
}

/** Reads a configuration file, or throws `config_invalid` with every problem in its message. */
export function loadConfig(file: string, options: ParseConfigOptions): Config {
  let text: string;
  try {
    text = options.readFile(file);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    throw new AppError({
      code: 'config_invalid',
      message: `cannot read the configuration file "${file}" (${code})`,
      cause,
    });
  }
  const parsed = parseConfig(text, options);
  if (parsed.ok) return parsed.config;
  throw new AppError({ code: 'config_invalid', message: formatProblems(file, parsed.problems) });
}
