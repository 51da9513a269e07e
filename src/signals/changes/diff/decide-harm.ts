import type { ObservedChange } from '../../../domain/observation.ts';
import type { FoundTrait } from './code-traits.ts';
import { type FileKind, isHarmless, toFileKind } from './file-kind.ts';
import type { Hunk } from './parse-diff.ts';
import type { ValueChange } from './value-changes.ts';

/** Whether a change can do anything to a running service at all. */
export interface Harm {
  /** 0: it cannot; 1: nothing says that it cannot. */
  readonly share: number;
  /** Why it cannot, or hardly; null when it can. */
  readonly reason: string | null;
}

const kindWords: Readonly<Record<FileKind, string>> = {
  docs: 'documentation',
  test: 'tests',
  pipeline: 'build pipelines',
  style: 'appearance',
  other_environment: 'another environment',
  dependencies: 'versions of dependencies',
  metrics: 'metrics',
  alerting: 'alert rules and dashboards',
  migration: 'migrations',
  config: 'configuration',
  code: 'code',
};

const none = (reason: string, share = 0): Harm => ({ share, reason });
const full: Harm = { share: 1, reason: null };

/** Calls that only tell: what they are given is shown to people. */
const telling =
  /\b(?:log(?:ger|ging)?|slog|klog|zap|console|metrics?|prometheus|promauto|statsd|tracer|span|otel|sentry|telemetry|\w*(?:[Cc]ounter|[Hh]istogram|[Gg]auge|[Mm]etrics?|[Ll]atency|[Hh]its|[Mm]iss(?:es)?|[Tt]otal))(?:\.\w+)+\s*\(/;

/** Takes calls that only tell out of a text, with everything in their parentheses. */
function dropTelling(text: string): string {
  let rest = text;
  for (let round = 0; round < 200; round += 1) {
    const found = telling.exec(rest);
    if (found === null) return rest;
    let depth = 1;
    let end = found.index + found[0].length;
    while (end < rest.length && depth > 0) {
      if (rest[end] === '(') depth += 1;
      if (rest[end] === ')') depth -= 1;
      end += 1;
    }
    rest = `${rest.slice(0, found.index)} ${rest.slice(end)}`;
  }
  return rest;
}

const scaffolding =
  /\b(?:var|let|const|if|else|ok|return|import|defer|func|this|self|logger|log|public|private|static|final)\b|[^A-Za-z]|\b\w*(?:[Cc]ounter|[Hh]istogram|[Gg]auge|[Hh]its|[Mm]iss(?:es)?|[Tt]otal|[Ll]atency|[Mm]etrics?)\b/g;
const fewLetters = 14;

function onlyTells(hunks: readonly Hunk[]): boolean {
  const sides = [hunks.flatMap(({ added }) => added), hunks.flatMap(({ removed }) => removed)];
  if (!sides.flat().some((line) => telling.test(line))) return false;
  return sides.every(
    (lines) => dropTelling(lines.join('\n')).replaceAll(scaffolding, '').length < fewLetters,
  );
}

const identifier = /[A-Za-z_$][\w$]*/g;

/** The same code with other names for what is local: each line has the same shape, and each name one new name. */
function onlyRenames(hunks: readonly Hunk[]): boolean {
  const names = new Map<string, string>();
  let seen = 0;
  for (const { added, removed } of hunks) {
    if (added.length !== removed.length) return false;
    for (const [index, before] of removed.entries()) {
      const after = added[index] ?? '';
      if (before.replaceAll(identifier, '§') !== after.replaceAll(identifier, '§')) return false;
      const [from, to] = [before.match(identifier) ?? [], after.match(identifier) ?? []];
      for (const [place, name] of from.entries()) {
        const other = to[place] ?? name;
        if ((names.get(name) ?? other) !== other) return false;
        names.set(name, other);
        seen += 1;
      }
    }
  }
  const renamed = [...names].filter(([from, to]) => from !== to);
  const declared = hunks.flatMap(({ added }) => added).join('\n');
  // A function or field of another name is other code; a variable that is declared here is not.
  const isLocal = ([, to]: readonly [string, string]): boolean =>
    new RegExp(
      `(?:\\b(?:var|let|const|def|func|function)\\s+|[(,]\\s*)${to}\\b|\\b${to}\\b(?:\\s*,\\s*\\w+)*\\s*:?=(?!=)`,
    ).test(declared);
  return (
    seen > 0 &&
    renamed.length > 0 &&
    renamed.every((pair) => !pair.some((name) => name.includes('$')) && isLocal(pair))
  );
}

const declares =
  /^(?!(?:if|for|while|switch|catch|else|return|try|do|new|synchronized|using)\b)(?:(?:public|private|protected|internal|static|final|override|abstract|suspend|fun)\s+)*(?:fun\s+)?(?:[\w.]+(?:<[^(]*>)?(?:\[\])?\s+)?(\w+)\s*\([^;]*\)(?:\s*:\s*[\w<>, ?]+)?(?:\s+throws\s+[\w., ]+)?\s*\{$|^(?:export\s+|async\s+|static\s+|private\s+|public\s+)*(?:func|def|function|fn|sub)\s+(?:\([^)]*\)\s*)?(\w+)|^(?:export\s+)?const\s+(\w+)\s*=\s*(?:async\s*)?\([^)]*\)[^=]*=>/;
const closes = /^(?:[\]})]+[;,]?|end|return(?:\s+[\w.]+)?;?)$/;
const constant = /\b[A-Z][A-Z0-9_]*\s*(?::\s*\w+\s*)?:?=\s*(\d[\w.]*);?$/;

