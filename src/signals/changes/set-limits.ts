import type { CallEnd } from '../calls/call-ends.ts';
import { durationsIn, unitMsOf } from '../calls/duration-text.ts';
import { toFileKind } from './diff/file-kind.ts';
import type { Hunk } from './diff/parse-diff.ts';
import { parseQuantity, type ValueChange } from './diff/value-changes.ts';

/** A limit that a change sets, to a value at which calls now end. */
export interface SetLimit {
  readonly end: CallEnd;
  /** The value that it changed; null where the line is new. */
  readonly value: ValueChange | null;
  readonly line: string;
}

const limitOf: Readonly<Record<CallEnd['kind'], RegExp>> = {
  time: /time_?-?out|deadline|budget|max_?-?wait|wait_?-?time|acquire|cancel_?after|max_?-?(?:time|duration|delay)\b/i,
  size: /pool|conn|worker|thread|concurren|parallel|slots|permits|in_?flight|clients|sessions|queue|max_?(?:open|active|idle)|(?:^|[_.-])(?:max|limit|size|capacity)\W*$/i,
  tries: /retr(?:y|ies)|attempts?|tries/i,
};
/** Of the same word, other things are counted: not every size is one that calls run against. */
const otherOf: Readonly<Record<CallEnd['kind'], RegExp>> = {
  time: /retr(?:y|ies)|attempts?|tries|_count|replicas/i,
  size: /page|batch|chunk|buffer|cache|file|message|payload|body|time_?out|_ms\b|seconds/i,
  tries: /delay|backoff|interval|_ms\b|seconds|after/i,
};

/** The one name that a setting has; null where code names several things. */
const oneName = /^["'`]?([\w.-]+)["'`]?\s*(?:[:=](?!=)\s*["'`]?[\w.%-]*["'`]?\s*[,;]?)?$/;

function isLimit(text: string, kind: CallEnd['kind']): boolean {
  const [, name] = oneName.exec(text) ?? [];
  return limitOf[kind].test(name ?? text) && (name === undefined || !otherOf[kind].test(name));
}

/** Calls end a little later than their limit says, and never before it. */
const laterShare = 0.05;
const laterMs = 15;

function isAt(limit: number, { kind, value }: CallEnd): boolean {
  if (kind !== 'time') return limit === value;
  return value >= limit * 0.99 && value <= limit + Math.max(laterMs, laterShare * limit);
}

const bareNumber = /(?<![\w.])\d[\d_]*(?:\.\d+)?(?![\w.%])/g;

/** What a literal may mean beside its name: in the unit that either gives, else in milliseconds or seconds. */
function readValues(name: string, literal: string, kind: CallEnd['kind']): readonly number[] {
  if (kind !== 'time') return [parseQuantity(literal) ?? Number.NaN];
  const written = durationsIn(`${literal}`);
  if (written.length > 0) return written;
  const number = parseQuantity(literal);
  if (number === null) return [];
  const unit = unitMsOf(name);
  return unit === null ? [number, number * 1000] : [number * unit];
}

function inLine(line: string, kind: CallEnd['kind']): readonly number[] {
  const written = kind === 'time' ? durationsIn(line) : [];
  if (written.length > 0) return written;
  return (line.match(bareNumber) ?? []).flatMap((literal) => readValues(line, literal, kind));
}

/** A limit this many times the longest that calls take is not what ends them. */
const farBeyond = 1.25;

/** Whether a value is a limit of time that calls of these services end long before, again and again. */
export function isUnreached(value: ValueChange, ends: readonly CallEnd[]): boolean {
  const longest = ends.reduce(
    (most, { kind, value: ms }) => (kind === 'time' ? Math.max(most, ms) : most),
    0,
  );
  if (longest === 0 || value.what !== 'quantity' || !/time_?-?out|deadline/i.test(value.key)) return false;
  const limits = readValues(value.key, value.to, 'time');
  return limits.length > 0 && limits.every((limit) => limit > farBeyond * longest);
}

const sessionOnly = /^SET\s+(?:LOCAL\s+|SESSION\s+)?\w*(?:lock|statement|idle|deadlock)\w*\b/i;

/** What a migration sets for its own session ends with it. */
function withoutOwnSession(hunk: Hunk): Hunk {
  const isMigration = hunk.file !== null && toFileKind(hunk.file) === 'migration';
  return isMigration ? { ...hunk, added: hunk.added.filter((line) => !sessionOnly.test(line)) } : hunk;
}

/** The limits of a diff that are what calls now end at: values that it changed first, then lines that it added. */
export function findSetLimits(
  { hunks: all, values }: { readonly hunks: readonly Hunk[]; readonly values: readonly ValueChange[] },
  ends: readonly CallEnd[],
): readonly SetLimit[] {
  const hunks = all.map(withoutOwnSession);
  return ends.flatMap((end): readonly SetLimit[] => {
    const value = values.find(
      ({ key, to, what }) =>
        what !== 'operator' &&
        isLimit(key, end.kind) &&
        readValues(key, to, end.kind).some((one) => isAt(one, end)),
    );
    if (value !== undefined) return [{ end, value, line: value.key }];
    const line = hunks
      .flatMap(({ added }) => added)
      .find((one) => isLimit(one, end.kind) && inLine(one, end.kind).some((found) => isAt(found, end)));
    const isKept =
      line !== undefined &&
      hunks.some(({ removed }) =>
        removed.some((one) => inLine(one, end.kind).some((found) => isAt(found, end))),
      );
    return line === undefined || isKept ? [] : [{ end, value: null, line }];
  });
}
