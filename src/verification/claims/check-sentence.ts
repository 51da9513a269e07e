import { holds } from '../fate.ts';
import { checkCausality } from './check-causality.ts';
import { checkChange } from './check-change.ts';
import { checkAgainstThreshold, checkComparison } from './check-comparison.ts';
import { checkDirection } from './check-direction.ts';
import { checkFigure, supportsFigure } from './check-figure.ts';
import { checkName } from './check-name.ts';
import { checkDuration, checkOrder, findRelations } from './check-order.ts';
import { checkTime } from './check-time.ts';
import { type Clause, tieFigures, toClauses } from './clauses.ts';
import type { Ground } from './grounds.ts';
import type { PlacedClaim, Scope } from './lookup.ts';
import type { FigureMention, Mention, NameMention } from './mentions.ts';
import { overrule } from './overrule.ts';
import { readClaims } from './reading/read-claims.ts';
import { rescueDistance } from './rescue-distance.ts';

export interface SentenceQuestion {
  readonly text: string;
  /** Whether it says what the cause is, so that what it names must have come first. */
  readonly isCause: boolean;
  /** Whether it says what was observed; advice claims no directions. */
  readonly observes: boolean;
}

function figuresOf(clause: Clause): readonly FigureMention[] {
  return clause.mentions.filter((mention): mention is FigureMention => mention.kind === 'figure');
}

/** "At 02:10, …": the mentions of the clause before, when they are a time and nothing else. */
function findOpening(clause: Clause, clauses: readonly Clause[]): readonly Mention[] | undefined {
  const before = clauses[clauses.indexOf(clause) - 1];
  const alone = before?.mentions.length === 1 && before.mentions[0]?.kind === 'time';
  return alone ? before.mentions : undefined;
}

/** The series in which a clause's figures were found. */
function findMeasured(
  clause: Clause,
  clauses: readonly Clause[],
  sentence: string,
  scope: Scope,
): readonly Ground[] {
  const index = clauses.indexOf(clause);
  const next = clauses[index + 1];
  if (next !== undefined && findOpening(next, clauses) !== undefined) {
    return findMeasured(next, clauses, sentence, scope);
  }
  const figures = figuresOf(clause);
  if (figures.length === 0 || clause.ofChange || clause.ofAlert) return [];
  const opening = findOpening(clause, clauses);
  return tieFigures(clause, scope.grounds).filter(
    (ground) =>
      ground.kind === 'series' &&
      figures.some((figure) => supportsFigure({ figure, clause, sentence, opening }, ground)),
  );
}

function checkClause(
  clause: Clause,
  clauses: readonly Clause[],
  { text: sentence, observes }: SentenceQuestion,
  scope: Scope,
): readonly PlacedClaim[] {
  const measuredIn = findMeasured(clause, clauses, sentence, scope);
  const checkMention = (mention: Mention): readonly PlacedClaim[] => {
    switch (mention.kind) {
      case 'figure': {
        const others = clauses.flatMap(figuresOf).filter((figure) => figure !== mention);
        const question = { figure: mention, clause, sentence, opening: findOpening(clause, clauses), others };
        const claim = checkDuration({ ...question, clauses }, scope) ?? checkFigure(question, scope);
        return claim === null ? [] : [rescueDistance(claim, { figure: mention, clauses, sentence }, scope)];
      }
      case 'time':
        return [checkTime({ time: mention, clause, measuredIn }, scope)];
      case 'direction': {
        const claim = observes ? checkDirection(mention, clause, scope) : null;
        return claim === null ? [] : [claim];
      }
      case 'name':
      case 'citation':
        return [];
    }
  };
  return clause.mentions.flatMap(checkMention);
}

/** Two figures of a sentence are not both the same one: what is to stand in their place is then not known. */
function withoutDoubles(claims: readonly PlacedClaim[]): readonly PlacedClaim[] {
  return claims.map((claim) => {
    const { replacement, start } = claim;
    const isTaken = claims.some((one) => one.start !== start && one.replacement === replacement);
    return replacement !== null && isTaken ? { ...claim, replacement: null } : claim;
  });
}

/** Every claim of one sentence, recomputed from the evidence, in the order in which they stand. */
export function checkSentence(question: SentenceQuestion, scope: Scope): readonly PlacedClaim[] {
  const { text, isCause, observes } = question;
  const clauses = toClauses(text, scope.grounds);
  const comparison = observes ? checkComparison(text, clauses, scope) : null;
  const compared = (claim: PlacedClaim): boolean =>
    comparison !== null && claim.kind === 'direction' && /^(?:higher|lower)$/i.test(claim.text);
  const looked = [
    comparison,
    observes ? checkAgainstThreshold(text, clauses, scope) : null,
    ...clauses
      .flatMap((clause) => checkClause(clause, clauses, question, scope))
      .filter((claim) => !compared(claim)),
    ...(observes ? clauses.map((clause) => checkChange(clause, text, scope)) : []),
    ...(observes ? findRelations(clauses).map((relation) => checkOrder(relation, scope)) : []),
    ...(observes && !isCause ? [checkCausality(text, clauses, scope, isCause)] : []),
  ].filter((claim) => claim !== null);
  const ruled = readClaims(text, scope).filter(
    ({ kind }) => observes || (kind !== 'direction' && kind !== 'order'),
  );
  const cause = observes && isCause ? checkCausality(text, clauses, scope, isCause) : null;
  const measured = [...overrule(looked, ruled, scope), ...(cause === null ? [] : [cause])];
  const used = new Set(
    measured.flatMap((claim) => (claim.verdict === 'elsewhere' && claim.evidence ? [claim.evidence] : [])),
  );
  const names = clauses.flatMap((clause) =>
    clause.mentions
      .filter((mention): mention is NameMention => mention.kind === 'name')
      .map((mention) => checkName({ mention, clause, sentence: text, used }, scope))
      .filter((claim) => claim !== null),
  );
  // What a name is said of was told already where it is in no evidence at all.
  const unknown = names.filter((claim) => !holds(claim));
  const once = measured.filter(
    (claim) =>
      claim.kind !== 'name' ||
      !unknown.some(
        ({ start, text: name }) =>
          start < claim.start + claim.text.length && start + name.length > claim.start,
      ),
  );
  return withoutDoubles([...once, ...names].toSorted((a, b) => a.start - b.start));
}
