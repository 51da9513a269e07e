/** A sentence, cut where it begins to speak of something else, and what each part is about. */

import { containsName } from './contains-name.ts';
import type { Ground, Grounds } from './grounds.ts';
import { findMentions, type Mention, type NameMention } from './mentions.ts';
import { findSlotNames } from './name-shapes.ts';
import { sharesLine, sharesWords } from './share-words.ts';
import { alertWords, changeWords, logWords, type Topic, topics } from './vocabulary.ts';

/** How a clause is tied to the one before it. */
export type Connector = 'after' | 'before' | 'cause' | 'effect' | 'beside';

export interface Clause {
  readonly text: string;
  readonly mentions: readonly Mention[];
  /** Between the clause before (or the beginning) and this one. */
  readonly connector: Connector;
  /** What it is about: its own names and topics, else those of the clauses around it. */
  readonly subjects: readonly string[];
  readonly topics: readonly Topic[];
  readonly ofChange: boolean;
  readonly ofAlert: boolean;
  readonly ofLogs: boolean;
  /** Its subjects are those of a clause beside it. */
  readonly inherits: boolean;
}

/** Where a sentence turns to something else. What follows a comma or "and" may speak of another thing; "Pods running: 24" is one. */
const connectors: readonly (readonly [RegExp, Connector])[] = [
  [
    /\b(?:after|preceded by|postdates?|in the wake of|on the heels of|subsequent to|following|followed(?! by)|follows|since (?:the|deploy|release|version|v\d|it|then))\b/i,
    'after',
  ],
  [/\b(?:before|followed by|predates?|preceded(?! by)|precedes|prior to|ahead of)\b/i, 'before'],
  [/\b(?:because(?: of)?|due to|as a result of|caused by|triggered by)\b/i, 'effect'],
  [
    /\b(?:caused|causes|causing|led to|leads to|leading to|triggered|triggers|triggering|resulted in|so that|so(?! (?:far|much|many|long|few|quickly|fast)\b))\b/i,
    'cause',
  ],
];
const turn =
  /(,(?!\d)\s?|;|:\s(?!\d)|(?<!(?:^|[,;]\s?)(?:[\w.-]{1,30}\s){0,2}[\w.-]{1,30}):\s(?=\d)|\s\(|\)|\s[–—-]\s|\b(?:and|but|while|whereas|when|which|although|though|then|until|after|preceded by|followed by|postdates?|predates?|in the wake of|on the heels of|subsequent to|following|followed(?! by)|follows|since (?=the |deploy|release|version|v\d|it |then)|before|preceded|precedes|prior to|ahead of|because of|because|due to|as a result of|caused by|triggered by|caused|causes|causing|led to|leads to|leading to|triggered|triggers|triggering|resulted in|so that|so(?! (?:far|much|many|long|few|quickly|fast)\b))\b)/i;

function toConnector(between: string): Connector {
  return connectors.find(([pattern]) => pattern.test(between))?.[1] ?? 'beside';
}

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly connector: Connector;
}

/** Turns inside a quotation are none. */
function cutPieces(sentence: string): readonly Piece[] {
  const masked = sentence.replaceAll(/"[^"\n]{0,300}"|“[^”\n]{0,300}”|`[^`\n]{0,300}`/g, (quote) =>
    'x'.repeat(quote.length),
  );
  const parts = masked.split(turn);
  const pieces: Piece[] = [];
  let at = 0;
  let connector: Connector = 'beside';
  for (const [index, part] of parts.entries()) {
    const own = sentence.slice(at, at + part.length);
    if (index % 2 === 1) {
      const next = toConnector(own);
      // "in the 60 min before, first at …": what follows the comma is no side of "before".
      if (next !== 'beside') connector = next;
      else if (/[,;:]/.test(own)) connector = 'beside';
    } else if (own.trim() !== '') {
      pieces.push({ text: own, start: at, connector });
      connector = 'beside';
    }
    at += part.length;
  }
  return pieces;
}

function isSubject(mention: Mention): mention is NameMention {
  return mention.kind === 'name' && !mention.quoted;
}

