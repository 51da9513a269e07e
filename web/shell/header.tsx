import { useQueryClient } from '@tanstack/react-query';
import type { Me } from '../../src/server/api/shapes.ts';
import { postJson } from '../api/client.ts';
import { useLiveState } from '../api/live.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { usePendingReviews } from '../reviews/use-reviews.ts';
import { Link, usePath } from './router.tsx';
import { type Theme, turnTheme, useTheme } from './theme.ts';

const views: readonly { readonly to: string; readonly name: string; readonly icon: IconName }[] = [
  { to: '/', name: 'Incidents', icon: 'incidents' },
  { to: '/reviews', name: 'Reviews', icon: 'reviews' },
  { to: '/usage', name: 'Usage', icon: 'usage' },
  { to: '/health', name: 'Health', icon: 'health' },
  { to: '/audit', name: 'Audit', icon: 'audit' },
];

function isCurrent(path: string, to: string): boolean {
  return to === '/' ? path === '/' || path.startsWith('/incidents/') : path === to;
}

const liveTexts = {
  connecting: 'connecting',
  live: 'live',
  lost: 'not live: reconnecting',
} as const;

function LiveMark() {
  const state = useLiveState();
  return (
    <span
      className="live"
      data-state={state}
      role="status"
      title={`Changes appear by themselves: ${liveTexts[state]}`}
    >
      <span className="live-dot" aria-hidden="true" />
      <span className="live-text">{liveTexts[state]}</span>
    </span>
  );
}

const themeNames: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' };

function ThemeButton() {
  const theme = useTheme();
  const label = `Colours: ${themeNames[theme]}. Change`;
  return (
    <button type="button" className="icon-button" onClick={turnTheme} aria-label={label} title={label}>
      <Icon name={theme} />
    </button>
  );
}

function Person({ me }: { readonly me: Me }) {
  const queries = useQueryClient();
  if (me.csrfToken === null) {
    return me.readOnly ? (
      <span
        className="chip"
        data-tone="plain"
        title="Nothing is configured under server.access: this page only shows, and only to this machine."
      >
        read-only
      </span>
    ) : (
      <span className="person" title={me.scopes.join(', ')}>
        {me.name}
      </span>
    );
  }
  const logOut = async (): Promise<void> => {
    await postJson('/auth/logout', {});
    await queries.resetQueries();
  };
  return (
    <>
      <span className="person" title={`${me.name}: ${me.scopes.join(', ')}`}>
        {me.name.replace(/^[a-z]+:/, '')}
      </span>
      <button type="button" className="quiet" onClick={() => void logOut()}>
        Log out
      </button>
    </>
  );
}

export function Header({ me }: { readonly me: Me | undefined }) {
  const path = usePath();
  const shown = me?.scopes.includes('read') ?? false;
  const pending = usePendingReviews(shown);
  return (
    <header className="header">
      <Link to="/" className="brand" aria-label="llm-alert-bridge, all incidents">
        <Icon name="bridge" />
        <span className="brand-name">alert bridge</span>
      </Link>
      {shown ? (
        <nav className="nav" aria-label="Views">
          {views.map(({ to, name, icon }) => (
            <Link key={to} to={to} aria-current={isCurrent(path, to) ? 'page' : undefined}>
              <Icon name={icon} />
              <span>{name}</span>
              {to === '/reviews' && pending > 0 ? (
                <span className="count">
                  {pending}
                  <span className="hidden"> pending</span>
                </span>
              ) : null}
            </Link>
          ))}
        </nav>
      ) : null}
      <div className="header-end">
        {shown ? <LiveMark /> : null}
        <ThemeButton />
        {me === undefined ? null : <Person me={me} />}
      </div>
    </header>
  );
}
