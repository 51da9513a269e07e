/** A statement, sentence by sentence: what it claims, what of that holds, and what people get to see of it. */
import type { EvidenceItem } from '../domain/evidence.ts';
import type { CheckedStatement, Claim, Fate } from '../domain/verdict.ts';
import { findCalledHosts } from '../signals/logs/called-hosts.ts';
import { checkSentence } from './claims/check-sentence.ts';
import { createGrounds, type Grounds } from './claims/grounds.ts';
import type { PlacedClaim, Scope } from './claims/lookup.ts';
import { findMentions } from './claims/mentions.ts';
import { createLibrary } from './claims/reading/library.ts';
import {
  decideState,
  describeFault,
  fates,
  holds,
  type SentenceState,
  type StatementRole,
  toVerdict,
} from './fate.ts';
import { findKnownAddresses, type KnownAddresses } from './known-addresses.ts';
import { findBanned, type IsKnownHost } from './prose.ts';
import { findRepeated, findTainted, withoutTainted } from './taint.ts';

export interface Statement {
  readonly text: string;
  readonly evidence: readonly string[];
}

export interface StatementOptions {
  readonly role: StatementRole;
  /** Whether it says what the cause is, so that what it names must have come first. */
  readonly isCause: boolean;
}

export type StatementCheck = (statement: Statement, options: StatementOptions) => CheckedStatement;

interface CheckedSentence {
  readonly text: string;
  readonly state: SentenceState;
  readonly fate: Fate;
  readonly claims: readonly Claim[];
  readonly reason: string | null;
}

const sentenceEnd = /(?<=[^\s.]{2}[.!?…]["”)]?)(?<!\b(?:approx|incl|resp|etc|max|min|avg|vs|e\.g|i\.e)\.)\s/u;

function splitSentences(text: string): readonly string[] {
  return text.split(sentenceEnd).filter((sentence) => sentence.trim() !== '');
}

/** Parts of a sentence, each with its place: something else may be told in one of them. */
function listParts(
  sentence: string,
): readonly { readonly text: string; readonly start: number; readonly end: number }[] {
  const turns = [...sentence.matchAll(/[,;:()–—]|\b(?:and|because|while|but|which|so|since|as|although)\b/g)];
  const starts = [0, ...turns.map(({ index }) => index)];
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? sentence.length;
    return { text: sentence.slice(start, end), start, end };
  });
}

/** The sentence with what the evidence has in place of what it said. */
function correct(sentence: string, claims: readonly PlacedClaim[]): string {
  return claims
    .filter((claim) => claim.verdict === 'contradicted' && claim.replacement !== null)
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (text, { start, text: said, replacement }) =>
        text.slice(0, start) + (replacement ?? said) + text.slice(start + said.length),
      sentence,
    );
}

function settle(claims: readonly PlacedClaim[], fate: Fate): readonly Claim[] {
  return claims.map(({ kind, text, verdict, evidence, actual }) => ({
    kind,
    text,
    verdict,
    evidence,
    actual,
    fate,
  }));
}

function toForged(id: string): Claim {
  return { kind: 'citation', text: id, verdict: 'not_found', evidence: null, actual: null, fate: 'dropped' };
}

/**
 * Hosts that labels name, and those that log lines say were called: a provider that fails has to be told by name. No pages of theirs,
 * nor of a host that others have addresses at, too.
 */
function toKnownHosts(grounds: Grounds, { isShared }: KnownAddresses): IsKnownHost {
  const called = new Set(
    grounds.all.flatMap(({ kind, summary }) => (kind === 'logs' ? findCalledHosts(summary) : [])),
  );
  return (name, rest) => {
    const isPage = /^[/:]/.test(rest);
    const isNamed = grounds.familiesOf(name).size > 0;
    return isNamed ? !(isPage && isShared(name)) : called.has(name.toLowerCase()) && !isPage;
  };
}

const states = ['shown', 'corrected', 'inferred'] as const satisfies readonly Fate[];

/** What its shown sentences make a statement: corrected if one is, shown if one was recomputed, else inferred. */
function joinFates(sentences: readonly CheckedSentence[]): Fate {
  const kept = new Set(sentences.map(({ fate }) => fate));
  if (kept.has('corrected')) return 'corrected';
  return states.find((fate) => kept.has(fate)) ?? 'dropped';
}

/** Claims that say no more than that something is called so, or that something went somewhere. */
const mere: ReadonlySet<Claim['kind']> = new Set(['name', 'relation', 'quote', 'citation', 'direction']);

