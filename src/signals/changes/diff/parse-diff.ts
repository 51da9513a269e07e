import { type DiffHunk, type DiffLine, indentOf, parseDiffLines } from './diff-lines.ts';

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
  /** All lines of code of both sides with how far from the left they stand, moved ones included. */
  readonly layout: readonly {
    readonly sign: DiffLine['sign'];
    readonly code: string;
    readonly indent: number;
  }[];
  /** Lines that were added or kept and stand at the left edge: what lives as long as the process. */
  readonly topLevel: readonly string[];
  /** The comments that were added or removed, without their marks. */
  readonly comments: readonly string[];
  /** How many lines begin with `+` or `-`. */
  readonly touched: number;
}

interface Draft {
  file: string | null;
  context: string;
  added: string[];
  removed: string[];
  kept: string[];
  layout: Hunk['layout'];
  topLevel: string[];
  comments: string[];
  touched: number;
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

function toDraft({ file, context, lines }: DiffHunk): Draft {
  const said = (signs: string): string[] =>
    lines.flatMap(({ sign, code }) => (signs.includes(sign) && code !== '' ? [code] : []));
  return {
    file,
    context,
    added: said('+'),
    removed: said('-'),
    kept: said(' '),
    layout: lines
      .filter(({ code }) => code !== '')
      .map(({ sign, code, text }) => ({ sign, code, indent: indentOf(text) })),
    topLevel: lines.flatMap(({ sign, code, text }) =>
      sign !== '-' && code !== '' && /^\S/.test(text) ? [code] : [],
    ),
    comments: lines.flatMap(({ sign, comment }) => (sign === ' ' || comment === '' ? [] : [comment])),
    touched: lines.filter(({ sign }) => sign !== ' ').length,
  };
}

/** Reads a unified diff, also one with abbreviated headers. `files` are those that the change names. */
export function parseDiff(diff: string, files: readonly string[]): readonly Hunk[] {
  const hunks = parseDiffLines(diff, files).map(toDraft);
  dropMoved(hunks);
  return hunks;
}
