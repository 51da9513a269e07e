import { type Clause, tieNames } from './clauses.ts';
import { containsName } from './contains-name.ts';
import type { Ground } from './grounds.ts';
import { findSupport, type PlacedClaim, type Scope, toContradicted, toFound, toMissing } from './lookup.ts';
import type { NameMention } from './mentions.ts';

/** Words as they are compared: one space between them, no dots for what was left out. */
function normalise(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/…|\.{3}/g, '')
    .trim();
}

/** Whether a hyphenated name begins or ends with this word. */
function isPart(text: string, word: string): boolean {
  return text.includes(`${word}-`) || text.includes(`-${word}`) || text.includes(`${word}_`);
}

function isIdentifierPart(text: string, word: string): boolean {
  return new RegExp(`(?<![a-z0-9])${word}(?=_)|_${word}(?![a-z0-9])`).test(text);
}

/** Software goes by more than one name: PostgreSQL's metrics begin with postgres. */
const softwareRoot = /^(postgres|redis|kafka|mysql|mongo|elastic|rabbitmq)(?:ql|db|search)?$/i;

function speaksOf(mention: NameMention, singular: string, ground: Ground): boolean {
  if (mention.quoted) {
    return (
      ground.text.includes(normalise(mention.text)) ||
      normalise(ground.text).includes(normalise(mention.text))
    );
  }
  if (containsName(ground.text, singular)) return true;
  // A part of an identifier, in the spelling of the product that it is named after: "WiredTiger" of mongodb_wiredtiger_cache.
  if (
    /^[A-Z][a-z]+[A-Z][A-Za-z]+$/.test(mention.text) &&
    isIdentifierPart(ground.text, singular.toLowerCase())
  )
    return true;
  // The end of a pod's name stands for the pod.
  if (
    /^(?=[a-z0-9]*\d)[a-z0-9]{5}$/i.test(mention.text) &&
    ground.text.includes(`-${mention.text.toLowerCase()}`)
  )
    return true;
  if (mention.slot === true && isPart(ground.text, mention.text.toLowerCase())) return true;
  const root = softwareRoot.exec(mention.text)?.[1]?.toLowerCase();
  return root !== undefined && ground.text.includes(root);
}

export interface NameQuestion {
  readonly mention: NameMention;
  readonly clause: Clause;
  readonly sentence: string;
  /** Items that are not cited but bear out another claim of the sentence. */
  readonly used: ReadonlySet<string>;
}

/** Another thing of the same kind that the cited items are about, and that the sentence does not name. */
function findOther({ mention, sentence }: NameQuestion, scope: Scope): { id: string; name: string } | null {
  const families = scope.grounds.familiesOf(mention.text);
  const words = sentence.toLowerCase();
  for (const ground of scope.grounds.all) {
    if (!scope.cited.has(ground.id) || ground.kind === 'alert') continue;
    for (const [family, values] of ground.family) {
      const other = values.find((value) => !containsName(words, value.replace(/:\d+$/, '')));
      if (families.has(family) && other !== undefined) return { id: ground.id, name: other };
    }
  }
  return null;
}

/** Of whom a clause says that it logged what is mentioned. */
function findSpeaker({ clause, mention }: NameQuestion): string | null {
  const names = clause.mentions.filter(({ kind, start }) => kind === 'name' && start < mention.start);
  const said = names.find(({ text }) => {
    const rest = clause.text.slice(clause.text.indexOf(text) + text.length);
    return /^ (?:logged|logs|reported|reports|threw|throws|raised|raises) /.test(rest);
  });
  return said?.text ?? null;
}

/** "cache-miss warnings": words of a cited item that the sentence joins by a hyphen are no name. */
function isMadeOfWords({ text, quoted }: NameMention, { grounds, cited }: Scope): boolean {
  const parts = text.toLowerCase().split('-');
  if (quoted || parts.length < 2 || /[^a-z-]/i.test(text)) return false;
  return grounds.all.some(
    (ground) => cited.has(ground.id) && containsName(ground.text.replaceAll(/[_-]/g, ' '), parts.join(' ')),
  );
}

/**
 * Looks a name up. One that only other evidence has is that evidence's, unless the cited items are about another thing of
 * its kind: then the sentence says of one what was measured of the other.
 */
export function checkName(question: NameQuestion, scope: Scope): PlacedClaim | null {
  const { mention, used } = question;
  const kind = mention.quoted ? 'quote' : 'name';
  const singular = scope.grounds.toSingular(mention.text);
  const speaks = (ground: Ground): boolean => speaksOf(mention, singular, ground);
  const said = findSupport(scope.grounds.all, scope, speaks);
  if (said === null && isMadeOfWords(mention, scope)) return null;
  if (said === null) return toMissing(kind, mention);
  // Words are those of whom the clause names: another service's log is no witness.
  const own = mention.quoted ? tieNames(question.clause, scope.grounds) : scope.grounds.all;
  const support = findSupport(own, scope, speaks);
  if (support === null) {
    return toContradicted(kind, mention, { evidence: said.id, actual: null, replacement: null });
  }
  const speaker = mention.quoted || scope.grounds.isEntity(mention.text) ? null : findSpeaker(question);
  if (speaker !== null && support.kind === 'logs' && scope.grounds.isEntity(speaker)) {
    const lines = scope.grounds.all.filter((ground) => ground.kind === 'logs' && speaks(ground));
    if (!lines.some(({ text }) => containsName(text, speaker))) {
      return toContradicted(kind, mention, { evidence: support.id, actual: null, replacement: null });
    }
  }
  if (scope.cited.has(support.id)) return toFound(kind, mention, support, scope);
  const usedOne = scope.grounds.all.find((ground) => used.has(ground.id) && speaks(ground));
  if (usedOne !== undefined) return toFound(kind, mention, usedOne, scope);
  const other = mention.quoted ? null : findOther(question, scope);
  if (other === null) return toFound(kind, mention, support, scope);
  return toContradicted('name', mention, { evidence: other.id, actual: other.name, replacement: null });
}
