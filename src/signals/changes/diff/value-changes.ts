import type { Hunk } from './parse-diff.ts';

/** A value in a line that otherwise stayed: a setting, a constant, an operator. */
export interface ValueChange {
  /** The name before it, with those of the file and the text around: "MaxOpenConns". */
  readonly key: string;
  readonly from: string;
  readonly to: string;
  /** `changed` where the values have no order. */
  readonly direction: 'up' | 'down' | 'changed';
  /** How many times larger the new value is; null where there is no order. */
  readonly ratio: number | null;
  readonly what: 'quantity' | 'switch' | 'word' | 'operator';
  readonly file: string | null;
}

const second = 1;
const durationUnits: Readonly<Record<string, number>> = {
  nanosecond: 1e-9 * second,
  microsecond: 1e-6 * second,
  millisecond: 1e-3 * second,
  second,
  minute: 60 * second,
  hour: 3600 * second,
  day: 86_400 * second,
};

/** Endings of quantities as configurations have them: durations in seconds, sizes in bytes, shares of CPUs in CPUs. */
const endings: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  sec: 1,
  m: 60,
  min: 60,
  h: 3600,
  d: 86_400,
  k: 1e3,
  kb: 1e3,
  ki: 1024,
  kib: 1024,
  mb: 1e6,
  mi: 1_048_576,
  mib: 1_048_576,
  gb: 1e9,
  g: 1e9,
  gi: 1_073_741_824,
  gib: 1_073_741_824,
};

const quantityText = String.raw`-?\d[\d_]*(?:\.\d+)?(?:e-?\d+)?\s?(?:[a-zA-Z]{1,3}\b|%)?`;
const quantity = new RegExp(`^(${quantityText})$`);
const timesUnit = /^(-?[\d_.]+)\s*\*\s*(?:time\.|Duration\.)?(nano|micro|milli)?(second|minute|hour|day)s?$/i;
const ofUnit =
  /^(?:[\w.]*Duration\.)?(?:of|from)?_?(nanos|micros|millis|milliseconds|seconds|minutes|hours|days)?\(?\s*([\d_.]+)\s*\)?$/i;
const bareUnit = /^time\.(nano|micro|milli)?(second|minute|hour)$/i;
const switches: Readonly<Record<string, boolean>> = {
  true: true,
  on: true,
  yes: true,
  enabled: true,
  false: false,
  off: false,
  no: false,
  disabled: false,
};

