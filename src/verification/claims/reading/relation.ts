/** What a sentence says that things have to do with each other, judged. */

import type { Library } from './library.ts';
import type { Reading } from './phrases.ts';
import type { Ruling } from './ruling.ts';

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
