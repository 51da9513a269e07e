import { useQuery } from '@tanstack/react-query';
import type { Noise, Usage } from '../../src/server/api/shapes.ts';
import { getJson } from '../api/client.ts';

const refreshMs = 60_000;

/** The ledger of model calls, grouped; looked at again each minute while it is shown. */
export function useUsage(by: Usage['by'], days: number) {
  return useQuery({
    queryKey: ['usage', by, days],
    queryFn: ({ signal }) => getJson<Usage>(`/api/v1/usage?by=${by}&days=${days}`, signal),
    refetchInterval: refreshMs,
    placeholderData: (before) => before,
  });
}

export function useNoise(days: number) {
  return useQuery({
    queryKey: ['noise', days],
    queryFn: ({ signal }) => getJson<Noise>(`/api/v1/noise?days=${days}`, signal),
    placeholderData: (before) => before,
  });
}

/** How many explanations ended on which rung, over the newest incidents. */
export function useRungs() {
  return useQuery({
    queryKey: ['rungs'],
    queryFn: async ({ signal }) => {
      const { items } = await getJson<{ items: readonly { readonly rung: string | null }[] }>(
        '/api/v1/incidents?limit=200',
        signal,
      );
      return items.flatMap(({ rung }) => rung ?? []);
    },
  });
}
