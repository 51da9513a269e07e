import { useQuery } from '@tanstack/react-query';
import type { Me } from '../../src/server/api/shapes.ts';
import { setServiceTime } from '../parts/now.ts';
import { getJson, keepCsrfToken } from './client.ts';

/** Who looks at the page, and what they may do. */
export function useMe() {
  return useQuery({
    queryKey: ['me'],
    queryFn: async ({ signal }) => {
      const me = await getJson<Me>('/api/v1/me', signal);
      keepCsrfToken(me.csrfToken);
      setServiceTime(me.nowMs);
      return me;
    },
    staleTime: 60_000,
  });
}

export function mayReview(me: Me | undefined): boolean {
  return me?.scopes.includes('review') ?? false;
}