function unquote(text: string): string {
  return text
    .trim()
    .replace(/[,;{]+$/, '')
    .trim()
    .replace(/^(["'`])(.*)\1$/, '$2')
    .trim();
}

/** The number that a literal stands for, in a base unit; null when it is none. */
export function parseQuantity(literal: string): number | null {
  const text = unquote(literal);
  const times = timesUnit.exec(text);
  if (times !== null) {
    const unit = durationUnits[`${times[2] ?? ''}${times[3] ?? ''}`.toLowerCase()];
    return unit === undefined ? null : Number(times[1]?.replaceAll('_', '')) * unit;
  }
  const bare = bareUnit.exec(text);
  if (bare !== null) return durationUnits[`${bare[1] ?? ''}${bare[2] ?? ''}`.toLowerCase()] ?? null;
  const of = ofUnit.exec(text);
  if (of?.[1] !== undefined) {
    const name = of[1]
      .toLowerCase()
      .replace(/s$/, '')
      .replace(/^(nano|micro|milli)$/, '$1second');
    const unit = durationUnits[name];
    return unit === undefined ? null : Number(of[2]?.replaceAll('_', '')) * unit;
  }
  if (!quantity.test(text)) return null;
  const [, digits = '', ending = ''] = /^(-?[\d_.]+(?:e-?\d+)?)\s?(.*)$/i.exec(text) ?? [];
  const number = Number(digits.replaceAll('_', ''));
  if (Number.isNaN(number)) return null;
  if (ending === '' || ending === '%') return number;
  const factor = endings[ending.toLowerCase()];
  return factor === undefined ? null : number * factor;
}

/** `key: value`, `key = value`, `KEY=value`, `.Key(value)`; the key may be quoted. */
const setting =
  /^(?:(?:var|let|const|export|final|static|private|public|ENV|ARG|set|-)\s+)*["'`]?([A-Za-z_][\w.$[\]-]*)["'`]?\s*(?::=|=>|[:=(]|\s+(?=\d|[^=:({]+;$))\s*([^=].*?)\s*[;,]?$/;

const literals = new RegExp(
  `"[^"]*"|'[^']*'|` +
    String.raw`\b\d[\d_]*(?:\.\d+)?\s*\*\s*time\.\w+|\btime\.(?:Nano|Micro|Milli)?[Ss]econd\b|\btime\.(?:Minute|Hour)\b|` +
    String.raw`\b\d[\d_]*(?:\.\d+)?[a-zA-Z%]{0,3}|\b(?:true|false|True|False)\b`,
  'g',
);
const operators =
  /===?|!==?|<=|>=|&&|\|\||(?<![=-])>|<(?!-)|!(?=[A-Za-z(])|\bnot\b|\band\b|\bor\b|(?<=[\w)]\s?)[-+*/%](?=\s?[\w(])/g;

function describe(options: {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly file: string | null;
}): ValueChange | null {
  const { key, file } = options;
  const [from, to] = [unquote(options.from), unquote(options.to)];
  if (from === to) return null;
  const [a, b] = [parseQuantity(from), parseQuantity(to)];
  const base = { key, from, to, file };
  if (a !== null && b !== null) {
    if (a === b) return null;
    return { ...base, direction: b > a ? 'up' : 'down', ratio: a === 0 ? null : b / a, what: 'quantity' };
  }
  const [x, y] = [switches[from.toLowerCase()], switches[to.toLowerCase()]];
  if (x !== undefined && y !== undefined) {
    return x === y ? null : { ...base, direction: y ? 'up' : 'down', ratio: null, what: 'switch' };
  }
  return { ...base, direction: 'changed', ratio: null, what: 'word' };
}

interface Line {
  readonly text: string;
  readonly shape: string;
  readonly key: string | null;
  readonly value: string | null;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** Without the brackets at its end that were opened before it. */
function closeAtMost(text: string): string {
  let value = text;
  while (value.endsWith(')') && count(value, ')') > count(value, '(')) value = value.slice(0, -1).trimEnd();
  return value;
}

function toLine(text: string): Line {
  const found = setting.exec(text);
  const shape = text
    .replaceAll(literals, '§')
    .replaceAll(operators, '¤')
    .replaceAll(/[¤\s]+/g, ' ')
    .trim();
  return {
    text,
    shape,
    key: found?.[1] ?? null,
    value: found?.[2] === undefined ? null : closeAtMost(found[2]),
  };
}

const simpleValue = /^["'`]?[\w.:/@%+-]+(?: [\w.:/@%+-]+)*["'`]?$|^$/;

const longestExpression = 60;
const expression = /^[\w.]+(?:[\s(*/+,-]+[\w.]+)+\)*$/;

/** Whether a number that was written down is now reckoned, or the other way round: "32" → "2 * int32(runtime.GOMAXPROCS(0))". */
function isReckoned({ from, to }: ValueChange): boolean {
  const [literal, other] = parseQuantity(from) === null ? [to, from] : [from, to];
  const number = parseQuantity(literal);
  return (
    number !== null &&
    number !== 0 &&
    other.length <= longestExpression &&
    expression.test(other.replaceAll('()', ''))
  );
}

function compareLines(before: Line, after: Line, file: string | null): readonly ValueChange[] {
  const { key, value } = before;
  if (key !== null && key === after.key && value !== null && after.value !== null) {
    const whole = describe({ key, from: value, to: after.value, file });
    const plain = simpleValue.test(unquote(value)) && simpleValue.test(unquote(after.value));
    if (whole !== null && (whole.what !== 'word' || plain || isReckoned(whole))) return [whole];
  }
  if (before.shape !== after.shape) return [];
  const name = before.text.replaceAll(literals, ' ').slice(0, 120);
  const [from, to] = [before.text.match(literals) ?? [], after.text.match(literals) ?? []];
  const values =
    from.length === to.length
      ? from.flatMap((one, index) => describe({ key: name, from: one, to: to[index] ?? one, file }) ?? [])
      : [];
  const signs = [before.text, after.text].map((text) =>
    (text.replaceAll(literals, '§').match(operators) ?? []).join(' '),
  );
  const [sign = '', newSign = ''] = signs;
  const turned: readonly ValueChange[] =
    sign === newSign
      ? []
      : [{ key: name, from: sign, to: newSign, direction: 'changed', ratio: null, what: 'operator', file }];
  return [...values, ...turned];
}

/** Lines that are compared with each other in one hunk: each with the few that come next on the other side. */
const mostPairs = 400;

/** Values that a diff changes in lines that are otherwise the same. */
export function findValueChanges(hunks: readonly Hunk[]): readonly ValueChange[] {
  return hunks.flatMap((hunk) => {
    const added = hunk.added.slice(0, mostPairs).map(toLine);
    const byKey = Map.groupBy(
      added.filter(({ key }) => key !== null),
      ({ key }) => key,
    );
    const byShape = Map.groupBy(added, ({ shape }) => shape);
    return hunk.removed.slice(0, mostPairs).flatMap((text) => {
      const before = toLine(text);
      const after =
        byShape.get(before.shape)?.shift() ??
        (before.key === null ? undefined : byKey.get(before.key)?.shift());
      return after === undefined ? [] : compareLines(before, after, hunk.file);
    });
  });
}
