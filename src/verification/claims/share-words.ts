import { containsName } from './contains-name.ts';
import type { Ground } from './grounds.ts';

export function toStems(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[a-z]{3,}/g) ?? [];
  return new Set(
    words.map((word) => word.replace(/(?:ions?|ings?|ed|es|s|e)$/, '')).filter((stem) => stem.length > 2),
  );
}

/** Whether a clause calls what a series measures by a word of the series' name: "jobs wait" and `jobs_waiting`. */
export function sharesWords(
  clause: { readonly text: string; readonly subjects: readonly string[] },
  { subject, kind }: Ground,
): boolean {
  if (kind !== 'series') return false;
  const title = subject.replaceAll(/\{[^}]*\}/g, ' ');
  if (clause.subjects.some((name) => containsName(title, name))) return true;
  const names = toStems(clause.subjects.join(' '));
  const stems = toStems(title);
  return [...toStems(clause.text)].some((stem) => stems.has(stem) && !names.has(stem));
}

const longWord = 5;
/** Words of any line and any sentence. */
const common = new Set([
  'error',
  'first',
  'after',
  'before',
  'since',
  'while',
  'other',
  'their',
  'there',
  'start',
  'still',
  'alert',
]);

/** Whether a clause calls what log lines say by a long word of theirs: "the first rebalance". */
export function sharesLine(clause: { readonly text: string }, { summary, kind }: Ground): boolean {
  if (kind !== 'logs') return false;
  const stems = toStems(summary);
  return [...toStems(clause.text)].some(
    (stem) => stem.length >= longWord && !common.has(stem) && stems.has(stem),
  );
}
