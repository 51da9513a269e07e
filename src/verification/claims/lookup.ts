/** What looking a mention up gives, and how evidence that is cited goes before evidence that is not. */
import type { Claim, ClaimKind } from '../../domain/verdict.ts';
import type { Ground, Grounds } from './grounds.ts';
import type { Library } from './reading/library.ts';

export interface Scope {
  readonly grounds: Grounds;
  readonly library: Library;
  /** Ids that the statement cites, and that of the alert: every statement is about it. */
  readonly cited: ReadonlySet<string>;
}

/** A claim with its place in the sentence. */
export interface PlacedClaim extends Omit<Claim, 'fate'> {
  readonly start: number;
  /** What to write in its place to make it true; null when there is not one such thing. */
  readonly replacement: string | null;
  /** The cited evidence has it, but what the sentence says it of could not be told: the sentence is not called verified. */
  readonly isLoose?: boolean;
}

export interface Mentioned {
  readonly text: string;
  readonly start: number;
}

export function toFound(
  kind: ClaimKind,
  { text, start }: Mentioned,
  ground: Ground,
  scope: Scope,
): PlacedClaim {
  const verdict = scope.cited.has(ground.id) ? 'found' : 'elsewhere';
  return { kind, text, start, verdict, evidence: ground.id, actual: null, replacement: null };
}

/** In the cited evidence, though not as what the sentence seems to speak of. */
export function toLooselyFound(kind: ClaimKind, { text, start }: Mentioned, ground: Ground): PlacedClaim {
  const place = { kind, text, start };
  return { ...place, verdict: 'found', evidence: ground.id, actual: null, replacement: null, isLoose: true };
}

export function toMissing(kind: ClaimKind, { text, start }: Mentioned): PlacedClaim {
  return { kind, text, start, verdict: 'not_found', evidence: null, actual: null, replacement: null };
}

export function toContradicted(
  kind: ClaimKind,
  { text, start }: Mentioned,
  truth: {
    readonly evidence: string | null;
    readonly actual: string | null;
    readonly replacement: string | null;
  },
): PlacedClaim {
  return { kind, text, start, verdict: 'contradicted', ...truth };
}

/** The first that bears it out, cited ones before others. */
export function findSupport(
  candidates: readonly Ground[],
  scope: Scope,
  supports: (ground: Ground) => boolean,
): Ground | null {
  const cited = candidates.find((ground) => scope.cited.has(ground.id) && supports(ground));
  return cited ?? candidates.find((ground) => !scope.cited.has(ground.id) && supports(ground)) ?? null;
}
