import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { IncidentList } from '../../src/server/api/shapes.ts';
import { getJson } from '../api/client.ts';
import { useChanges } from '../api/live.ts';
import { type Filters, toSearch } from './filters.ts';
import { flattenPages, patchPages } from './merge-incidents.ts';

const pageSize = 100;
/** More changes at once than this: the list is read again from its beginning. */
const mostPatched = 200;

type Pages = InfiniteData<IncidentList, string>;

/** The list as it is now: read page by page, and kept up to date by what the service says has changed. */
export function useIncidents(filters: Filters) {
  const queries = useQueryClient();
  const search = toSearch(filters);
  const queryKey = ['incidents', search];
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => {
      const more = { limit: String(pageSize), ...(pageParam === '' ? {} : { cursor: pageParam }) };
      return getJson<IncidentList>(`/api/v1/incidents${toSearch(filters, more)}`, signal);
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    // Changes come by themselves; reading every page again at each look would be a waste.
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  });

  const patch = async (ids: readonly string[]): Promise<void> => {
    const more = { ids: ids.join(','), limit: String(mostPatched) };
    const fresh = await getJson<IncidentList>(`/api/v1/incidents${toSearch(filters, more)}`);
    queries.setQueryData<Pages>(queryKey, (old) =>
      old === undefined ? old : { ...old, pages: patchPages(old.pages, { ids, fresh }) },
    );
  };

  useChanges((ids) => {
    const tooMany = ids === 'all' || ids.length > mostPatched;
    // Other filters' lists are read when they are looked at.
    queries.removeQueries({ queryKey: ['incidents'], type: 'inactive' });
    if (tooMany) void queries.resetQueries({ queryKey });
    else patch(ids).catch(() => queries.resetQueries({ queryKey }));
  });

  const pages = query.data?.pages;
  const items = useMemo(() => (pages === undefined ? [] : flattenPages(pages)), [pages]);
  return { ...query, items, firing: pages?.[0]?.firing ?? 0 };
}