/** Lines that became the body of a function of their own, and calls of it in their place. */
function onlyExtracts(hunks: readonly Hunk[]): boolean {
  const added = hunks.flatMap((hunk) => hunk.added);
  const removed = hunks.flatMap((hunk) => hunk.removed);
  const names = added.flatMap((line) => declares.exec(line)?.slice(1).find(Boolean) ?? []);
  if (names.length === 0 || removed.length === 0) return false;
  const constants = new Set(added.flatMap((line) => constant.exec(line)?.[1] ?? []));
  const toShape = (line: string): string =>
    line
      .replaceAll(/(?<![\w.])\d[\w.]*/g, (number) => (constants.has(number) ? '§' : number))
      .replaceAll(/([A-Za-z_$][\w$.]*)(\s*\()?/g, (_, name: string, call?: string) =>
        call === undefined ? '§' : `${name.split('.').at(-1)}(`,
      )
      .replaceAll(' ', '');
  const left = new Set(removed.map(toShape));
  const isCall = (line: string): boolean => names.some((name) => new RegExp(`\\b${name}\\(`).test(line));
  const bodies = added.filter(
    (line) => ![declares, closes, constant].some((one) => one.test(line)) && !isCall(line),
  );
  const kept = new Set(added.map(toShape));
  // What went away must stand in the new function, or there was more to it.
  return (
    bodies.every((line) => left.has(toShape(line))) &&
    [...left].every((shape) => kept.has(shape) || shape.length <= 2)
  );
}

const version = /v?(\d+)\.(\d+)(?:\.(\d+))?/;

/** How large the largest step of a version is: a patch is meant to change nothing. */
function decideBump(hunks: readonly Hunk[]): Harm {
  const lines = hunks.flatMap(({ added, removed }) =>
    removed.flatMap((line, index) => {
      const [before, after] = [version.exec(line), version.exec(added[index] ?? '')];
      return before === null || after === null ? [] : [[before, after] as const];
    }),
  );
  if (lines.length === 0) return none('it only changes dependencies', 0.5);
  if (lines.some(([before, after]) => before[1] !== after[1])) return { share: 0.8, reason: null };
  if (lines.some(([before, after]) => before[2] !== after[2]))
    return none('it only raises minor versions of dependencies', 0.45);
  return none('it only raises patch versions of dependencies', 0.2);
}

const checks =
  /^(?:\}?\s*(?:else\s+)?if\b|return\b|raise\b|throw\b|continue\b|break\b|\}|\{|end\b|else\b|defer\b|finally\b|pass\b|assert\b|guard\b|\)|except\b|catch\b|try\b|\w+\s*:?=\s*[\w.()\s"'[\]{}]+$)/;
const guards =
  /[!=]==?\s*(?:nil|null|None|undefined)|\blen\(|\.length|\bnot\b|is None|\?\.|<=?\s*0|<\s*0|defer\b|Close\(\)|finally|except|catch|>\s*len/;

function onlyGuards(hunks: readonly Hunk[]): boolean {
  const added = hunks.flatMap((hunk) => hunk.added);
  if (hunks.some(({ removed }) => removed.length > 0) || added.length === 0) return false;
  return added.every((line) => checks.test(line)) && added.some((line) => guards.test(line));
}

function onlyConcurrentIndex(hunks: readonly Hunk[]): boolean {
  const added = hunks.flatMap((hunk) => hunk.added).join(' ');
  const ddl = added.match(/\b(?:CREATE|ALTER|DROP|UPDATE|DELETE|INSERT|RENAME|TRUNCATE)\b/gi) ?? [];
  return (
    ddl.length > 0 &&
    ddl.every((word) => /create/i.test(word)) &&
    /CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY/i.test(added)
  );
}

const harmlessSummary =
  /^(?:[#[]?(?:docs?|tests?|ci|style|lint|typo)\b|.{0,20}\b(?:fix(?:es)? typos?|gofmt|goimports|prettier|CODEOWNERS|readme|changelog|comments?\b))/i;

/** Reads from files and diff whether a change can have any effect; its summary is only believed where there is no diff. */
export function decideHarm(
  change: ObservedChange,
  found: {
    readonly hunks: readonly Hunk[];
    readonly traits: readonly FoundTrait[];
    readonly values: readonly ValueChange[];
  },
): Harm {
  const { hunks, traits, values } = found;
  const files = [...new Set([...change.files, ...hunks.flatMap(({ file }) => file ?? [])])];
  const kinds = files.map(toFileKind);
  const [first] = kinds;
  if (first !== undefined && kinds.every(isHarmless))
    return none(`it only touches ${[...new Set(kinds.map((kind) => kindWords[kind]))].join(', ')}`);
  if (change.diff === null || hunks.length === 0) {
    if (harmlessSummary.test(change.summary ?? ''))
      return none('its summary says that it changes no behaviour', 0.1);
    if (first !== undefined && kinds.every((kind) => kind === 'dependencies'))
      return none('it only changes dependencies', 0.4);
    if (first !== undefined && kinds.every((kind) => isHarmless(kind) || kind === 'metrics'))
      return none('it only touches metrics', 0.2);
    return full;
  }
  const real = hunks.filter(({ file }) => file === null || !isHarmless(toFileKind(file)));
  const changed = real.filter(({ added, removed }) => added.length + removed.length > 0);
  const reorders = traits.some(({ trait }) => trait === 'lock_order');
  if (changed.length === 0 && !reorders) return none('it only touches comments, white space, or moves lines');
  const isDependencies = (file: string | null): boolean =>
    file === null
      ? kinds.length > 0 && kinds.every((kind) => kind === 'dependencies')
      : toFileKind(file) === 'dependencies';
  if (changed.length === 0) return full;
  if (changed.every(({ file }) => isDependencies(file))) return decideBump(changed);
  if (onlyRenames(changed)) return none('it only renames', 0.05);
  if (onlyExtracts(changed)) return none('it only moves code into a function of its own', 0.1);
  if (onlyConcurrentIndex(changed)) return none('it only adds an index without a lock', 0.1);
  const floods = traits.some(({ trait }) => trait === 'log_flood');
  if (values.length === 0 && !floods && onlyTells(changed))
    return none('it only adds metrics or log lines', 0.1);
  if (onlyGuards(changed)) return none('it only adds a check', 0.2);
  const touched = real.reduce((sum, hunk) => sum + hunk.touched, 0);
  const net = changed.reduce((sum, { added, removed }) => sum + added.length + removed.length, 0);
  // Half of what it touches only moved: somebody tidied up. What is left may still be more than that.
  if (values.length === 0 && traits.length === 0 && net <= 0.6 * touched)
    return none('it mostly moves code', 0.25);
  return full;
}
