/** Words that every change has, and that tell nothing. */
const commonWords: ReadonlySet<string> = new Set([
  'the',
  'and',
  'for',
  'with',
  'alert',
  'service',
  'from',
  'this',
  'that',
  'has',
  'are',
  'is',
  'of',
  'in',
  'to',
]);

/** What text speaks of: words of three letters or more, `camelCase` and `snake_case` taken apart. */
export function listWords(text: string): ReadonlySet<string> {
  const parts = text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return new Set(parts.filter((word) => word.length > 2 && !commonWords.has(word)));
}

interface Hunk {
  readonly index: number;
  readonly lines: readonly string[];
  readonly score: number;
}

/** A hunk begins with `@@`; the names of its file, with `---`, `+++` or `diff`, go before it. */
function splitHunks(diff: string): readonly (readonly string[])[] {
  const hunks: string[][] = [];
  for (const line of diff.split('\n')) {
    const last = hunks.at(-1);
    const headerGoesOn = last?.every((one) => /^(diff |index |--- |\+\+\+ )/.test(one)) ?? false;
    const begins = /^(diff |@@)/.test(line) || (/^--- /.test(line) && !headerGoesOn);
    if (last === undefined || (begins && !headerGoesOn)) hunks.push([line]);
    else last.push(line);
  }
  return hunks;
}

/**
 * The part of a unified diff that speaks of these words, at most `limit` characters: whole hunks in their order, the
 * best matching ones, without unchanged lines. Null when there is nothing in it.
 */
export function cutDiff(diff: string, words: ReadonlySet<string>, limit: number): string | null {
  const hunks = splitHunks(diff).map((lines, index): Hunk => {
    const kept = lines.filter((line) => /^(@@|[+-])/.test(line) && !/^(--- |\+\+\+ )/.test(line));
    const found = [...listWords(kept.join('\n'))].filter((word) => words.has(word));
    return { index, lines: kept, score: found.length };
  });
  let left = limit;
  const chosen = hunks
    .filter(({ lines }) => lines.some((line) => /^[+-]/.test(line)))
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .filter(({ lines }, place) => {
      const size = lines.join('\n').length + 1;
      if (place > 0 && size > left) return false;
      left -= size;
      return true;
    })
    .sort((a, b) => a.index - b.index);
  const text = chosen
    .flatMap(({ lines }) => lines)
    .join('\n')
    .trim();
  if (text === '') return null;
  const more = hunks.length - chosen.length;
  const cut = text.length > limit ? `${text.slice(0, limit).toWellFormed()}…` : text;
  return more > 0 ? `${cut}\n(${more} more ${more === 1 ? 'hunk' : 'hunks'})` : cut;
}
