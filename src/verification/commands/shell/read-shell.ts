import { dequote } from './dequote.ts';
import type { ParseShell, ShellNode } from './grammar.ts';

/** One program that is run, with its words as it gets them. */
export interface ShellPart {
  readonly words: readonly string[];
  /** How it is joined to the part before it; `|` gives it that part's output to read. */
  readonly after: '' | '|' | ';' | '&&' | '||';
  /** `2>&1`, `2>/dev/null` */
  readonly redirections: readonly string[];
}

export type ShellReading =
  | { readonly ok: true; readonly parts: readonly ShellPart[] }
  | { readonly ok: false; readonly reason: string };

/** Two lines of a message; what is longer, nobody reads to its end before they run it. */
export const longestCommand = 1000;
/** The number at which a neighbour's deny-list stopped looking. */
const mostParts = 50;
/** A gap that could push the rest out of sight. */
const widestGap = 8;

const allowedRedirections: ReadonlySet<string> = new Set(['2>&1', '2>/dev/null', '2> /dev/null']);

class Unreadable extends Error {}

const joins = new Set(['|', ';', '&&', '||']);

const wordNodes = new Set(['word', 'number', 'raw_string', 'string', 'concatenation']);

const refusedNodes: Readonly<Record<string, string>> = {
  ERROR: 'a shell could not read it',
  MISSING: 'a shell could not read it',
  comment: 'it has a comment',
  command_substitution: 'it runs another command inside $(…)',
  process_substitution: 'it runs another command inside <(…)',
  simple_expansion: 'it expands a variable',
  expansion: 'it expands a variable',
  arithmetic_expansion: 'it computes inside $((…))',
  variable_assignment: 'it sets a variable',
  variable_assignments: 'it sets a variable',
  declaration_command: 'it sets a variable',
  subshell: 'it has a subshell',
  negated_command: 'it negates a command',
  herestring_redirect: 'it feeds text to a command',
  heredoc_redirect: 'it feeds text to a command',
  ansi_c_string: "$'…' may stand for any character",
  translated_string: '$"…" may stand for any text',
  '&': 'it runs in the background',
};

function refuse(node: ShellNode): never {
  throw new Unreadable(refusedNodes[node.type] ?? `it is more than a command with its words (${node.type})`);
}

interface Reader {
  readonly text: string;
  readonly parts: ShellPart[];
  /** How far the text has been read: every character has to belong to a word, a join or a redirection. */
  at: number;
}

/** Takes a piece of the text; between it and what was read before there may only be blanks. */
function take(reader: Reader, node: ShellNode): string {
  const gap = reader.text.slice(reader.at, node.start);
  if (!/^ *$/.test(gap)) throw new Unreadable('a shell may read it in another way');
  reader.at = node.end;
  return reader.text.slice(node.start, node.end);
}

function readWord(reader: Reader, node: ShellNode): string {
  const refused = node.children.find((child) => refusedNodes[child.type] !== undefined);
  if (refused !== undefined) refuse(refused);
  if (!wordNodes.has(node.type)) refuse(node);
  if (node.start === reader.at && node.start > 0) throw new Unreadable('two words are not set apart');
  const dequoted = dequote(take(reader, node));
  if (!dequoted.ok) throw new Unreadable(dequoted.reason);
  return dequoted.word;
}

function readCommand(reader: Reader, node: ShellNode, after: ShellPart['after']): void {
  const words: string[] = [];
  for (const child of node.children) {
    if (child.type === 'command_name') {
      const [name, ...more] = child.children;
      if (name === undefined || more.length > 0 || words.length > 0) refuse(child);
      if (name.type !== 'word') throw new Unreadable('its first word is not a plain name');
      const dequoted = dequote(take(reader, name));
      if (!dequoted.ok) throw new Unreadable(dequoted.reason);
      if (!dequoted.plain) throw new Unreadable('its first word is not a plain name');
      words.push(dequoted.word);
    } else if (words.length === 0) refuse(child);
    else words.push(readWord(reader, child));
  }
  if (words.length === 0) refuse(node);
  reader.parts.push({ words, after, redirections: [] });
}

function readRedirection(reader: Reader, node: ShellNode): void {
  const text = take(reader, node);
  const last = reader.parts.pop();
  if (last === undefined) refuse(node);
  if (!allowedRedirections.has(text)) {
    throw new Unreadable(`"${text}" reads or writes a file; only 2>&1 and 2>/dev/null are let through`);
  }
  reader.parts.push({ ...last, redirections: [...last.redirections, text.replace(' ', '')] });
}

/** Whatever joins commands: the last kind of join counts for the command that follows it. */
function readJoined(reader: Reader, node: ShellNode, after: ShellPart['after']): void {
  let join = after;
  for (const child of node.children) {
    if (joins.has(child.type)) {
      take(reader, child);
      join = child.type as ShellPart['after'];
    } else readStatement(reader, child, join);
  }
  if (joins.has(node.children.at(-1)?.type ?? '')) throw new Unreadable('it ends in the middle');
}

function readStatement(reader: Reader, node: ShellNode, after: ShellPart['after']): void {
  switch (node.type) {
    case 'command':
      readCommand(reader, node, after);
      return;
    case 'pipeline':
    case 'list':
      readJoined(reader, node, after);
      return;
    case 'redirected_statement': {
      const [body, ...redirections] = node.children;
      if (body === undefined || redirections.length === 0) refuse(node);
      readStatement(reader, body, after);
      for (const redirection of redirections) {
        if (redirection.type !== 'file_redirect') refuse(redirection);
        readRedirection(reader, redirection);
      }
      return;
    }
    default:
      refuse(node);
  }
}

function findUnseen(text: string): string | null {
  if (text === '') return 'it is empty';
  if (text.length > longestCommand) return `it is longer than ${longestCommand} characters`;
  if (/[^\x20-\x7e]/.test(text)) return 'it has characters that are not printable ASCII';
  if (text !== text.trim()) return 'it begins or ends with a blank';
  if (text.includes(' '.repeat(widestGap + 1))) return 'it has a gap that could hide what follows';
  return null;
}

/** Takes a command apart by bash's own grammar. Only commands of literal words, joined by `|`, `;`, `&&`, `||`; else a reason. */
export function readShell(text: string, parseShell: ParseShell): ShellReading {
  const unseen = findUnseen(text);
  if (unseen !== null) return { ok: false, reason: unseen };
  const root = parseShell(text);
  if (root === null || root.type !== 'program') return { ok: false, reason: 'a shell could not read it' };
  const reader: Reader = { text, parts: [], at: 0 };
  try {
    readJoined(reader, root, '');
  } catch (thrown) {
    if (thrown instanceof Unreadable) return { ok: false, reason: thrown.message };
    throw thrown;
  }
  if (reader.at !== text.length) return { ok: false, reason: 'a shell may read it in another way' };
  if (reader.parts.length > mostParts) return { ok: false, reason: `it has more than ${mostParts} parts` };
  return { ok: true, parts: reader.parts };
}
