export interface FitRules<Item> {
  readonly maxTokens: number;
  readonly tokensOf: (item: Item) => number;
  /** 0 is kept whatever it takes; of the others the smallest comes first. */
  readonly rankOf: (item: Item) => number;
  /** What takes turns within a rank, so that a flood of one kind does not wash away the others. */
  readonly shareOf: (item: Item) => string;
}

export interface Fitted<Item> {
  readonly kept: readonly Item[];
  readonly left: readonly Item[];
}

/** Characters of a token in figures, names and times, of which evidence is full; plain words have more. */
const charactersPerToken = 2.7;

/** Rather more tokens than a text has: no tokenizer is asked, because each model has another. */
export function estimateTokens(characters: number): number {
  return Math.ceil(characters / charactersPerToken);
}

/**
 * The items that a budget has room for, in the order in which they came. Within a rank the share that has taken the least
 * so far is next, with its first item that still fits; what one share leaves over, the others get.
 */
export function fitItems<Item>(items: readonly Item[], rules: FitRules<Item>): Fitted<Item> {
  const { maxTokens, tokensOf, rankOf, shareOf } = rules;
  const always = items.filter((item) => rankOf(item) === 0);
  const chosen = new Set<Item>(always);
  const used = new Map<string, number>();
  let room = maxTokens;
  const take = (item: Item): void => {
    chosen.add(item);
    room -= tokensOf(item);
    used.set(shareOf(item), (used.get(shareOf(item)) ?? 0) + tokensOf(item));
  };
  for (const item of always) take(item);
  const byRank = Map.groupBy(
    items.filter((item) => !chosen.has(item)),
    rankOf,
  );
  for (const [, ofRank] of [...byRank].sort(([a], [b]) => a - b)) {
    let waiting = ofRank.filter((item) => tokensOf(item) <= room);
    while (waiting.length > 0) {
      const usedBy = (item: Item): number => used.get(shareOf(item)) ?? 0;
      const next = waiting.reduce((best, item) => (usedBy(item) < usedBy(best) ? item : best));
      take(next);
      waiting = waiting.filter((item) => item !== next && tokensOf(item) <= room);
    }
  }
  return {
    kept: items.filter((item) => chosen.has(item)),
    left: items.filter((item) => !chosen.has(item)),
  };
}
