/** What is said of a change: who made it, what was done in it, and where. */
import type { Clause } from './clauses.ts';
import { containsName } from './contains-name.ts';
import type { Ground } from './grounds.ts';
import { type PlacedClaim, type Scope, toContradicted } from './lookup.ts';
import type { NameMention } from './mentions.ts';
import { isSameChange } from './same-change.ts';

interface ChangeQuestion {
  readonly clause: Clause;
  readonly sentence: string;
  readonly changes: readonly Ground[];
  readonly scope: Scope;
}

/** The changes that have one of these names, other than that of who made them. */
function listNamed(names: readonly NameMention[], changes: readonly Ground[]): readonly Ground[] {
  return changes.filter((ground) =>
    names.some(
      ({ text }) => containsName(ground.subject, text) && !ground.authors.includes(text.toLowerCase()),
    ),
  );
}

/** "ledger-writer v5.12.0": a version of a thing that another thing's change brought. */
function checkOwner(
  names: readonly NameMention[],
  { sentence, changes, scope }: ChangeQuestion,
): PlacedClaim | null {
  for (const [index, owner] of names.entries()) {
    const version = names[index + 1];
    if (version === undefined || !scope.grounds.isEntity(owner.text)) continue;
    if (!/^\s?\(?$/.test(sentence.slice(owner.start + owner.text.length, version.start))) continue;
    const brought = changes.filter(({ subject }) => containsName(subject, version.text));
    const [first] = brought;
    if (first === undefined || brought.some(({ text }) => containsName(text, owner.text))) continue;
    return toContradicted('name', owner, { evidence: first.id, actual: first.subject, replacement: null });
  }
  return null;
}

const deed = 'deployed|rolled out|released|shipped|merged|pushed|applied';
const doer = new RegExp(`^(?:\\w+ly,? )?([A-Za-z][\\w.-]{1,30}) (?:${deed}) (?!by\\b|at\\b|in\\b|on\\b)`);
const doneBy = new RegExp(`\\b(?:${deed}|made|authored) by ([A-Za-z][\\w.-]{1,30})(?=[\\s,;.)]|$)`);
/** Whoever and whatever may be said to have made a change without being called by a name. */
const nobody =
  /^(?:a|an|the|it|this|that|these|those|they|we|he|she|who|which|also|then|later|only|already|both|someone|somebody|nobody|one|its|our|their|was|were|is|are|been|being|be|not|has|had|have|just|newly|recently|freshly|last|latest|new|hand|mistake|default|accident|team|operator|engineer|developer|author|version|release|code|change|build|image|config|configuration|update|patch|fix)$/i;

/** Who is said to have made a change of which it is known who did. */
function checkDoer({ clause, sentence }: ChangeQuestion, named: readonly Ground[]): PlacedClaim | null {
  const match = doer.exec(clause.text.trim()) ?? doneBy.exec(clause.text);
  const text = match?.[1]?.replace(/\.$/, '');
  const known = named.filter(({ authors }) => authors.length > 0);
  const [first] = known;
  if (match === null || text === undefined || first === undefined || nobody.test(text)) return null;
  const isKnown = known.some((ground) => containsName(ground.text, text));
  if (isKnown) return null;
  const place = { text, start: Math.max(0, sentence.indexOf(text)) };
  const actual = first.authors.join(', ');
  return toContradicted('name', place, { evidence: first.id, actual, replacement: null });
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

const shortWord = 3;

function toWords(text: string, least = 4): ReadonlySet<string> {
  const words = (text.toLowerCase().match(/[a-z]{3,}/g) ?? []).filter(({ length }) => length >= least);
  return new Set(
    words
      .filter(
        (word) =>
          !/^(?:from|with|into|than|that|this|them|before|after|when|the|and|for|was|its|had|has|not|but|are|all|now|off|out|one|two|five|six|ten)$/.test(
            word,
          ),
      )
      .map((word) => word.replace(/(?:ing|ed|es|s)$/, '')),
  );
}

const fewestWords = 2;

/** Words that the summary of another change has, and its own has not; the names in the clause are none of them. */
function checkDeed(clause: Clause, named: readonly Ground[], all: readonly Ground[]): PlacedClaim | null {
  const [only] = named;
  if (only === undefined || only.summary === '' || named.length > 1) return null;
  const names = toWords(`${only.subject} ${clause.subjects.join(' ')}`);
  const said = [...toWords(clause.text)].filter((word) => !names.has(word));
  const shared = (ground: Ground): number => said.filter((word) => toWords(ground.summary).has(word)).length;
  const isOwn = (ground: Ground): boolean => isSameChange(ground, only);
  const other = all.find((ground) => !isOwn(ground) && shared(ground) >= fewestWords);
  if (other === undefined || all.some((ground) => isOwn(ground) && shared(ground) > 0)) return null;
  const mention = { text: clause.text.trim(), start: clause.mentions[0]?.start ?? 0 };
  return toContradicted('name', mention, { evidence: only.id, actual: only.summary, replacement: null });
}

/** What one made, said of another: words of the summary of a change that is not the author's, and none of their own. */
function checkDeedOfAuthor(
  clause: Clause,
  names: readonly NameMention[],
  all: readonly Ground[],
): PlacedClaim | null {
  const author = names.find(({ text }) => all.some(({ authors }) => authors.includes(text.toLowerCase())));
  if (author === undefined) return null;
  const said = toWords(clause.text);
  const isOwn = ({ authors }: Ground): boolean => authors.includes(author.text.toLowerCase());
  const shared = ({ summary }: Ground): number =>
    [...toWords(summary)].filter((word) => said.has(word)).length;
  const enough = ({ summary }: Ground): number => Math.max(1, Math.min(fewestWords, toWords(summary).size));
  // "mira changed the Corefile": nothing but a word of another's change.
  const plain = clause.text.replace(author.text, '').replaceAll(/\b[a-z]+ed\b/g, '');
  const rest = toWords(plain);
  const isAll = ({ summary }: Ground): boolean =>
    rest.size > 0 && [...rest].every((word) => toWords(summary).has(word));
  const other = all.find((ground) => !isOwn(ground) && (shared(ground) >= enough(ground) || isAll(ground)));
  if (other === undefined || all.some((ground) => isOwn(ground) && shared(ground) > 0)) return null;
  const actual = other.authors.join(', ');
  return toContradicted('name', author, { evidence: other.id, actual, replacement: null });
}

const applied =
  /\b(?:turned on|turned off|enabled|disabled|switched on|switched off|deployed|applied|released|shipped|rolled out) (?:for|in|to|on) (?:the )?$/i;

const did =
  /^\s(?:had |has |then |also |merely |only |just )?(?:[a-z]{3,16}(?:ed|en)|cut|put|set|took|gave|made|wrote|shrank|chose|brought|withdrew)\b/i;
/** Words that are said of any change. */
const anyChange =
  /^(?:deploy|releas|ship|roll|appl|merg|chang|updat|version|first|last|only|same|minut|second|hour)/;

/** "marta dropped the TTL": the one who is said to have done it shares no word of it, another change has one that is all its own. */
function checkDistinctDeed(
  clause: Clause,
  sentence: string,
  names: readonly NameMention[],
  all: readonly Ground[],
): PlacedClaim | null {
  const author = names.find(({ text }) => all.some(({ authors }) => authors.includes(text.toLowerCase())));
  if (author === undefined || /\b(?:not|never|no|neither|nor)\b|n['’]t\b/i.test(clause.text)) return null;
  if (!did.test(sentence.slice(author.start + author.text.length))) return null;
  const isOwn = ({ authors }: Ground): boolean => authors.includes(author.text.toLowerCase());
  const said = [...toWords(clause.text, shortWord)].filter(
    (word) => !anyChange.test(word) && word !== author.text.toLowerCase(),
  );
  const wordsOf = ({ summary, subject }: Ground): ReadonlySet<string> =>
    toWords(`${summary} ${subject}`, shortWord);
  const own = all.filter(isOwn).map(wordsOf);
  if (said.some((word) => own.some((words) => words.has(word)))) return null;
  const other = all.find((ground) => !isOwn(ground) && said.some((word) => wordsOf(ground).has(word)));
  if (other === undefined) return null;
  const truth = { evidence: other.id, actual: other.authors.join(', '), replacement: null };
  return toContradicted('name', author, truth);
}

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
  const question: ChangeQuestion = { clause, sentence, changes: all, scope };
  const named = listNamed(names, all);
  // A service is named for much else than its changes.
  const own = names.filter(({ text }) => clause.ofChange || !scope.grounds.isEntity(text));
  const meant = named.length > 0 ? named : all.filter(({ id }) => clause.ofChange && scope.cited.has(id));
  return (
    checkAuthor(names, meant, all) ??
    checkOwner(names, question) ??
    checkDoer(question, named) ??
    checkDeed(clause, listNamed(own, all), all) ??
    (named.length === 0 ? checkDeedOfAuthor(clause, names, all) : null) ??
    (named.length === 0 ? checkDistinctDeed(clause, sentence, names, all) : null) ??
    checkPlace(names, sentence, meant, scope)
  );
}
