/** What one hunk of a unified diff changes. Comments, blank lines and what only moved are left out of `added` and `removed`. */
export interface Hunk {
  /** Null when neither the diff nor the change tells. */
  readonly file: string | null;
  /** The text behind the `@@`: mostly the function around it. */
  readonly context: string;
  /** Lines of code, trimmed. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly kept: readonly string[];
  /** What stands there afterwards, moved lines included. */
  readonly after: readonly string[];
  /** Lines that were added or kept and stand at the left edge: what lives as long as the process. */
  readonly topLevel: readonly string[];
  /** The comments that were added or removed, without their marks. */
  readonly comments: readonly string[];
  /** How many lines begin with `+` or `-`. */
  readonly touched: number;
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

interface Draft {
  file: string | null;
  context: string;
  added: string[];
  removed: string[];
  kept: string[];
  after: string[];
  topLevel: string[];
  comments: string[];
  touched: number;
}

function toCode(line: string): { readonly code: string; readonly comment: string } {
  if (wholeLineComment.test(line)) return { code: '', comment: line.replace(/^[\s/*#<!;'"-]+/, '').trim() };
  const trailing = trailingComment.exec(line)?.[0] ?? '';
  const comment = trailing.replace(/^[\s/#-]+/, '').trim();
  return { code: line.slice(0, line.length - trailing.length).trim(), comment };
}

/** Takes away from both sides what only moved: lines that are the same but for white space, each once. */
function dropMoved(hunks: readonly Draft[]): void {
  const removed = new Map<string, number>();
  const squeeze = (line: string): string => line.replaceAll(/\s+/g, '').replace(/[,;]$/, '');
  for (const hunk of hunks)
    for (const line of hunk.removed) removed.set(squeeze(line), (removed.get(squeeze(line)) ?? 0) + 1);
  const moved = new Map<string, number>();
  for (const hunk of hunks) {
    hunk.added = hunk.added.filter((line) => {
      const key = squeeze(line);
      const left = removed.get(key) ?? 0;
      if (left === 0) return true;
      removed.set(key, left - 1);
      moved.set(key, (moved.get(key) ?? 0) + 1);
      return false;
    });
  }
  for (const hunk of hunks) {
    hunk.removed = hunk.removed.filter((line) => {
      const key = squeeze(line);
      const left = moved.get(key) ?? 0;
      if (left === 0) return true;
      moved.set(key, left - 1);
      return false;
    });
  }
}

/** Reads a unified diff, also one with abbreviated headers. `files` are those that the change names. */
export function parseDiff(diff: string, files: readonly string[]): readonly Hunk[] {
  const hunks: Draft[] = [];
  const only = files.length === 1 ? (files[0] ?? null) : null;
  let file: string | null = only;
  let current: Draft | null = null;
  const open = (context: string): Draft => {
    const draft = {
      file,
      context,
      added: [],
      removed: [],
      kept: [],
      after: [],
      topLevel: [],
      comments: [],
      touched: 0,
    };
    hunks.push(draft);
    return draft;
  };
  for (const line of diff.slice(0, readCharacters).split('\n')) {
    if (line.startsWith('diff --git ')) {
      current = null;
    } else if (
      /^(---|\+\+\+) /.test(line) &&
      (current === null || looksLikePath(fileOf(line) ?? '/dev/null'))
    ) {
      file = fileOf(line) ?? file;
      current = null;
    } else if (line.startsWith('@@')) {
      const header = parseHeader(line);
      file = header.file ?? file;
      current = open(header.context);
    } else if (/^[+-]/.test(line)) {
      current ??= open('');
      const { code, comment } = toCode(line.slice(1));
      current.touched += 1;
      if (comment !== '') current.comments.push(comment);
      if (code !== '') (line.startsWith('+') ? current.added : current.removed).push(code);
      if (code !== '' && line.startsWith('+')) current.after.push(code);
      if (code !== '' && /^\+\S/.test(line)) current.topLevel.push(code);
    } else if (current !== null) {
      const { code } = toCode(line);
      if (code !== '') current.kept.push(code);
      if (code !== '') current.after.push(code);
      if (code !== '' && /^ ?\S/.test(line)) current.topLevel.push(code);
    }
  }
  dropMoved(hunks);
  return hunks;
}
