import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SessionStore } from '../../app/compose.ts';
import type { Config } from '../../config/schema.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import type { Clock } from '../../domain/clock.ts';
import { AppError } from '../../domain/errors.ts';
import { finishOidc, type OidcRoundTrip, startOidc } from './oidc.ts';
import type { Principal } from './principal.ts';
import { cookieName, endSession, startSession } from './sessions.ts';
import { findTokenPrincipal } from './tokens.ts';

export interface LoginDeps {
  readonly config: () => Config;
  readonly sessions: SessionStore;
  readonly clock: Clock;
  readonly audit: (entry: Omit<AuditEntry, 'atMs'>) => Promise<void>;
}

const roundTripCookie = 'bridge_login';
const roundTripSeconds = 600;

function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https';
}

/** Only a path of our own: never an address that somebody put into a link. */
function safeReturn(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])/.test(path) ? path : '/';
}

async function logIn(
  deps: LoginDeps,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly principal: Principal },
): Promise<void> {
  const { request, reply, principal } = exchange;
  const { session: lifetimeMs } = deps.config().server.access;
  const id = await startSession(deps.sessions, principal, deps.clock.now() + lifetimeMs);
  await deps.audit({
    actor: principal.name,
    action: 'login',
    subject: 'page',
    detail: { scopes: principal.scopes.join(' '), from: request.ip },
  });
  reply.setCookie(cookieName(isSecure(request)), id, {
    path: '/',
    httpOnly: true,
    secure: isSecure(request),
    // Lax, not Strict: a link in Slack leads to the page, and the login comes back from the provider.
    sameSite: 'lax',
    maxAge: Math.floor(lifetimeMs / 1000),
  });
}

function callbackUrl(request: FastifyRequest, config: Config): URL {
  const base = config.server.external_url ?? `${request.protocol}://${request.host}`;
  return new URL(`${base}/auth/callback`);
}

/** Logging in with an API token or through the OpenID provider, and out. */
export function addLogin(server: FastifyInstance, deps: LoginDeps): void {
  server.post('/auth/token', async (request, reply) => {
    const body = z.object({ token: z.string() }).safeParse(request.body);
    const principal = body.success
      ? findTokenPrincipal(body.data.token, deps.config().server.access.tokens)
      : null;
    if (principal === null) {
      await deps.audit({
        actor: 'unknown',
        action: 'login_refused',
        subject: 'page',
        detail: { from: request.ip, with: 'token' },
      });
      throw new AppError({ code: 'unauthorized', message: 'this token is not configured' });
    }
    await logIn(deps, { request, reply, principal });
    return { name: principal.name };
  });

  server.get<{ Querystring: { return_to?: string } }>('/auth/login', async (request, reply) => {
    const config = deps.config();
    const { oidc } = config.server.access;
    if (oidc === undefined)
      throw new AppError({ code: 'not_found', message: 'no OpenID provider is configured' });
    const { url, roundTrip } = await startOidc(oidc, {
      callback: callbackUrl(request, config),
      returnTo: safeReturn(request.query.return_to),
    });
    reply.setCookie(roundTripCookie, Buffer.from(JSON.stringify(roundTrip)).toString('base64url'), {
      path: '/auth',
      httpOnly: true,
      secure: isSecure(request),
      sameSite: 'lax',
      maxAge: roundTripSeconds,
    });
    return reply.redirect(url.href);
  });

  server.get('/auth/callback', async (request, reply) => {
    const config = deps.config();
    const { oidc } = config.server.access;
    const kept = request.cookies[roundTripCookie];
    if (oidc === undefined || kept === undefined) {
      throw new AppError({ code: 'bad_request', message: 'this login was not begun here; begin again' });
    }
    const roundTrip = JSON.parse(Buffer.from(kept, 'base64url').toString('utf8')) as OidcRoundTrip;
    const answer = new URL(callbackUrl(request, config));
    answer.search = new URL(request.url, 'http://localhost').search;
    reply.clearCookie(roundTripCookie, { path: '/auth' });
    const principal = await finishOidc(oidc, { answer, roundTrip }).catch(async (thrown: unknown) => {
      await deps.audit({
        actor: 'unknown',
        action: 'login_refused',
        subject: 'page',
        detail: { from: request.ip, with: 'oidc' },
      });
      throw thrown;
    });
    if (principal.scopes.length === 0) {
      await deps.audit({
        actor: principal.name,
        action: 'login_refused',
        subject: 'page',
        detail: { from: request.ip, groups: principal.groups.join(' ') },
      });
      throw new AppError({
        code: 'forbidden',
        message: `${principal.name} has no role here; see server.access.oidc.roles in the configuration`,
      });
    }
    await logIn(deps, { request, reply, principal });
    return reply.redirect(safeReturn(roundTrip.returnTo));
  });

  server.post('/auth/logout', async (request, reply) => {
    const name = cookieName(isSecure(request));
    const id = request.cookies[name];
    if (id !== undefined) await endSession(deps.sessions, id);
    reply.clearCookie(name, { path: '/' });
    return { ok: true };
  });
}
