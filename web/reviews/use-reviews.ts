import { useQuery } from '@tanstack/react-query';
import type { ReviewList } from '../../src/server/api/shapes.ts';
import { getJson } from '../api/client.ts';

/** The queue: what waits first, then the latest decisions. */
export function useReviews(enabled = true) {
  return useQuery({
    queryKey: ['reviews'],
    queryFn: ({ signal }) => getJson<ReviewList>('/api/v1/reviews', signal),
    enabled,
    // A command expires without anything happening to its incident.
    refetchInterval: 60_000,
  });
}

/** How many commands wait for a decision. */
export function usePendingReviews(enabled: boolean): number {
  const { data } = useReviews(enabled);
  return data?.items.filter((review) => review.state === 'pending').length ?? 0;
}
