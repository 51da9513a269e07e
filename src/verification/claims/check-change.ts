/** What is said of a change: who made it, what was done in it, and where. */
import type { Clause } from './clauses.ts';
import { containsName, type Ground } from './grounds.ts';
import { type PlacedClaim, type Scope, toContradicted } from './lookup.ts';
import type { NameMention } from './mentions.ts';

/** The changes that a clause names, by what only a change is called. */
function listNamed(names: readonly NameMention[], changes: readonly Ground[]): readonly Ground[] {
  return changes.filter((ground) =>
    names.some(
      ({ text }) => containsName(ground.subject, text) && !ground.authors.includes(text.toLowerCase()),
    ),
  );
}

function checkAuthor(
  names: readonly NameMention[],
  named: readonly Ground[],
  all: readonly Ground[],
): PlacedClaim | null {
  const author = names.find(({ text }) => all.some(({ authors }) => authors.includes(text.toLowerCase())));
  const known = named.filter(({ authors }) => authors.length > 0);
  const [first] = known;
  if (author === undefined || first === undefined) return null;
  if (known.some(({ authors }) => authors.includes(author.text.toLowerCase()))) return null;
  const actual = first.authors.join(', ');
  return toContradicted('name', author, { evidence: first.id, actual, replacement: null });
}

function toWords(text: string): ReadonlySet<string> {
  return new Set(
    (text.toLowerCase().match(/[a-z]{4,}/g) ?? []).map((word) => word.replace(/(?:ing|ed|es|s)$/, '')),
  );
}

const fewestWords = 2;

/** Words that the summary of another change has, and its own has not. */
function checkDeed(clause: Clause, named: readonly Ground[], all: readonly Ground[]): PlacedClaim | null {
  const [only] = named;
  if (only === undefined || only.summary === '' || named.length > 1) return null;
  const said = [...toWords(clause.text)].filter((word) => !toWords(only.subject).has(word));
  const shared = (ground: Ground): number => said.filter((word) => toWords(ground.summary).has(word)).length;
  const other = all.find((ground) => ground !== only && shared(ground) >= fewestWords);
  if (other === undefined || shared(only) > 0) return null;
  const mention = { text: clause.text.trim(), start: clause.mentions[0]?.start ?? 0 };
  return toContradicted('name', mention, { evidence: only.id, actual: only.summary, replacement: null });
}

const applied =
  /\b(?:turned on|turned off|enabled|disabled|switched on|switched off|deployed|applied|released|shipped|rolled out) (?:for|in|to|on) (?:the )?$/i;

/** "deployed to us-east" of a change that tells of another place of that kind. */
function checkPlace(
  names: readonly NameMention[],
  sentence: string,
  changes: readonly Ground[],
  scope: Scope,
): PlacedClaim | null {
  const place = names.find(({ start }) => applied.test(sentence.slice(Math.max(0, start - 30), start)));
  if (place === undefined || changes.length === 0) return null;
  const families = scope.grounds.familiesOf(place.text);
  const siblings = scope.grounds.all
    .flatMap(({ family }) => [...family].flatMap(([key, values]) => (families.has(key) ? values : [])))
    .filter((value) => !containsName(value, place.text));
  const elsewhere = changes.every(
    ({ text }) => !containsName(text, place.text) && siblings.some((value) => containsName(text, value)),
  );
  const [first] = changes;
  if (!elsewhere || first === undefined) return null;
  return toContradicted('name', place, { evidence: first.id, actual: null, replacement: null });
}

/** What is wrong about the change that a clause tells of; null when nothing is, or nothing is known of it. */
export function checkChange(clause: Clause, sentence: string, scope: Scope): PlacedClaim | null {
  const names = clause.mentions.filter(
    (mention): mention is NameMention => mention.kind === 'name' && !mention.quoted,
  );
  const all = scope.grounds.all.filter(({ kind }) => kind === 'change');
  const named = listNamed(names, all);
  const meant = named.length > 0 ? named : all.filter(({ id }) => clause.ofChange && scope.cited.has(id));
  return (
    checkAuthor(names, meant, all) ??
    checkDeed(clause, named, all) ??
    checkPlace(names, sentence, meant, scope)
  );
}
