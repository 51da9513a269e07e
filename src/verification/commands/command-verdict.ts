/** What a command turned out to be. Only `read-only` ones are shown; `mutating` ones wait for a person's decision. */
export type CommandVerdict =
  | { readonly verdict: 'read-only'; readonly parts: readonly CommandPart[] }
  | {
      readonly verdict: 'mutating';
      readonly parts: readonly CommandPart[];
      /** What it changes, in one sentence. */
      readonly effect: string;
      /** The same command in the form that only says what it would do; null if it has none. */
      readonly dryRun: string | null;
      /** How to take it back, or that one cannot; null if nothing is known. */
      readonly undo: string | null;
    }
  | { readonly verdict: 'refused'; readonly reason: string; readonly parts: readonly CommandPart[] };

/** One program of a command line, with the words that it gets. */
export interface CommandPart {
  readonly binary: string;
  readonly words: readonly string[];
}
