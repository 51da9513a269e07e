import { useCallback } from 'react';
import { Empty, Loading, Trouble } from '../parts/state.tsx';
import { useSearch } from '../shell/router.tsx';
import { useTitle } from '../shell/use-title.ts';
import { FilterBar } from './filter-bar.tsx';
import { isFiltered, parseFilters } from './filters.ts';
import { IncidentList } from './incident-list.tsx';
import { useIncidents } from './use-incidents.ts';

function NoIncidents({ filtered }: { readonly filtered: boolean }) {
  if (filtered) {
    return (
      <Empty title="No incident fits">
        <p>Search is over labels, annotations and explanations. Take a filter away, or clear them all.</p>
      </Empty>
    );
  }
  const body =
    '{"alerts": [{"labels": {"alertname": "TestAlert", "severity": "warning"}, "annotations": {"summary": "hello"}}]}';
  return (
    <Empty title="No incidents yet">
      <p>Point a webhook receiver of Alertmanager at this service, or send a test alert:</p>
      <pre className="command">
        <code>{`curl -X POST ${location.origin}/webhook \\\n  -H 'content-type: application/json' \\\n  -d '${body}'`}</code>
      </pre>
      <p>It appears here by itself.</p>
    </Empty>
  );
}

/** What fires now, and what did. */
export function IncidentsView() {
  const filters = parseFilters(useSearch());
  const { items, firing, isPending, error, refetch, hasNextPage, isFetching, fetchNextPage } =
    useIncidents(filters);
  useTitle(firing === 0 ? 'Incidents' : `(${firing}) Incidents`);
  const readMore = useCallback(() => {
    if (!isFetching) void fetchNextPage();
  }, [isFetching, fetchNextPage]);
  return (
    <>
      <h1 className="hidden">Incidents</h1>
      <div className="list-head">
        <FilterBar filters={filters} />
        <div className="columns" aria-hidden="true">
          <span />
          <span>What is wrong</span>
          <span>Services</span>
          <span>Cause</span>
          <span>Rung</span>
          <span>Since</span>
        </div>
      </div>
      {error !== null && items.length === 0 ? (
        <Trouble error={error} retry={() => void refetch()} />
      ) : isPending ? (
        <Loading what="incidents" />
      ) : items.length === 0 ? (
        <NoIncidents filtered={isFiltered(filters)} />
      ) : (
        <IncidentList items={items} firing={firing} hasMore={hasNextPage} readMore={readMore} />
      )}
    </>
  );
}