/** Where the name of a thing stands though it is an ordinary word: "18 % at frontend", "frontend returns …". */
const plainPlace = /(?:^|[,;:(] ?|\b(?:and|at|of|on|in|by|for|from|than|to|with) )([a-z]{2,20})(?![\w-])/g;

/** "the ledger service": a word where only a name can stand. */
function addSlots(sentence: string, mentions: readonly Mention[], grounds: Grounds): readonly Mention[] {
  const taken = new Set(mentions.map(({ start }) => start));
  const slots = findSlotNames(sentence)
    .filter(({ start }) => !taken.has(start))
    .map(({ text, start }): NameMention => ({ kind: 'name', text, start, quoted: false, slot: true }));
  const plain = [...sentence.matchAll(plainPlace)].flatMap((match): readonly NameMention[] => {
    const [whole, text = ''] = match;
    const start = match.index + whole.length - text.length;
    if (taken.has(start) || !grounds.isPlainName(text)) return [];
    return [{ kind: 'name', text, start, quoted: false }];
  });
  return [...mentions, ...slots, ...plain].toSorted((a, b) => a.start - b.start);
}

/** What "the former" and "the latter" stand for: of the names before them, the last but one and the last. */
function findPointedAt(text: string, before: readonly Clause[]): string | null {
  const word = /\bthe (former|latter)\b/i.exec(text)?.[1]?.toLowerCase();
  if (word === undefined) return null;
  const names = before.flatMap(({ mentions }) => mentions.filter(isSubject).map((mention) => mention.text));
  const [last, other] = names.toReversed();
  return (word === 'latter' ? last : other) ?? null;
}

/** The sentence in parts, each with what it speaks of. */
export function toClauses(sentence: string, grounds: Grounds): readonly Clause[] {
  const mentions = addSlots(sentence, findMentions(sentence, grounds.isKnownName), grounds);
  const own = cutPieces(sentence).map((piece) => {
    const end = piece.start + piece.text.length;
    const inside = mentions.filter(({ start }) => start >= piece.start && start < end);
    return {
      text: piece.text,
      mentions: inside,
      connector: piece.connector,
      subjects: [...new Set(inside.filter(isSubject).map(({ text }) => grounds.toSingular(text)))],
      topics: topics.filter(({ said }) => said.test(piece.text)),
      ofChange: changeWords.test(piece.text),
      ofAlert: alertWords.test(piece.text),
      ofLogs: logWords.test(piece.text),
    };
  });
  // "9 ms and 71.9 %, respectively": which of them is what, its order tells, not the clause.
  const paired = /\brespectively\b/i.test(sentence);
  const clauses: Clause[] = [];
  for (const [index, clause] of own.entries()) {
    const before = clauses[index - 1];
    const named = clause.subjects.length > 0;
    const topical = clause.topics.length > 0 || clause.ofChange || clause.ofAlert || clause.ofLogs;
    // "…; availability stayed at 100" speaks of a series of that name, not of what the clause before is about.
    const callsLine = grounds.all.some((ground) => sharesLine(clause, ground));
    const calls = callsLine || grounds.all.some((ground) => sharesWords(clause, ground));
    // "It began at 02:10, after the deploy": the deploy is another thing than what began.
    const after = own
      .slice(index + 1)
      .find((next) => next.subjects.length > 0 && next.connector !== 'after' && next.connector !== 'before');
    const follows = clause.connector === 'beside' || before === undefined;
    const lender = before ?? (topical ? undefined : after);
    const pointed = named ? null : findPointedAt(clause.text, clauses);
    if (pointed !== null) {
      clauses.push({ ...clause, subjects: [pointed], inherits: false });
      continue;
    }
    const inherits = !named && follows && !clause.ofAlert && !clause.ofChange && lender !== undefined;
    clauses.push({
      ...clause,
      subjects: inherits ? lender.subjects : clause.subjects,
      topics: named || topical || calls || paired || !inherits ? clause.topics : (before?.topics ?? []),
      ofChange: clause.ofChange || (inherits && !topical && !callsLine && (before?.ofChange ?? false)),
      inherits,
    });
  }
  return clauses;
}

/** Whether an item is about another thing of the same kind: another service, another host. */
function conflicts(ground: Ground, subjects: readonly string[], grounds: Grounds): boolean {
  return [...ground.family].some(([family, values]) => {
    const named = subjects.filter((subject) => grounds.familiesOf(subject).has(family));
    return named.length > 0 && !named.some((subject) => values.some((value) => containsName(value, subject)));
  });
}

function isOnTopic(ground: Ground, clause: Clause): boolean {
  if (clause.ofChange && ground.kind === 'change') return true;
  if (clause.ofLogs && ground.kind === 'logs') return true;
  if (clause.ofAlert && ground.kind === 'alert') return true;
  if (clause.ofLogs && clause.topics.length === 0) return ground.kind !== 'change';
  if (clause.topics.length > 0) {
    return clause.topics.some(
      ({ measured, not }) =>
        measured.test(ground.text) && !(ground.kind === 'series' && (not?.test(ground.subject) ?? false)),
    );
  }
  return !clause.ofAlert;
}

/** What a clause names that something is measured of; a version or a setting is named, but nothing is measured of it. */
function listEntities(clause: Clause, grounds: Grounds): readonly string[] {
  return clause.subjects.filter(grounds.isEntity);
}

/** Words for the two ends of one thing, and the parts of metrics' names that say which is measured. */
const ends: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:produc|publish|enqueu)/i, /\b(?:consum|dequeu)/i],
  [/\b(?:transmit|sent\b|sends?\b|egress|outgoing)/i, /\b(?:receiv|ingress|incoming)/i],
  [/\b(?:writes?|written|wrote|writing)\b/i, /\b(?:reads?|reading)\b/i],
  [/\brunning\b/i, /\bpending\b/i],
  [/\bhits?\b/i, /\bmiss(?:es|ed)?\b/i],
];

