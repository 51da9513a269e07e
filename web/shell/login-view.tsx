import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Me } from '../../src/server/api/shapes.ts';
import { postJson } from '../api/client.ts';

function TokenForm() {
  const queries = useQueryClient();
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const logIn = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      await postJson('/auth/token', { token });
      await queries.resetQueries();
    } catch (thrown) {
      setProblem(thrown instanceof Error ? thrown.message : String(thrown));
    }
  };
  return (
    <form className="login-form" onSubmit={(event) => void logIn(event)}>
      <label htmlFor="token">API token</label>
      <div className="inline-form">
        <input
          id="token"
          type="password"
          autoComplete="current-password"
          value={token}
          onChange={(event) => setToken(event.target.value)}
          aria-describedby={problem === null ? undefined : 'token-problem'}
          aria-invalid={problem !== null}
          required
        />
        <button type="submit" className="primary">
          Log in
        </button>
      </div>
      {problem === null ? null : (
        <p id="token-problem" className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

/** How one gets in here, for somebody who may not look yet. */
export function LoginView({ me }: { readonly me: Me }) {
  const { oidc, token } = me.login;
  const back = encodeURIComponent(`${location.pathname}${location.search}`);
  return (
    <section className="login">
      <h1>Log in</h1>
      {me.readOnly ? (
        <>
          <p>
            Nothing says who may look at this page, so it is shown to this machine only, and you connect from
            another one.
          </p>
          <p>
            Configure <code>server.access</code>: API tokens, an OpenID provider, or a trusted proxy.
          </p>
        </>
      ) : null}
      {oidc ? (
        <a className="button primary" href={`/auth/login?return_to=${back}`}>
          Log in with your organisation
        </a>
      ) : null}
      {token ? <TokenForm /> : null}
      {me.readOnly || oidc || token ? null : (
        <p>
          People log in through the reverse proxy in front of this service; it has let you through without a
          name. The webhook’s credentials work for scripts only.
        </p>
      )}
    </section>
  );
}
