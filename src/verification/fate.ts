/** What people get to see of a statement: the table of docs/verification.md. */
import type { Claim, ClaimKind, Fate, StatementVerdict } from '../domain/verdict.ts';

/** What a statement says: something observed, or what somebody should do. */
export type StatementRole = 'observation' | 'advice';

/** The worst thing that the check found about a sentence, the worst first. */
export const sentenceStates = [
  'unsafe',
  'contradicted',
  'name_not_found',
  'figure_not_found',
  'correctable',
  'untied',
  'measured',
  'named',
  'nothing',
] as const;
export type SentenceState = (typeof sentenceStates)[number];

/** State of a sentence → its fate, for what was observed and for advice. */
export const fates: Readonly<Record<SentenceState, Readonly<Record<StatementRole, Fate>>>> = {
  // It holds a link, a mention or a command, or repeats what somebody wrote into the evidence for the model.
  unsafe: { observation: 'dropped', advice: 'dropped' },
  // The evidence says otherwise, and not in one figure alone.
  contradicted: { observation: 'dropped', advice: 'dropped' },
  // No evidence knows a thing of this name. In advice it may be a setting of a known product.
  name_not_found: { observation: 'dropped', advice: 'inferred' },
  // No evidence has this figure or time. In advice it may be one to set or to wait for.
  figure_not_found: { observation: 'dropped', advice: 'inferred' },
  // The evidence has one other figure in its place.
  correctable: { observation: 'corrected', advice: 'corrected' },
  // The cited evidence has each figure, but of one it could not be told whether it is of what the sentence says.
  untied: { observation: 'inferred', advice: 'shown' },
  // A figure, time, direction, order or relation was recomputed, and all hold.
  measured: { observation: 'shown', advice: 'shown' },
  // The things that it names exist; what it says of them was not recomputed.
  named: { observation: 'inferred', advice: 'shown' },
  // There is nothing in it to look up.
  nothing: { observation: 'inferred', advice: 'shown' },
};

/** What the check makes of a statement with this fate. */
export function toVerdict(state: SentenceState): StatementVerdict {
  if (state === 'measured') return 'verified';
  if (state === 'correctable') return 'corrected';
  return state === 'nothing' || state === 'named' || state === 'untied' ? 'not_checkable' : 'unverified';
}

export function holds(claim: Pick<Claim, 'verdict'>): boolean {
  return claim.verdict === 'found' || claim.verdict === 'elsewhere';
}

/** A claim in a sentence of which the fate is not decided yet. */
type UnsettledClaim = Omit<Claim, 'fate'>;

/** Claims that are more than the name of something. */
const recomputed: readonly ClaimKind[] = [
  'figure',
  'duration',
  'time',
  'direction',
  'order',
  'relation',
  'quote',
];

/** A sentence's state by its claims; `unsafe` is decided from its words. */
export function decideState(
  claims: readonly (UnsettledClaim & { readonly replacement: string | null; readonly isLoose?: boolean })[],
): SentenceState {
  const wrong = claims.filter((claim) => !holds(claim));
  if (wrong.some(({ verdict, replacement }) => verdict === 'contradicted' && replacement === null))
    return 'contradicted';
  if (wrong.some(({ verdict, kind }) => verdict === 'not_found' && (kind === 'name' || kind === 'quote')))
    return 'name_not_found';
  if (wrong.some(({ verdict, kind }) => verdict === 'not_found' && kind !== 'citation'))
    return 'figure_not_found';
  if (wrong.some(({ verdict }) => verdict === 'contradicted')) return 'correctable';
  if (claims.some(({ isLoose }) => isLoose === true)) return 'untied';
  const kinds = new Set(claims.filter(holds).map(({ kind }) => kind));
  if (recomputed.some((kind) => kinds.has(kind))) {
    return 'measured';
  }
  return kinds.has('name') ? 'named' : 'nothing';
}

const wordings: Readonly<Partial<Record<SentenceState, string>>> = {
  contradicted: 'the evidence says otherwise',
  name_not_found: 'no evidence knows this name',
  figure_not_found: 'no evidence says so',
  correctable: 'the evidence has another figure',
};

/** "“93 %”: the evidence says otherwise (41 %)"; null when nothing is wrong. */
export function describeFault(state: SentenceState, claims: readonly UnsettledClaim[]): string | null {
  const wording = wordings[state];
  const worst =
    claims.find(({ verdict }) => verdict === 'contradicted') ??
    claims.find(({ verdict }) => verdict === 'not_found');
  if (wording === undefined || worst === undefined) return null;
  const actual = worst.actual === null ? '' : ` (${worst.actual})`;
  return `“${worst.text}”: ${wording}${actual}`;
}
