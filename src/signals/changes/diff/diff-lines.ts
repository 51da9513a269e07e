/** A line of a unified diff. */
export interface DiffLine {
  readonly sign: '+' | '-' | ' ';
  /** As it stands in the file, with the white space before it. */
  readonly text: string;
  /** Trimmed and without comments; empty when nothing else stands there. */
  readonly code: string;
  readonly comment: string;
}

export interface DiffHunk {
  /** Null when neither the diff nor the change tells. */
  readonly file: string | null;
  /** The text behind the `@@`: mostly the function around it. */
  readonly context: string;
  readonly lines: readonly DiffLine[];
}

/** How far from the left code stands; a tab counts as four. */
export function indentOf(text: string): number {
  return /^\s*/.exec(text)?.[0].replaceAll('\t', '    ').length ?? 0;
}

/** Larger diffs are read up to here: what is to be found stands in the first thousands of lines. */
const readCharacters = 400_000;

const wholeLineComment = /^\s*(?:\/\/|\/\*|\*(?:\s|\/|$)|#(?:\s|!|$)|--\s|<!--|;;|"""|''')/;
const trailingComment = /\s(?:\/\/|#|--)\s.*$/;
const path = /^[\w.@+-]+(?:\/[\w.@+-]+)*\.?[\w-]*$/;

function looksLikePath(text: string): boolean {
  return path.test(text) && (text.includes('/') || /\.\w{1,5}$/.test(text) || /file$/i.test(text));
}

/** `@@ path @@ context`, `@@ path: context`, `@@ -1,2 +1,3 @@ context` and `@@ context` are all seen. */
function parseHeader(line: string): { readonly file: string | null; readonly context: string } {
  const inner = line.replace(/^@@\s*/, '').replace(/^-\d[\d,]*\s+\+\d[\d,]*\s*@@\s*/, '');
  const [head = '', ...rest] = inner.split(/\s*@@\s*|:\s+/);
  const word = head.trim();
  if (looksLikePath(word)) return { file: word, context: rest.join(' ').trim() };
  return { file: null, context: inner.replace(/\s*@@\s*$/, '').trim() };
}

function fileOf(line: string): string | null {
  const text = line.slice(4).trim().split('\t', 1)[0] ?? '';
  return text === '/dev/null' || text === '' ? null : text.replace(/^[ab]\//, '');
}

function toCode(line: string): { readonly code: string; readonly comment: string } {
  if (wholeLineComment.test(line)) return { code: '', comment: line.replace(/^[\s/*#<!;'"-]+/, '').trim() };
  const trailing = trailingComment.exec(line)?.[0] ?? '';
  const comment = trailing.replace(/^[\s/#-]+/, '').trim();
  return { code: line.slice(0, line.length - trailing.length).trim(), comment };
}

function toLine(line: string): DiffLine {
  const [first = ''] = line;
  const sign = first === '+' || first === '-' ? first : ' ';
  const text = first === sign ? line.slice(1) : line;
  return { sign, text, ...toCode(text) };
}

/** Reads the lines of a unified diff, also of one with abbreviated headers. `files` are those that the change names. */
export function parseDiffLines(diff: string, files: readonly string[]): readonly DiffHunk[] {
  const hunks: { file: string | null; context: string; lines: DiffLine[] }[] = [];
  let file: string | null = files.length === 1 ? (files[0] ?? null) : null;
  let lines: DiffLine[] | null = null;
  const open = (context: string): DiffLine[] => {
    const hunk = { file, context, lines: [] };
    hunks.push(hunk);
    return hunk.lines;
  };
  for (const line of diff.slice(0, readCharacters).split('\n')) {
    if (line.startsWith('diff --git ')) {
      lines = null;
    } else if (
      /^(---|\+\+\+) /.test(line) &&
      (lines === null || looksLikePath(fileOf(line) ?? '/dev/null'))
    ) {
      file = fileOf(line) ?? file;
      lines = null;
    } else if (line.startsWith('@@')) {
      const header = parseHeader(line);
      file = header.file ?? file;
      lines = open(header.context);
    } else if (/^[+-]/.test(line)) {
      lines ??= open('');
      lines.push(toLine(line));
    } else if (lines !== null) {
      lines.push(toLine(line));
    }
  }
  return hunks;
}
