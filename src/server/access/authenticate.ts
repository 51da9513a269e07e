import type { FastifyRequest } from 'fastify';
import type { SessionStore } from '../../app/compose.ts';
import type { Config } from '../../config/schema.ts';
import { AppError } from '../../domain/errors.ts';
import { isAuthorized } from '../auth.ts';
import { anonymous, type Principal } from './principal.ts';
import { findProxyPrincipal } from './proxy.ts';
import { decideRequiredScope } from './required-scope.ts';
import { cookieName, findSessionPrincipal } from './sessions.ts';
import { findTokenPrincipal, readBearer } from './tokens.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set before any route is reached. */
    principal: Principal;
  }
}

type ServerConfig = Config['server'];

/** What Alertmanager's credentials are good for: a leaked webhook secret must not approve commands. */
const sender: Principal = {
  name: 'webhook',
  groups: [],
  scopes: ['ingest', 'read', 'admin'],
  csrfToken: null,
};

/** Whether nothing says who may do what. */
export function isOpen({ auth, access }: ServerConfig): boolean {
  return (
    auth.bearer_token === undefined &&
    auth.basic === undefined &&
    access.tokens.length === 0 &&
    access.oidc === undefined &&
    access.proxy === undefined
  );
}

/** Whoever the request shows to be, by the first of these that it carries: header, session, trusted proxy. */
export async function findPrincipal(
  request: FastifyRequest,
  config: ServerConfig,
  sessions: SessionStore,
): Promise<Principal | null> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const token = readBearer(authorization);
    const byToken = token === null ? null : findTokenPrincipal(token, config.access.tokens);
    if (byToken !== null) return byToken;
    const { bearer_token: bearer, basic } = config.auth;
    if ((bearer !== undefined || basic !== undefined) && isAuthorized(authorization, config.auth))
      return sender;
    return isOpen(config) ? anonymous : null;
  }
  const id = request.cookies[cookieName(request.protocol === 'https')];
  if (id !== undefined) {
    const bySession = await findSessionPrincipal(sessions, id);
    if (bySession !== null) return bySession;
  }
  if (config.access.proxy !== undefined) {
    const { remoteAddress } = request.raw.socket;
    const byProxy = findProxyPrincipal(
      { address: remoteAddress ?? '', headers: request.headers },
      config.access.proxy,
    );
    if (byProxy !== null) return byProxy;
  }
  return isOpen(config) ? anonymous : null;
}

const reads: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Lets a request through as somebody, or throws `unauthorized` or `forbidden`. */
export async function authenticate(
  request: FastifyRequest,
  config: ServerConfig,
  sessions: SessionStore,
): Promise<Principal> {
  const path = request.url.split('?')[0] ?? '';
  const scope = decideRequiredScope(request.method, path, { openMetrics: !config.metrics_auth });
  const principal = await findPrincipal(request, config, sessions);
  if (scope === null) return principal ?? { ...anonymous, scopes: [] };
  if (principal === null) {
    throw new AppError({
      code: 'unauthorized',
      message: 'send the bearer token or the user name and password that are configured, or log in',
    });
  }
  if (!principal.scopes.includes(scope)) {
    throw new AppError({
      code: 'forbidden',
      message: `${principal.name} has no scope "${scope}"; see server.access in the configuration`,
    });
  }
  if (
    principal.csrfToken !== null &&
    !reads.includes(request.method) &&
    request.headers['x-csrf-token'] !== principal.csrfToken
  ) {
    throw new AppError({
      code: 'forbidden',
      message: 'the header x-csrf-token is missing; load the page again',
    });
  }
  return principal;
}
