/** A sentence in which names stand as marks, so that patterns can tell of whom something is said. */
import { containsName } from '../contains-name.ts';

export interface PlacedName {
  /** Lower case. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Every place at which one of the names stands; of two that overlap, the longer one. */
export function placeNames(sentence: string, names: readonly string[]): readonly PlacedName[] {
  const lower = sentence.toLowerCase();
  const placed: PlacedName[] = [];
  for (const name of [...new Set(names)].toSorted((a, b) => b.length - a.length)) {
    if (name.length < 2) continue;
    for (let start = lower.indexOf(name); start !== -1; start = lower.indexOf(name, start + 1)) {
      const end = start + name.length;
      const isTaken = placed.some((one) => start < one.end && end > one.start);
      const around = lower.slice(Math.max(0, start - 2), end + 24);
      if (!isTaken && containsName(around, name)) placed.push({ name, start, end });
    }
  }
  return placed.toSorted((a, b) => a.start - b.start);
}

/** The first of the private characters; one of them after an @ says which name stood there. */
const firstMark = 0xe000;
/** A name in a marked sentence. */
export const marked = '@[\\uE000-\\uF8FF]@*';
/** One or more of them: "a, b and c". */
export const markedList = `${marked}(?:(?:, (?:and |or )?| and | or | as well as )(?:of |by |on |to )?(?:the )?${marked})*`;

export interface Marked {
  /** As long as the sentence, each name in marks. */
  readonly text: string;
  readonly places: readonly PlacedName[];
}

export function markNames(sentence: string, names: readonly string[]): Marked {
  const places = placeNames(sentence, names);
  let text = '';
  for (const [index, { start, end }] of places.entries()) {
    text += sentence.slice(text.length, start);
    text += `@${String.fromCharCode(firstMark + index)}`.padEnd(end - start, '@');
  }
  return { text: text + sentence.slice(text.length), places };
}

/** The names that stand in a piece of a marked sentence, in their order. */
export function readMarks(piece: string, { places }: Marked): readonly PlacedName[] {
  return [...piece.matchAll(/@([\uE000-\uF8FF])/g)].flatMap(
    ([, mark = '']) => places[mark.charCodeAt(0) - firstMark] ?? [],
  );
}