/**
 * Prepares evidence for checking statements against it, once. Every figure, time, direction, order and name of a
 * statement is recomputed from the items that it cites. The alert itself (`E1`) counts as cited everywhere: every
 * statement is about it.
 */
export function createStatementCheck(
  evidence: readonly EvidenceItem[],
  knownNames: readonly string[] = [],
): StatementCheck {
  const trusted = withoutTainted(evidence);
  const grounds = createGrounds(trusted, knownNames);
  const addresses = findKnownAddresses(trusted);
  const library = createLibrary(grounds);
  const tainted = findTainted(evidence);
  const knownHosts = toKnownHosts(grounds, addresses);
  const alerts = grounds.all.filter(({ kind }) => kind === 'alert').map(({ id }) => id);

  /** Evidence that a part of a sentence repeats although it speaks to its reader, and that nothing measured bears out. */
  function findParroted(sentence: string, placed: readonly PlacedClaim[]): string | null {
    if (tainted.length === 0) return null;
    const whole = { text: sentence, start: 0, end: sentence.length };
    for (const { text, start, end } of [whole, ...listParts(sentence)]) {
      const repeated = findRepeated(text, tainted);
      const borne = placed.some(
        (claim) => claim.start >= start && claim.start < end && holds(claim) && !mere.has(claim.kind),
      );
      if (repeated !== null && !borne) return repeated;
    }
    return null;
  }

  function checkOne(text: string, scope: Scope, { role, isCause }: StatementOptions): CheckedSentence {
    const placed = checkSentence({ text, isCause, observes: role === 'observation' }, scope);
    const dropped = settle(placed, 'dropped');
    const unsafe = findBanned(addresses.withoutThem(text, scope.cited), knownHosts);
    if (unsafe !== null) {
      return { text, state: 'unsafe', fate: 'dropped', claims: dropped, reason: `it holds ${unsafe}` };
    }
    const state = decideState(placed);
    const repeated = findParroted(text, placed);
    if (repeated !== null) {
      const reason = `it repeats what ${repeated} says to its reader`;
      return { text, state: 'unsafe', fate: 'dropped', claims: dropped, reason };
    }
    const fate = fates[state][role];
    const claims = settle(placed, fate);
    const fault = describeFault(state, claims);
    return { text: fate === 'corrected' ? correct(text, placed) : text, state, fate, claims, reason: fault };
  }

  return (statement, options) => {
    const written = findMentions(statement.text).flatMap((mention) =>
      mention.kind === 'citation' ? [mention.text] : [],
    );
    const wanted = [...new Set([...statement.evidence, ...written])];
    const cited = wanted.filter((id) => grounds.byId.has(id));
    const scope: Scope = { grounds, library, cited: new Set([...cited, ...alerts]) };
    const sentences = splitSentences(statement.text).map((text) => checkOne(text, scope, options));
    const kept = sentences.filter(({ fate }) => fate !== 'dropped');
    const borne = kept.flatMap(({ claims }) => claims.filter(holds).flatMap((claim) => claim.evidence ?? []));
    const forged = wanted.filter((id) => !grounds.byId.has(id));
    const fate = joinFates(kept);
    const told = kept.find((sentence) => sentence.fate === fate);
    const text = (kept.length === 0 ? sentences : kept).map((sentence) => sentence.text).join(' ');
    return {
      text,
      evidence: [...new Set([...cited, ...borne])],
      claims: [...sentences.flatMap(({ claims }) => claims), ...forged.map(toForged)],
      verdict: toVerdict((told ?? sentences[0])?.state ?? 'nothing'),
      fate: sentences.length === 0 ? 'dropped' : fate,
      reason:
        sentences.find(({ reason }) => reason !== null)?.reason ??
        (sentences.length === 0 ? 'it is empty' : null),
    };
  };
}

export interface ClaimCounts {
  readonly found: number;
  readonly total: number;
  readonly corrected: number;
  readonly removed: number;
}

/** "8 of 9 claims": each is counted once, however often it is made; a citation counts only when it is wrong. */
export function countClaims(statements: readonly CheckedStatement[]): ClaimCounts {
  const distinct = new Map<string, Claim>();
  for (const claim of statements.flatMap(({ claims }) => claims)) {
    const key = `${claim.kind} ${claim.text.toLowerCase()}`;
    const before = distinct.get(key);
    if (before === undefined || holds(before)) distinct.set(key, claim);
  }
  const all = [...distinct.values()];
  const wrong = all.filter((claim) => !holds(claim));
  return {
    found: all.length - wrong.length,
    total: all.length,
    corrected: wrong.filter(({ fate }) => fate === 'corrected').length,
    removed: wrong.filter(({ fate }) => fate === 'dropped').length,
  };
}
