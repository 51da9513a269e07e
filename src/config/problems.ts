import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';

/** One thing that is wrong with a configuration. */
export interface ConfigProblem {
  /** `notifiers[0].channel`; empty for the file as a whole. */
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}

/** "; did you mean channel?" when one of the known words is near, else nothing. */
export function suggest(word: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const nearest = closest(word, known);
  return distance(word, nearest) <= Math.max(2, Math.floor(word.length / 3))
    ? `; did you mean "${nearest}"?`
    : '';
}

function kindOf(input: unknown): string {
  if (input === undefined) return 'nothing';
  if (input === null) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'object' ? 'a mapping' : `a ${typeof input}`;
}

const expectedNames: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a mapping',
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

interface IssueContext {
  /** The value found at the path of an issue. */
  readonly valueAt: (path: readonly PropertyKey[]) => unknown;
  /** The keys that the schema knows at a path. */
  readonly keysAt: (path: readonly PropertyKey[]) => readonly string[];
  /** The adapter types that exist for the list at a path. */
  readonly typesAt: (path: readonly PropertyKey[]) => readonly string[];
  readonly isSecret: (key: string) => boolean;
}

/** zod's issues in words that say what is wrong and what was expected, without ever repeating a value. */
export function describeIssue(issue: z.core.$ZodIssue, context: IssueContext): readonly ConfigProblem[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        message: `unknown key${suggest(key, context.keysAt(issue.path))}`,
      }));
    case 'invalid_type': {
      const value = context.valueAt(issue.path);
      const expected = expectedNames[issue.expected] ?? issue.expected;
      const key = String(issue.path.at(-1) ?? '');
      const how = context.isSecret(key) ? `, as ${key} or ${key}_file` : '';
      const message =
        value === undefined
          ? `missing: expected ${expected}${how}`
          : `expected ${expected}, got ${kindOf(value)}`;
      return [{ path: issue.path, message }];
    }
    case 'invalid_union': {
      const types = context.typesAt(issue.path);
      if (types.length === 0) break;
      const written = context.valueAt(issue.path);
      const list = types.join(', ');
      const message =
        typeof written === 'string'
          ? `unknown type "${written}"; expected one of ${list}${suggest(written, types)}`
          : `missing: expected one of ${list}`;
      return [{ path: issue.path, message }];
    }
    case 'invalid_value':
      return [{ path: issue.path, message: `expected one of ${issue.values.map(String).join(', ')}` }];
    case 'too_small':
      return [
        {
          path: issue.path,
          message:
            issue.origin === 'string' ? 'must not be empty' : `must be at least ${String(issue.minimum)}`,
        },
      ];
    case 'too_big':
      return [{ path: issue.path, message: `must be at most ${String(issue.maximum)}` }];
    default:
      break;
  }
  return [{ path: issue.path, message: issue.message }];
}
