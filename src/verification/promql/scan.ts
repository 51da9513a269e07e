/**
 * What Prometheus' scanner refuses and the grammar would let through: numbers that run into words, characters that are
 * none of PromQL's, brackets that do not match. Also finds names that are called as functions.
 */
import { closest, distance } from 'fastest-levenshtein';
import { QueryProblem } from '../query-problem.ts';
import { aggregations, functions } from './functions.ts';

/** Words that may stand before a bracket without being called. */
const keywords = new Set(
  'and or unless atan2 by without on ignoring group_left group_right bool offset fill fill_left fill_right min_of max_of'.split(
    ' ',
  ),
);

const tokens: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['space', /[ \t\n\r]+/y],
  ['comment', /#[^\n]*/y],
  ['string', /"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'|`[^`]*`/y],
  ['number', /0[xX][0-9a-fA-F_]+/y],
  ['number', /\d+(?:ms|[smhdwy])(?:\d+(?:ms|[smhdwy]))*/y],
  ['number', /(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y],
  ['word', /[A-Za-z_:][\w:]*/y],
  ['open', /[([{]/y],
  ['close', /[)\]}]/y],
  ['sign', /==|!=|=~|!~|<=|>=|[-+*/%^<>=,@]/y],
];

const closes: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

interface Token {
  readonly kind: string;
  readonly text: string;
  readonly at: number;
}

function readToken(text: string, at: number): Token {
  for (const [kind, pattern] of tokens) {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return { kind, text: found, at };
  }
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (/["'`]/.test(char)) throw new QueryProblem('a string is not closed', at);
  throw new QueryProblem(`"${char}" is no character of PromQL`, at);
}

/** Two slips of the finger at most. */
const nearEnough = 2;

function describeUnknown(name: string): string {
  const known = [...functions.keys(), ...aggregations.keys()];
  const near = closest(name.toLowerCase(), known);
  const hint = distance(name.toLowerCase(), near) <= nearEnough ? `; did you mean ${near}?` : '';
  return `there is no function ${name}${hint}`;
}

/** In Prometheus 2 alone; of the same length as a function that the grammar knows, so that every place stays. */
const renamed = { holt_winters: 'day_of_month' } as const;

function checkCall(name: string, at: number): void {
  const lower = name.toLowerCase();
  if (keywords.has(lower) || aggregations.has(lower) || functions.has(name)) return;
  throw new QueryProblem(describeUnknown(name), at);
}

/** The text as the grammar can read it, character for character in the same places. Throws a QueryProblem. */
export function scan(text: string): string {
  const open: Token[] = [];
  let before: Token | null = null;
  let read = '';
  for (let at = 0; at < text.length; ) {
    const token = readToken(text, at);
    at += token.text.length;
    const inBraces = open.at(-1)?.text === '{';
    const next = text[at] ?? '';
    if (token.kind === 'number' && /[\w.]/.test(next)) {
      throw new QueryProblem(`"${token.text}${next}" is neither a number nor a duration`, token.at);
    }
    if (token.kind === 'open') {
      const inBrackets = open.at(-1)?.text === '[';
      if (inBraces || (inBrackets && token.text !== '('))
        throw new QueryProblem(`"${token.text}" may not stand here`, token.at);
      const called = token.text === '(' && before?.kind === 'word' ? before : null;
      if (called !== null) checkCall(called.text, called.at);
      open.push(token);
    }
    if (token.kind === 'close') {
      const opened = open.pop();
      if (opened === undefined || closes[opened.text] !== token.text) {
        throw new QueryProblem(`"${token.text}" closes nothing`, token.at);
      }
    }
    read += rewrite(token, text.slice(at));
    if (token.kind !== 'space' && token.kind !== 'comment') before = token;
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) throw new QueryProblem(`"${unclosed.text}" is not closed`, unclosed.at);
  return read;
}

function rewrite({ kind, text }: Token, rest: string): string {
  // The grammar wants a digit after the point.
  if (kind === 'number' && text.endsWith('.')) return `${text.slice(0, -1)} `;
  if (kind === 'word' && text in renamed && /^\s*\(/.test(rest)) return renamed[text as keyof typeof renamed];
  return kind === 'comment' ? ' '.repeat(text.length) : text;
}
