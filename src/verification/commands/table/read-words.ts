import type { CommandForm, CompiledBinary, FlagSet } from './command-rules.ts';
import type { ArgumentRule, FlagRule } from './notation.ts';
import type { ValueKind, ValueScope } from './value-kind.ts';

/** What the words behind a binary say, by one form of its rules. */
export type WordsReading =
  | {
      readonly ok: true;
      /** By every name of the flag. */
      readonly flags: ReadonlyMap<string, readonly string[]>;
      /** The flags that stand right behind some words, as they were typed, by those words. */
      readonly behind: ReadonlyMap<string, readonly string[]>;
      readonly arguments: readonly string[];
      /** The arguments without such as only go before another. */
      readonly counted: readonly string[];
    }
  | {
      readonly ok: false;
      readonly reason: string;
      /** How many of the form's words were there: of several reasons, that of the nearest form is told. */
      readonly nearness: number;
    };

/**
 * Thrown to leave a reading at once; the reason is with the reader. It is made only once, since most forms of a binary do not
 * fit, and a stack trace for each would cost five times what all the rest does.
 */
class Refused extends Error {}
const refusal = new Refused('the words do not fit the form');

function refuse(reader: Reader, reason: string): never {
  reader.reason = reason;
  throw refusal;
}

interface Reader {
  readonly words: readonly string[];
  readonly binary: CompiledBinary;
  readonly form: CommandForm;
  readonly scope: ValueScope;
  readonly flags: Map<string, string[]>;
  readonly behind: Map<string, string[]>;
  readonly positionals: string[];
  readonly counted: string[];
  at: number;
  /** Those of the form's words that have been there. */
  readonly said: string[];
  flagsEnded: boolean;
  /** Why it was left. */
  reason: string;
}

/** What may stand behind the words so far and nowhere else; null for none, and when the form's words are all there. */
function flagsBehind({ binary, form, said }: Reader): FlagSet | null {
  return said.length < form.words.length ? (binary.behind.get(said.join(' ')) ?? null) : null;
}

/** Before the words of a form are there, most programs know only the flags that may stand anywhere. */
function knownFlags(reader: Reader): FlagSet {
  const { binary, form, said } = reader;
  if (said.length === form.words.length || binary.intermixed) return form.flags;
  return flagsBehind(reader) ?? binary.globals;
}

function refuseFlag(reader: Reader, name: string): never {
  const reason = reader.binary.never.get(name);
  refuse(
    reader,
    reason === undefined
      ? `the flag "${name}" is not known to be harmless`
      : `the flag "${name}" is refused: ${reason}`,
  );
}

function findFlag(reader: Reader, name: string): FlagRule | undefined {
  const known = knownFlags(reader);
  const named = known.byName.get(name);
  if (named !== undefined) return named;
  if (reader.binary.never.has(name)) refuseFlag(reader, name);
  return known.shaped.find(({ shape }) => shape?.test(name));
}

/** Shorter than this, what is meant changes with the next release of the program. */
const shortestAbbreviation = 5;

/** A long flag may be shortened as far as only one begins so. What is refused counts too. */
function findLongFlag(reader: Reader, name: string): FlagRule {
  const exact = findFlag(reader, name);
  if (exact !== undefined) return exact;
  const { style, never } = reader.binary;
  if (style !== 'gnu' || name.length < shortestAbbreviation) refuseFlag(reader, name);
  const refused = [...never.keys()].find((other) => other.startsWith(name));
  if (refused !== undefined) refuseFlag(reader, refused);
  const meant = [...knownFlags(reader).byName.entries()].filter(([other]) => other.startsWith(name));
  const [first] = new Set(meant.map(([, rule]) => rule));
  if (first === undefined || meant.some(([, rule]) => rule !== first)) refuseFlag(reader, name);
  return first;
}

function checkValue(kind: ValueKind, value: string, reader: Reader): void {
  const reason = kind.check(value, reader.scope);
  if (reason !== null) refuse(reader, reason);
}

