import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Review } from '../../src/server/api/shapes.ts';
import { postJson } from '../api/client.ts';

interface Decision {
  readonly review: Review;
  readonly decision: 'approved' | 'rejected';
  readonly reason: string;
}

/** Sends a decision on exactly the bytes that are shown, and looks again at all that shows it. */
export function useDecision() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ review, decision, reason }: Decision) =>
      postJson<Review>(`/api/v1/reviews/${encodeURIComponent(review.id)}/decision`, {
        decision,
        sha256: review.sha256,
        reason: reason.trim() === '' ? null : reason.trim(),
      }),
    onSettled: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['reviews'] }),
        queries.invalidateQueries({ queryKey: ['incident'] }),
        queries.invalidateQueries({ queryKey: ['audit'] }),
      ]);
    },
  });
}

/** Sends what came of a command that a person ran. */
export function useOutcome() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, outcome }: { readonly id: string; readonly outcome: string }) =>
      postJson<Review>(`/api/v1/reviews/${encodeURIComponent(id)}/outcome`, { outcome }),
    onSettled: async () => {
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['reviews'] }),
        queries.invalidateQueries({ queryKey: ['incident'] }),
        queries.invalidateQueries({ queryKey: ['audit'] }),
      ]);
    },
  });
}
