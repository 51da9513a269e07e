export type Dequoted =
  | { readonly ok: true; readonly word: string; readonly plain: boolean }
  | { readonly ok: false; readonly reason: string };

/** Outside quotes these stand for themselves in every shell that people type into, wherever in a word they are. */
const plainCharacter = /[A-Za-z0-9_./:@%+,=^-]/;
/** These do so only inside a word: at its start they are a home folder, a comment or a path of a command. */
const innerCharacter = /[~#]/;
/** What a double-quoted backslash takes the meaning from; before anything else it stands for itself. */
const escapable = /[$`"\\]/;
/** After these an exclamation mark is no history expansion. */
const quietAfterBang = /[ =(]/;
const startsExpansion = /[A-Za-z0-9_{(@*#?!$'"[-]/;

const refuse = (reason: string): Dequoted => ({ ok: false, reason });

interface Scan {
  readonly text: string;
  at: number;
  word: string;
}

function readSingleQuoted(scan: Scan): string | null {
  const end = scan.text.indexOf("'", scan.at + 1);
  if (end === -1) return 'a quote is not closed';
  scan.word += scan.text.slice(scan.at + 1, end);
  scan.at = end + 1;
  return null;
}

function readDoubleQuoted(scan: Scan): string | null {
  const { text } = scan;
  for (let at = scan.at + 1; at < text.length; at += 1) {
    const character = text[at] ?? '';
    const next = text[at + 1] ?? '';
    if (character === '"') {
      scan.at = at + 1;
      return null;
    }
    if (character === '`') return 'it runs another command inside `…`';
    // Before the closing quote a dollar is a dollar; before anything that could be a name it is not.
    if (character === '$' && next !== '"' && startsExpansion.test(next)) return 'it expands a variable';
    if (character === '!' && !quietAfterBang.test(next)) {
      return 'a shell may take "!" for a piece of its history; put it in single quotes';
    }
    if (character === '\\' && escapable.test(next)) {
      scan.word += next;
      at += 1;
    } else scan.word += character;
  }
  return 'a quote is not closed';
}

const reasons: Readonly<Record<string, string>> = {
  $: 'it expands a variable or runs another command',
  '`': 'it runs another command inside `…`',
  '*': 'the shell would put file names in the place of "*"; quote it',
  '?': 'the shell would put file names in the place of "?"; quote it',
  '[': 'the shell would put file names in the place of "[…]"; quote it',
  '{': 'the shell may expand "{…}"; quote it',
  '~': 'the shell would put a home folder in the place of "~"',
  '#': 'it has a comment',
  '!': 'a shell may take "!" for a piece of its history',
};

/** The braces of `{.items}` stand for themselves: only a comma or two dots inside make the shell expand them. */
const plainBraces = /^\{[A-Za-z0-9_.@:/=-]*\}/;

/**
 * What a shell makes of one word: quotes taken off. Only words that stand for themselves; whatever a shell would expand is
 * refused. `plain` says that there was nothing to take off.
 */
export function dequote(text: string): Dequoted {
  const scan: Scan = { text, at: 0, word: '' };
  let plain = true;
  while (scan.at < text.length) {
    const character = text[scan.at] ?? '';
    const next = text[scan.at + 1] ?? '';
    if (character === "'" || character === '"') {
      const problem = character === "'" ? readSingleQuoted(scan) : readDoubleQuoted(scan);
      if (problem !== null) return refuse(problem);
      plain = false;
      continue;
    }
    if (character === '\\') {
      if (next === '') return refuse('it ends in a backslash');
      scan.word += next;
      scan.at += 2;
      plain = false;
      continue;
    }
    const braces = character === '{' ? (plainBraces.exec(text.slice(scan.at))?.[0] ?? '') : '';
    if (braces !== '' && !braces.includes('..')) {
      scan.word += braces;
      scan.at += braces.length;
      continue;
    }
    const stands =
      (plainCharacter.test(character) && !(character === '=' && scan.at === 0)) ||
      (innerCharacter.test(character) && scan.at > 0 && !/[:=]/.test(text[scan.at - 1] ?? '')) ||
      (character === '!' && (next === '=' || text === '!'));
    if (!stands)
      return refuse(reasons[character] ?? `"${character}" may mean something to a shell; quote it`);
    scan.word += character;
    scan.at += 1;
  }
  return { ok: true, word: scan.word, plain };
}
