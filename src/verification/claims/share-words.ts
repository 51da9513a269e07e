import type { Clause } from './clauses.ts';
import type { Ground } from './grounds.ts';

function toStems(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[a-z]{3,}/g) ?? [];
  return new Set(
    words.map((word) => word.replace(/(?:ings?|ed|es|s)$/, '')).filter((stem) => stem.length > 2),
  );
}

/** Whether a clause calls what a series measures by a word of the series' name: "jobs wait" and `jobs_waiting`. */
export function sharesWords(clause: Clause, { subject, kind }: Ground): boolean {
  if (kind !== 'series') return false;
  const names = toStems(clause.subjects.join(' '));
  const stems = toStems(subject.replaceAll(/\{[^}]*\}/g, ' '));
  return [...toStems(clause.text)].some((stem) => stems.has(stem) && !names.has(stem));
}
