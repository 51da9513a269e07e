import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { openLive, useChanges } from '../api/live.ts';
import { useMe } from '../api/me.ts';
import { IncidentsView } from '../incidents/incidents-view.tsx';
import { Empty, Loading, Trouble } from '../parts/state.tsx';
import { Header } from './header.tsx';
import { useHotkeys } from './hotkeys.ts';
import { LoginView } from './login-view.tsx';
import { Link, navigate, usePath } from './router.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';

const IncidentView = lazy(async () => ({
  default: (await import('../incident/incident-view.tsx')).IncidentView,
}));
const ReviewsView = lazy(async () => ({
  default: (await import('../reviews/reviews-view.tsx')).ReviewsView,
}));
const UsageView = lazy(async () => ({ default: (await import('../usage/usage-view.tsx')).UsageView }));
const HealthView = lazy(async () => ({ default: (await import('../health/health-view.tsx')).HealthView }));
const AuditView = lazy(async () => ({ default: (await import('../audit/audit-view.tsx')).AuditView }));

function viewOf(path: string): ReactNode {
  const incident = /^\/incidents\/([^/]+)$/.exec(path)?.[1];
  if (incident !== undefined) return <IncidentView key={incident} id={decodeURIComponent(incident)} />;
  switch (path) {
    case '/':
      return <IncidentsView />;
    case '/reviews':
      return <ReviewsView />;
    case '/usage':
      return <UsageView />;
    case '/health':
      return <HealthView />;
    case '/audit':
      return <AuditView />;
    default:
      return (
        <Empty title="There is nothing under this address">
          <p>
            <Link to="/">All incidents</Link>
          </p>
        </Empty>
      );
  }
}

const goTo = (path: string) => () => navigate(path);

/** What is shown, to whom, and the keys that work everywhere. */
export function App() {
  const me = useMe();
  const path = usePath();
  const queries = useQueryClient();
  const [helps, setHelps] = useState(false);
  const allowed = me.data?.scopes.includes('read') ?? false;

  useEffect(() => {
    if (allowed) openLive();
  }, [allowed]);

  useChanges((ids) => {
    void queries.invalidateQueries({ queryKey: ['reviews'] });
    void queries.invalidateQueries({
      predicate: ({ queryKey: [kind, id] }) =>
        kind === 'incident' && (ids === 'all' || ids.includes(String(id))),
    });
  });

  useHotkeys({
    'g i': goTo('/'),
    'g r': goTo('/reviews'),
    'g u': goTo('/usage'),
    'g h': goTo('/health'),
    'g a': goTo('/audit'),
    '?': () => setHelps(true),
  });

  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <Header me={me.data} />
      <main id="main" tabIndex={-1}>
        {me.isPending ? (
          <Loading what="who you are" />
        ) : me.data === undefined ? (
          <Trouble error={me.error} retry={() => void me.refetch()} />
        ) : allowed ? (
          <Suspense fallback={<Loading what="the view" />}>{viewOf(path)}</Suspense>
        ) : (
          <LoginView me={me.data} />
        )}
      </main>
      <ShortcutsDialog open={helps} close={() => setHelps(false)} />
    </>
  );
}