/**
 * A flag behind some words may be called as one of the form is and mean another: `-f` in `compose -f FILE rm -f`. It must not
 * count as that one.
 */
function isOfForm({ binary: { globals } }: Reader, rule: FlagRule): boolean {
  return globals.shaped.includes(rule) || rule.names.some((name) => globals.byName.get(name) === rule);
}

function note(reader: Reader, rule: FlagRule, name: string, values: readonly string[]): void {
  if (flagsBehind(reader) !== null && !isOfForm(reader, rule)) return;
  for (const each of new Set([...rule.names, name])) {
    reader.flags.set(each, [...(reader.flags.get(each) ?? []), ...values]);
  }
}

function fits(kind: ValueKind, value: string | undefined, reader: Reader): value is string {
  if (value === undefined || (value.startsWith('-') && !kind.mayBeginWithDash)) return false;
  return kind.check(value, reader.scope) === null;
}

interface GivenFlag {
  readonly rule: FlagRule;
  readonly name: string;
  /** What stands behind it in the same word; null for nothing. */
  readonly joined: string | null;
}

/** The value of a flag: joined to it, or the words that follow. */
function takeValues(reader: Reader, { rule, name, joined }: GivenFlag): readonly string[] {
  const { kind } = rule;
  if (kind === null) {
    // Go's flags can be switched off: then they would have to count as not given.
    if (joined === null || (joined === 'true' && reader.binary.style === 'go')) return ['true'];
    refuse(reader, `the flag "${name}" takes no value`);
  }
  if (joined !== null) {
    checkValue(kind, joined, reader);
    return [joined];
  }
  const next = reader.words[reader.at + 1];
  if (rule.value === 'joined') return [''];
  if (rule.value === 'optional') {
    if (!fits(kind, next, reader)) return [''];
    reader.at += 1;
    return [next];
  }
  if (next === undefined || (next.startsWith('-') && next !== '-' && !kind.mayBeginWithDash)) {
    refuse(reader, `the flag "${name}" has no value`);
  }
  const values: string[] = [];
  do {
    const value = reader.words[reader.at + 1] ?? '';
    checkValue(kind, value, reader);
    values.push(value);
    reader.at += 1;
  } while (rule.many && reader.at + 1 < reader.words.length && !reader.words[reader.at + 1]?.startsWith('-'));
  return values;
}

function readValue(reader: Reader, flag: GivenFlag): void {
  note(reader, flag.rule, flag.name, takeValues(reader, flag));
}

/** `-lh`, `-n5`, `-n=5`: letters, of which the first that takes a value takes the rest of the word. */
function readCluster(reader: Reader, word: string): void {
  for (let at = 1; at < word.length; at += 1) {
    const name = `-${word[at]}`;
    const rule = findFlag(reader, name) ?? refuseFlag(reader, name);
    const rest = word.slice(at + 1);
    if (rule.kind === null) {
      if (rest.startsWith('=')) refuse(reader, `the flag "${name}" takes no value`);
      readValue(reader, { rule, name, joined: null });
      continue;
    }
    const joined = reader.binary.style === 'go' ? rest.replace(/^=/, '') : rest;
    readValue(reader, { rule, name, joined: rest === '' ? null : joined });
    return;
  }
}

function readExact(reader: Reader, word: string): void {
  const whole = findFlag(reader, word);
  if (whole !== undefined) {
    readValue(reader, { rule: whole, name: word, joined: null });
    return;
  }
  const equals = word.indexOf('=');
  const name = equals === -1 ? word : word.slice(0, equals);
  const rule = findFlag(reader, name);
  if (rule === undefined || rule.kind === null || equals === -1) refuseFlag(reader, name);
  readValue(reader, { rule, name, joined: word.slice(equals + 1) });
}

function readLong(reader: Reader, word: string): void {
  const equals = word.indexOf('=');
  const name = equals === -1 ? word : word.slice(0, equals);
  readValue(reader, {
    rule: findLongFlag(reader, name),
    name,
    joined: equals === -1 ? null : word.slice(equals + 1),
  });
}

