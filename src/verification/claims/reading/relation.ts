/** What a sentence says that things have to do with each other, judged. */
import type { Reading } from './phrases.ts';
import type { Ruling } from './ruling.ts';
import type { Library } from './subjects.ts';

export interface Relation {
  readonly kind: 'relation' | 'name' | 'figure';
  readonly text: string;
  readonly start: number;
  readonly ruling: Ruling;
}

export interface RelationQuestion {
  readonly reading: Reading;
  readonly library: Library;
  readonly cited: ReadonlySet<string>;
}
