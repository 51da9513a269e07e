import { z } from 'zod';
import {
  type ArgumentRule,
  type FlagRule,
  type Kinds,
  NotationError,
  parseArguments,
  parseFlags,
  parseWords,
} from './notation.ts';

/**
 * How a program reads its flags. `gnu`: clusters (`-lh`), values joined or apart, long names may be shortened. `go`:
 * clusters, `-n=x` is `-n x`, nothing shortened. `exact`: every flag is a word of its own (`find -name x`).
 */
export const flagStyles = ['gnu', 'go', 'exact'] as const;

const text = (description: string) => z.string().default('').meta({ description });

export const Form = z.strictObject({
  words: text(
    'Words that come first, such as "rollout status"; alternatives with "|": "describe|get". Empty for none.',
  ),
  flags: text('Flags that may be there, in the notation below, set apart by blanks.'),
  arguments: text('What may follow besides flags, in its order: kinds of values, set apart by blanks.'),
  needs: text('Flags that must be there; alternatives with "|": "--tail|--since".'),
  effect: z.string().min(1).optional().meta({
    description:
      'What it changes, in one sentence. With it, the form waits for review. {1} is the first argument, {--flag} the value of a flag, {word} the flags right behind that word ({before}: before all words), [ in {-n}] is left out where it is not given.',
  }),
  dry_run: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Words that, put at the end, make it only say what it would do.' }),
  undo: z.string().min(1).optional().meta({
    description: 'How to take it back, in words, or that one cannot. Filled in as the effect is.',
  }),
  reads_input: z.boolean().default(false).meta({
    description: 'Whether it may stand behind a pipe: it reads standard input and writes the rest.',
  }),
  pages: z.boolean().default(false).meta({
    description: 'Whether it opens a pager on a terminal: then it needs --no-pager, or a pipe behind it.',
  }),
});

export const BinaryRules = z.strictObject({
  style: z.enum(flagStyles).default('gnu').meta({ description: 'How it reads its flags.' }),
  flags: text('Flags that may stand anywhere, also before the words of a form.'),
  flags_behind: z.record(z.string(), z.string()).default({}).meta({
    description:
      'Flags that stand right behind some words and nowhere else, by those words: "compose" for what is said as `docker compose -f FILE ps`; "" before all words.',
  }),
  intermixed: z.boolean().default(false).meta({
    description:
      'Whether the flags of a form may stand before its words, too, as getopt has it: `systemctl -t service list-units`.',
  }),
  never: z.record(z.string(), z.string()).default({}).meta({
    description: 'Flags that are refused, set apart by blanks, and why.',
  }),
  forms: z
    .array(Form)
    .min(1)
    .meta({ description: 'What may be said to it; the first form that fits counts.' }),
});

/** As it is written, in TypeScript or YAML. */
export type BinarySource = z.input<typeof BinaryRules>;
export type BinaryTable = Readonly<Record<string, BinarySource>>;

export interface CommandForm {
  readonly words: readonly (readonly string[])[];
  readonly flags: FlagSet;
  readonly arguments: readonly ArgumentRule[];
  readonly needs: readonly (readonly string[])[];
  readonly effect: string | null;
  readonly dryRun: string | null;
  readonly undo: string | null;
  readonly readsInput: boolean;
  readonly pages: boolean;
}

export interface CompiledBinary {
  readonly style: (typeof flagStyles)[number];
  /** Flags that may stand before the words of a form. */
  readonly globals: FlagSet;
  /** Flags that may stand right behind these words, set apart by blanks, with those that may stand anywhere. */
  readonly behind: ReadonlyMap<string, FlagSet>;
  readonly intermixed: boolean;
  readonly never: ReadonlyMap<string, string>;
  readonly forms: readonly CommandForm[];
}

/** Flags by their names; those with a shape are looked through in their order. */
export interface FlagSet {
  readonly byName: ReadonlyMap<string, FlagRule>;
  readonly shaped: readonly FlagRule[];
}

function toFlagSet(rules: readonly FlagRule[]): FlagSet {
  return {
    byName: new Map(rules.flatMap((rule) => rule.names.map((name) => [name, rule] as const))),
    shaped: rules.filter((rule) => rule.shape !== null),
  };
}

/** Whether more words of a form follow these. */
function beginsWith(places: readonly (readonly string[])[], words: string): boolean {
  const first = words.split(/\s+/).filter(Boolean);
  return first.length < places.length && first.every((word, at) => places[at]?.includes(word));
}

/** A problem in a table: where in it, and what. */
export interface TableProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export type Compiled =
  | { readonly ok: true; readonly rules: CompiledBinary }
  | { readonly ok: false; readonly problems: readonly TableProblem[] };

/** Reads the notation of one binary's rules; every problem at once. */
export function compileBinary(source: z.output<typeof BinaryRules>, kinds: Kinds): Compiled {
  const problems: TableProblem[] = [];
  const attempt = <T>(path: readonly PropertyKey[], empty: T, read: () => T): T => {
    try {
      return read();
    } catch (thrown) {
      if (!(thrown instanceof NotationError)) throw thrown;
      problems.push({ path, message: thrown.message });
      return empty;
    }
  };
  const globals = attempt(['flags'], [], () => parseFlags(source.flags, kinds));
  const behind = Object.entries(source.flags_behind).map(([words, notation]) => {
    const path = ['flags_behind', words];
    const flags = attempt(path, [], () => parseFlags(notation, kinds));
    if (!source.forms.some((form) => beginsWith(parseWords(form.words), words))) {
      problems.push({ path, message: `no form goes on behind "${words}"` });
    }
    return [words, toFlagSet([...globals, ...flags])] as const;
  });
  const forms = source.forms.map((form, index) => {
    const at = (key: string): readonly PropertyKey[] => ['forms', index, key];
    const flags = attempt(at('flags'), [], () => parseFlags(form.flags, kinds));
    const set = toFlagSet([...globals, ...flags]);
    const needs = form.needs
      .split(/\s+/)
      .filter(Boolean)
      .map((need) => need.split('|'));
    const unknown = needs.flat().find((flag) => !set.byName.has(flag));
    if (unknown !== undefined) {
      problems.push({ path: at('needs'), message: `"${unknown}" is not among the flags of this form` });
    }
    return {
      words: parseWords(form.words),
      flags: set,
      arguments: attempt(at('arguments'), [], () => parseArguments(form.arguments, kinds)),
      needs,
      effect: form.effect ?? null,
      dryRun: form.dry_run ?? null,
      undo: form.undo ?? null,
      readsInput: form.reads_input,
      pages: form.pages,
    };
  });
  if (problems.length > 0) return { ok: false, problems };
  const never = Object.entries(source.never).flatMap(([names, reason]) =>
    names.split(/\s+/).map((name) => [name, reason] as const),
  );
  return {
    ok: true,
    rules: {
      style: source.style,
      globals: toFlagSet(globals),
      behind: new Map(behind),
      intermixed: source.intermixed,
      never: new Map(never),
      forms,
    },
  };
}
