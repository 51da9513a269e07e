/** Claims that were looked up by their words, and what reading the sentence makes of them. */
import { holds } from '../fate.ts';
import { type PlacedClaim, type Scope, toContradicted, toFound } from './lookup.ts';
import type { RuledClaim } from './reading/read-claims.ts';

function isFigure({ kind }: { readonly kind: string }): boolean {
  return kind === 'figure' || kind === 'duration';
}

function covers(one: RuledClaim, claim: PlacedClaim): boolean {
  const isAlike = one.kind === claim.kind || (isFigure(one) && isFigure(claim));
  return isAlike && claim.start < one.end && claim.start + claim.text.length > one.start;
}

/** The claims after reading: what it could be told that they mean counts before words and figures alone. */
export function overrule(
  claims: readonly PlacedClaim[],
  ruled: readonly RuledClaim[],
  scope: Scope,
): readonly PlacedClaim[] {
  const hasOrder = ruled.some(({ kind }) => kind === 'order');
  const isRuled = (claim: PlacedClaim): boolean =>
    claim.kind === 'order'
      ? hasOrder || /^(?:before|after|since) (?:about |around )?\d{1,2}:\d\d/i.test(claim.text)
      : ruled.some((one) => covers(one, claim));
  const fresh = ruled.flatMap((one): readonly PlacedClaim[] => {
    if (one.ruling.holds === 'silent') return [];
    if (one.ruling.holds) return [toFound(one.kind, one, one.ruling.item.ground, scope)];
    const before = claims.filter((claim) => covers(one, claim));
    const faulty = before.filter((claim) => !holds(claim));
    const meant = one.ruling.item?.ground.id ?? null;
    // What would be written in its place is what stands there already, or is of another thing than the sentence speaks of.
    if (faulty.length > 0)
      return faulty.map((claim) =>
        claim.replacement === claim.text ||
        (isFigure(one) && claim.start > one.start) ||
        (meant !== null && meant !== claim.evidence)
          ? { ...claim, replacement: null }
          : claim,
      );
    // Evidence that is not cited, and that the sentence speaks of, has it.
    const { item, actual } = one.ruling;
    const isElsewhere = before.some(({ verdict }) => verdict === 'elsewhere');
    if (one.kind === 'figure' && item === null && isElsewhere) return before;
    return [toContradicted(one.kind, one, { evidence: item?.ground.id ?? null, actual, replacement: null })];
  });
  return [...claims.filter((claim) => !isRuled(claim)), ...fresh];
}
