import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEntry, AuditList } from '../../src/server/api/shapes.ts';
import { getJson } from '../api/client.ts';
import { Empty, Loading, Trouble } from '../parts/state.tsx';
import { TimeText } from '../parts/time-text.tsx';
import { useTitle } from '../shell/use-title.ts';

const actionNames: Readonly<Record<string, string>> = {
  review_created: 'suggested',
  review_approved: 'approved',
  review_rejected: 'rejected',
  review_expired: 'expired',
  review_outcome: 'outcome',
  feedback: 'judged',
  config_loaded: 'configuration loaded',
  policy_changed: 'policy changed',
  login: 'logged in',
  login_refused: 'login refused',
};

/** Fields that are worth a line; hashes and ids are in the title. */
function describe({ detail }: AuditEntry): string {
  const { command, reason, outcome, judgement, note, file, from } = detail;
  return [command, outcome, judgement, note, reason, file, from === undefined ? null : `from ${from}`]
    .filter((part) => part !== undefined && part !== null && part !== '')
    .join(' · ');
}

function Row({ entry }: { readonly entry: AuditEntry }) {
  return (
    <tr>
      <td className="figure muted">{entry.seq}</td>
      <td>
        <TimeText ms={entry.atMs} seconds />
      </td>
      <td className="wrap">{entry.actor}</td>
      <td>{actionNames[entry.action] ?? entry.action}</td>
      <td className="wrap">
        <span className="mono">{describe(entry)}</span>
      </td>
      <td className="mono muted" title={`${entry.hash}, after ${entry.previousHash}`}>
        {entry.hash.slice(0, 10)}
      </td>
    </tr>
  );
}

/** What was decided, loaded and judged, by whom; the newest first. */
export function AuditView() {
  useTitle('Audit log');
  const query = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) =>
      getJson<AuditList>(
        `/api/v1/audit?order=newest&limit=100${pageParam === '' ? '' : `&cursor=${pageParam}`}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
  if (query.isPending) return <Loading what="the audit log" />;
  if (query.data === undefined) return <Trouble error={query.error} retry={() => void query.refetch()} />;
  const entries = query.data.pages.flatMap((page) => page.items);
  return (
    <div className="column wide">
      <div className="view-head">
        <h1>Audit log</h1>
      </div>
      <p className="lead">
        Each line’s hash covers the line before it. <code>audit verify</code> on the command line finds a line
        that was changed.
      </p>
      {entries.length === 0 ? (
        <Empty title="Nothing was decided yet">
          <p>Decisions, judgements, logins and loaded configurations are kept here, and never changed.</p>
        </Empty>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
        <section className="audit-card table-scroll" tabIndex={0} aria-label="Entries">
          <table className="table audit">
            <thead>
              <tr>
                <th scope="col">No.</th>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">What</th>
                <th scope="col">About</th>
                <th scope="col">Hash</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <Row key={entry.seq} entry={entry} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {query.hasNextPage ? (
        <button type="button" disabled={query.isFetching} onClick={() => void query.fetchNextPage()}>
          Older
        </button>
      ) : null}
    </div>
  );
}
