import type { CheckedHypothesis, CheckedStatement, Claim } from '../domain/verdict.ts';
import { holds } from './fate.ts';

/** Claims that are true, of all that there are; each counts once, however often it is made. */
interface TrueShare {
  readonly true: number;
  readonly total: number;
}

/** What a model said, and what is left of it for people after the check. */
interface TrueShares {
  readonly before: TrueShare;
  readonly after: TrueShare;
}

function listShown(hypothesis: CheckedHypothesis): readonly CheckedStatement[] {
  const { headline, rootCause, impact, alternatives, remediation, investigation, prevention } = hypothesis;
  return [headline, rootCause, impact, ...alternatives, ...remediation, ...investigation, ...prevention];
}

function share(claims: readonly Claim[], isTrue: (claim: Claim) => boolean): TrueShare {
  const distinct = new Map<string, boolean>();
  for (const claim of claims) {
    const key = `${claim.kind} ${claim.text.toLowerCase()}`;
    distinct.set(key, (distinct.get(key) ?? true) && isTrue(claim));
  }
  return { true: [...distinct.values()].filter(Boolean).length, total: distinct.size };
}

/**
 * The share of a model's claims that the evidence bears out, before the check and after it, when dropped sentences are
 * gone and corrected ones hold the figure of the evidence. What code wrote by itself makes no claims and counts in neither.
 */
export function countTrueClaims(hypothesis: CheckedHypothesis): TrueShares {
  const shown = listShown(hypothesis);
  const said = [...shown, ...hypothesis.removed].filter(({ verdict }) => verdict !== 'computed');
  const claims = new Set(said).values().flatMap((statement) => statement.claims);
  const left = shown.flatMap((statement) => statement.claims).filter(({ fate }) => fate !== 'dropped');
  return {
    before: share([...claims], holds),
    after: share(left, (claim) => holds(claim) || claim.fate === 'corrected'),
  };
}