function readNumber(reader: Reader, word: string): boolean {
  if (!/^-\d+$/.test(word)) return false;
  const rule = knownFlags(reader).byName.get('-#');
  if (rule === undefined) return false;
  note(reader, rule, '-#', [word.slice(1)]);
  return true;
}

function isFlag(reader: Reader, word: string): boolean {
  if (reader.flagsEnded) return false;
  if (word.startsWith('-') && word.length > 1) return true;
  return reader.binary.style === 'exact' && knownFlags(reader).byName.has(word);
}

function readFlag(reader: Reader, word: string): void {
  if (word === '--') {
    // Behind it some programs begin to read something else: a command of its own.
    if (reader.binary.style !== 'gnu' || reader.said.length < reader.form.words.length)
      refuseFlag(reader, word);
    reader.flagsEnded = true;
  } else if (readNumber(reader, word)) return;
  else if (reader.binary.style === 'exact') readExact(reader, word);
  else if (word.startsWith('--')) readLong(reader, word);
  else readCluster(reader, word);
}

/** Reads it, and keeps it as it was typed if it stands behind words that have flags of their own. */
function readPlacedFlag(reader: Reader, word: string): void {
  const from = reader.at;
  readFlag(reader, word);
  if (flagsBehind(reader) === null) return;
  const path = reader.said.join(' ');
  reader.behind.set(path, [...(reader.behind.get(path) ?? []), ...reader.words.slice(from, reader.at + 1)]);
}

/** Gives every word to a rule, in order; as many as possible to each, so that what remains still suits the others. */
function matchArguments(words: readonly string[], rules: readonly ArgumentRule[], reader: Reader): void {
  const [rule, ...others] = rules;
  if (rule === undefined) {
    if (words.length > 0) refuse(reader, `"${words[0]}" is not expected here`);
    return;
  }
  const leastAfter = others.reduce((sum, other) => sum + other.least, 0);
  const take = Math.min(rule.most, words.length - leastAfter);
  if (take < rule.least) {
    refuse(reader, words.length === 0 ? 'something is missing' : `something is missing: ${rule.kind.what}`);
  }
  // An optional word that is none of its kind is the next rule's.
  if (rule.most === 1 && rule.least === 0 && !fits(rule.kind, words[0], reader) && others.length > 0) {
    matchArguments(words, others, reader);
    return;
  }
  for (const word of words.slice(0, take)) {
    checkValue(rule.kind, word, reader);
    if (!rule.isFiller) reader.counted.push(word);
  }
  matchArguments(words.slice(take), others, reader);
}

/** Reads the words behind a binary by one form. */
export function readWords(
  words: readonly string[],
  options: { readonly binary: CompiledBinary; readonly form: CommandForm; readonly scope: ValueScope },
): WordsReading {
  const { form } = options;
  const reader: Reader = {
    ...options,
    words,
    flags: new Map(),
    behind: new Map(),
    positionals: [],
    counted: [],
    at: 0,
    said: [],
    flagsEnded: false,
    reason: '',
  };
  try {
    for (; reader.at < words.length; reader.at += 1) {
      const word = words[reader.at] ?? '';
      if (isFlag(reader, word)) readPlacedFlag(reader, word);
      else if (reader.said.length === form.words.length) reader.positionals.push(word);
      else if (form.words[reader.said.length]?.includes(word)) reader.said.push(word);
      else refuse(reader, `"${word}" is not known to be harmless here`);
    }
    if (reader.said.length < form.words.length) refuse(reader, 'it does not say what to do');
    matchArguments(reader.positionals, form.arguments, reader);
    const missing = form.needs.find((flags) => !flags.some((flag) => reader.flags.has(flag)));
    if (missing !== undefined) refuse(reader, `it needs ${missing.join(' or ')}`);
    const { flags, behind, positionals, counted } = reader;
    return { ok: true, flags, behind, arguments: positionals, counted };
  } catch (thrown) {
    if (thrown !== refusal) throw thrown;
    return { ok: false, reason: reader.reason, nearness: reader.said.length };
  }
}
