import { oneOf, type ValueKind } from './value-kind.ts';

/**
 * The notation of the tables. Flags, set apart by blanks:
 *
 *   -A,--all-namespaces   takes no value
 *   -n,--namespace=name   takes a value of the kind "name"
 *   --color=?{auto|never} may take one, only joined to it
 *   -n,--lines=~count     may take one, also as the next word
 *   --filters=text+       takes one or more words
 *   -#                    a number such as -20
 *   /--[a-z]+-ids?/=name+ every flag whose name matches as a whole
 *
 * Arguments, in their order: `kind`, `kind?`, `kind*`, `kind+`, or the words themselves: `{show|list}?`.
 */
export interface FlagRule {
  readonly names: readonly string[];
  readonly shape: RegExp | null;
  readonly value: 'none' | 'required' | 'joined' | 'optional';
  readonly many: boolean;
  readonly kind: ValueKind | null;
}

export interface ArgumentRule {
  readonly kind: ValueKind;
  /** Whether it only goes before another: `{dev}?` in `ip link set dev eth0`. It is not counted as an argument. */
  readonly isFiller: boolean;
  readonly least: number;
  readonly most: number;
}

export type Kinds = Readonly<Record<string, ValueKind>>;

/** What is wrong with a table, in words for the person who wrote it. */
export class NotationError extends Error {}

function findKind(text: string, kinds: Kinds): ValueKind {
  if (/^\{.+\}$/.test(text)) return oneOf(text.slice(1, -1).split('|'));
  const kind = Object.hasOwn(kinds, text) ? kinds[text] : undefined;
  if (kind === undefined) throw new NotationError(`there is no kind of value called "${text}"`);
  return kind;
}

const valueMarks: Readonly<Record<string, FlagRule['value']>> = { '?': 'joined', '~': 'optional' };
const flagName = /^(?:-#|-[A-Za-z0-9?@+]|\+[A-Za-z0-9]+|--?[A-Za-z0-9][A-Za-z0-9_.-]*|[()!,])$/;

function parseFlag(text: string, kinds: Kinds): FlagRule {
  const shaped = /^\/(.+)\/(=.*)?$/.exec(text);
  const equals = shaped ? -1 : text.indexOf('=');
  const namesText = shaped ? '' : equals === -1 ? text : text.slice(0, equals);
  const valueText = shaped ? shaped[2]?.slice(1) : equals === -1 ? undefined : text.slice(equals + 1);
  const names = namesText === '' ? [] : namesText === ',' ? [','] : namesText.split(',');
  const wrong = names.find((name) => !flagName.test(name));
  if (wrong !== undefined) throw new NotationError(`"${wrong}" is not the name of a flag`);
  const shape = shaped ? new RegExp(`^(?:${shaped[1]})$`) : null;
  if (valueText === undefined) return { names, shape, value: 'none', many: false, kind: null };
  const mark = valueMarks[valueText[0] ?? ''];
  const many = valueText.endsWith('+');
  const kind = findKind(valueText.slice(mark === undefined ? 0 : 1, many ? -1 : undefined), kinds);
  return { names, shape, value: mark ?? 'required', many, kind };
}

const counts: Readonly<Record<string, readonly [least: number, most: number]>> = {
  '?': [0, 1],
  '*': [0, Number.POSITIVE_INFINITY],
  '+': [1, Number.POSITIVE_INFINITY],
};

function parseArgument(text: string, kinds: Kinds): ArgumentRule {
  const count = counts[text.at(-1) ?? ''];
  const [least, most] = count ?? [1, 1];
  const kind = count === undefined ? text : text.slice(0, -1);
  return { kind: findKind(kind, kinds), isFiller: /^\{.+\}\?$/.test(text), least, most };
}

const split = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

/** Throws `NotationError`. */
export function parseFlags(text: string, kinds: Kinds): readonly FlagRule[] {
  return split(text).map((flag) => parseFlag(flag, kinds));
}

/** Throws `NotationError`. */
export function parseArguments(text: string, kinds: Kinds): readonly ArgumentRule[] {
  return split(text).map((argument) => parseArgument(argument, kinds));
}

/** `rollout status|history` → the words that may stand at each place. */
export function parseWords(text: string): readonly (readonly string[])[] {
  return split(text).map((place) => place.split('|'));
}
