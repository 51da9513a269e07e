import type { Review } from '../domain/review.ts';

export type DecisionOutcome =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: 'already_decided' | 'expired' | 'other_bytes';
      readonly message: string;
    };

/**
 * Whether a decision on these bytes may be taken now. The store then lets the first one win, so that of two people on
 * two replicas one is told that the other was faster.
 */
export function decideReview(
  review: Review,
  decision: { readonly sha256: string; readonly nowMs: number },
): DecisionOutcome {
  if (review.state === 'expired' || (review.state === 'pending' && review.expiresAtMs <= decision.nowMs)) {
    return { ok: false, reason: 'expired', message: 'nobody decided in time; ask for a new analysis' };
  }
  if (review.state !== 'pending') {
    const who = review.decidedBy ?? 'somebody';
    return { ok: false, reason: 'already_decided', message: `${who} has ${review.state} it before` };
  }
  if (review.sha256 !== decision.sha256) {
    return {
      ok: false,
      reason: 'other_bytes',
      message: 'this is not the command that was shown; look at it again before you decide',
    };
  }
  return { ok: true };
}