/** Whether a series measures the other end of what a clause speaks of: what is consumed of what is produced. */
function isOtherEnd({ kind, subject }: Ground, { text }: Clause): boolean {
  if (kind !== 'series') return false;
  const title = subject.replaceAll(/\{[^}]*\}/g, ' ').replaceAll(/[_:]/g, ' ');
  return ends.some(([one, other]) => {
    const [saidOne, saidOther] = [one.test(text), other.test(text)];
    if (saidOne === saidOther) return false;
    const [own, opposite] = saidOne ? [one, other] : [other, one];
    return opposite.test(title) && !own.test(title);
  });
}

/** Other log lines than those in which an error of this name stands. */
function isOtherLine(ground: Ground, clause: Clause, grounds: Grounds): boolean {
  if (ground.kind !== 'logs') return false;
  const lines = grounds.all.filter(({ kind }) => kind === 'logs');
  const named = clause.subjects.filter(
    (name) => !grounds.isEntity(name) && lines.some(({ summary }) => containsName(summary, name)),
  );
  return named.length > 0 && !named.some((name) => containsName(ground.summary, name));
}

/** The items whose figures a clause may speak of: about one of its names, and none about another thing of that kind. */
export function tieFigures(clause: Clause, grounds: Grounds): readonly Ground[] {
  const entities = listEntities(clause, grounds);
  return grounds.all.filter((ground) => {
    if (conflicts(ground, entities, grounds) || isOtherEnd(ground, clause)) return false;
    if (isOtherLine(ground, clause, grounds)) return false;
    const about =
      entities.length === 0 ||
      clause.inherits ||
      entities.some((entity) => containsName(ground.text, entity));
    return about && isOnTopic(ground, clause);
  });
}

/** The cited items that are about no other thing than what a clause names, whatever they measure. */
export function listUnconflicted(
  clause: Clause,
  grounds: Grounds,
  cited: ReadonlySet<string>,
): readonly Ground[] {
  const entities = listEntities(clause, grounds);
  return grounds.all.filter(
    (ground) =>
      cited.has(ground.id) &&
      ground.observed &&
      !conflicts(ground, entities, grounds) &&
      !isOtherEnd(ground, clause) &&
      !isOtherLine(ground, clause, grounds) &&
      (clause.inherits ||
        entities.length === 0 ||
        ground.family.size === 0 ||
        entities.some((entity) => containsName(ground.text, entity))),
  );
}

/** The items that are about no other thing than those that a clause names. */
export function tieNames(clause: Clause, grounds: Grounds): readonly Ground[] {
  const entities = listEntities(clause, grounds);
  return grounds.all.filter((ground) => !conflicts(ground, entities, grounds));
}

/** The items whose times a clause may speak of: a deploy's, the alert's, or those of what it names. */
export function tieTimes(clause: Clause, grounds: Grounds): readonly Ground[] {
  const kinds: readonly Ground['kind'][] = clause.ofChange ? ['change'] : clause.ofAlert ? ['alert'] : [];
  const ofKind = kinds.length === 0 ? grounds.all : grounds.all.filter(({ kind }) => kinds.includes(kind));
  if (clause.subjects.length === 0)
    return ofKind.filter((ground) => kinds.length > 0 || isOnTopic(ground, clause));
  const about = ofKind.filter(
    (ground) =>
      !conflicts(ground, clause.subjects, grounds) &&
      (kinds.length > 0 || isOnTopic(ground, clause)) &&
      clause.subjects.some((subject) => containsName(ground.text, subject)),
  );
  // "the deploy": whose, it need not say; "the alert" is one.
  return about.length === 0 && clause.inherits ? ofKind : about;
}

/** Whether a clause says what it measures at all. */
export function isBound(clause: Clause, grounds: Grounds): boolean {
  return (
    listEntities(clause, grounds).length > 0 ||
    clause.topics.length > 0 ||
    clause.ofChange ||
    clause.ofAlert ||
    clause.ofLogs
  );
}
