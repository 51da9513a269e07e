import type { Labels } from './labels.ts';

export type MatcherOperator = '=' | '!=' | '=~' | '!~';

/** One condition on a label, with Alertmanager's meaning: a missing label is the empty string, regexes are anchored. */
export interface Matcher {
  readonly name: string;
  readonly operator: MatcherOperator;
  readonly value: string;
  readonly matches: (labels: Labels) => boolean;
}

export type MatcherParse =
  | { readonly ok: true; readonly matchers: readonly Matcher[] }
  | { readonly ok: false; readonly reason: string };

function createMatcher(name: string, operator: MatcherOperator, value: string): Matcher {
  const negated = operator === '!=' || operator === '!~';
  const regex = operator === '=~' || operator === '!~' ? new RegExp(`^(?:${value})$`, 'su') : null;
  const positive = (text: string): boolean => (regex === null ? text === value : regex.test(text));
  return Object.freeze({
    name,
    operator,
    value,
    matches: (labels: Labels) => positive(labels[name] ?? '') !== negated,
  });
}

const one =
  /\s*(?:(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)|(?<quotedName>"(?:[^"\\]|\\.)*"))\s*(?<operator>=~|!~|!=|=)\s*(?:(?<quoted>"(?:[^"\\]|\\.)*")|(?<bare>(?![=~!])[^,{}"'\\\s]*))\s*(?:,|$)/y;

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/gs, (_, char: string) => (char === 'n' ? '\n' : char));
}

/**
 * Reads matchers in Alertmanager's syntax: `severity="critical"`, `team=~"db|infra",env!=dev`, with or without braces.
 * https://prometheus.io/docs/alerting/latest/configuration/#matcher
 */
export function parseMatchers(text: string): MatcherParse {
  let rest = text.trim();
  if (rest.startsWith('{') && rest.endsWith('}')) rest = rest.slice(1, -1).trim();
  if (rest === '') return { ok: true, matchers: [] };
  const matchers: Matcher[] = [];
  const scanner = new RegExp(one);
  while (scanner.lastIndex < rest.length) {
    const at = scanner.lastIndex;
    const groups = scanner.exec(rest)?.groups;
    if (groups === undefined) {
      return { ok: false, reason: `cannot read "${rest.slice(at)}"; write name="value", =~, != or !~` };
    }
    const name = groups['name'] ?? unquote(groups['quotedName'] ?? '""');
    const value = groups['quoted'] === undefined ? (groups['bare'] ?? '') : unquote(groups['quoted']);
    try {
      matchers.push(createMatcher(name, groups['operator'] as MatcherOperator, value));
    } catch {
      return { ok: false, reason: `"${value}" is not a valid regular expression` };
    }
  }
  return { ok: true, matchers };
}
