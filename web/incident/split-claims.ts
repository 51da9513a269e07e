import type { Claim } from '../../src/domain/verdict.ts';

export type TextPart =
  | { readonly kind: 'words'; readonly text: string; readonly at: number }
  | { readonly kind: 'claim'; readonly text: string; readonly claim: Claim; readonly at: number };

interface Place {
  readonly from: number;
  readonly to: number;
  readonly claim: Claim;
}

/** Where claims stand in a statement; of two that overlap, the one that begins first, then the longer one. */
function findPlaces(text: string, claims: readonly Claim[]): readonly Place[] {
  const searched = new Map<string, number>();
  const places = claims.flatMap((claim): readonly Place[] => {
    if (claim.text === '') return [];
    const from = text.indexOf(claim.text, searched.get(claim.text) ?? 0);
    if (from === -1) return [];
    searched.set(claim.text, from + claim.text.length);
    return [{ from, to: from + claim.text.length, claim }];
  });
  const sorted = [...places].sort((a, b) => a.from - b.from || b.to - a.to);
  let end = 0;
  return sorted.filter((place) => {
    if (place.from < end) return false;
    end = place.to;
    return true;
  });
}

/** A statement cut into plain words and claims, in order; put together again it is the statement. */
export function splitClaims(text: string, claims: readonly Claim[]): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { from, to, claim } of findPlaces(text, claims)) {
    if (from > at) parts.push({ kind: 'words', text: text.slice(at, from), at });
    parts.push({ kind: 'claim', text: text.slice(from, to), claim, at: from });
    at = to;
  }
  if (at < text.length) parts.push({ kind: 'words', text: text.slice(at), at });
  return parts;
}
