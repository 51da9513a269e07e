/** Strings, numbers and durations as Prometheus reads them. */
import { parseDuration } from '../../domain/time.ts';
import { QueryProblem } from '../query-problem.ts';

const simpleEscapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};
const codeEscapes: readonly RegExp[] = [/^[0-7]{3}/, /^x[0-9a-f]{2}/i, /^u[0-9a-f]{4}/i, /^U[0-9a-f]{8}/i];
const highestCode = 0x10_ff_ff;
const highestByte = 255;

function toCode(digits: string): number {
  const isOctal = /^[0-7]{3}$/.test(digits);
  return isOctal ? Number.parseInt(digits, 8) : Number.parseInt(digits.slice(1), 16);
}

/**
 * What a quoted string says, by the rules of Go: https://go.dev/ref/spec#String_literals, in single quotes as well. `at`
 * is where it stands.
 */
export function readString(quoted: string, at: number): string {
  const [quote = ''] = quoted;
  const inner = quoted.slice(1, -1);
  if (quoted.length < 2 || !quoted.endsWith(quote)) throw new QueryProblem('the string is not closed', at);
  if (quote === '`') return inner;
  let text = '';
  for (let index = 0; index < inner.length; index += 1) {
    const char = inner[index] ?? '';
    if (char === '\n') throw new QueryProblem('the string is not closed on its line', at);
    if (char === quote) throw new QueryProblem('the string ends before its end', at + index + 1);
    if (char !== '\\') {
      text += char;
      continue;
    }
    const rest = inner.slice(index + 1, index + 10);
    const [next = ''] = rest;
    const simple = next === quote ? quote : simpleEscapes[next];
    const digits = codeEscapes.map((pattern) => pattern.exec(rest)?.[0]).find((found) => found !== undefined);
    if (simple !== undefined) {
      text += simple;
      index += 1;
    } else if (digits === undefined) {
      throw new QueryProblem(
        `unknown escape "\\${next}" in a string; a backslash is written \\\\`,
        at + index + 1,
      );
    } else {
      const code = toCode(digits);
      const isUnicode = /^u/i.test(digits);
      if (
        code > (isUnicode ? highestCode : highestByte) ||
        (isUnicode && code >= 0xd8_00 && code < 0xe0_00)
      ) {
        throw new QueryProblem('an escape in a string is no character', at + index + 1);
      }
      text += String.fromCodePoint(code);
      index += digits.length;
    }
  }
  return text;
}

/** Nanoseconds in 63 bits, as Go has them. */
const longestDurationMs = 2 ** 63 / 1e6;

/** A number or duration, the latter in seconds; `unit` says whether it has one. */
export function readNumber(written: string, at: number): { readonly value: number; readonly unit: boolean } {
  const text = written.replaceAll(/\s/g, '');
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[+-]/, '');
  if (/^inf$/i.test(digits)) return { value: sign * Number.POSITIVE_INFINITY, unit: false };
  if (/^nan$/i.test(digits)) return { value: Number.NaN, unit: false };
  if (!/^0x/i.test(digits) && /[smhdwy]$/.test(digits)) {
    const ms = parseDuration(digits);
    if (ms === null) throw new QueryProblem(`"${digits}" is no duration; write 1h30m`, at);
    if (ms >= longestDurationMs) throw new QueryProblem(`the duration ${digits} is too long`, at);
    return { value: (sign * ms) / 1000, unit: true };
  }
  const plain = digits.replaceAll('_', '').replace(/\.$/, '');
  const octal = /^0[0-7]+$/.test(plain);
  const value = octal ? Number.parseInt(plain, 8) : Number(plain);
  if (!Number.isFinite(value)) throw new QueryProblem(`"${digits}" is no number that fits`, at);
  return { value: sign * value, unit: false };
}

/** What a range, step or offset says, in milliseconds. */
export function readDuration(written: string, at: number): number {
  const { value, unit } = readNumber(written, at);
  if (!unit) {
    throw new QueryProblem(
      `${written.trim()} has no unit; write ${written.trim()}s or ${written.trim()}m`,
      at,
    );
  }
  return value * 1000;
}
