/** A name that stands where it may not, and what is known beside it. */
import type { Directory, Item } from './subjects.ts';

export interface NameFault {
  readonly text: string;
  readonly start: number;
  readonly item: Item | null;
  readonly actual: string | null;
}

/** Everything of the evidence, cited or not, in lower case. */
export interface Known {
  readonly isSaid: (word: string) => boolean;
  readonly changes: readonly Item[];
  readonly directory: Directory;
}
