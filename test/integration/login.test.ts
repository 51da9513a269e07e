import { createHash } from 'node:crypto';
import pino from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { type RunningService, runService } from '../../src/cli/run-service.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { startOidcProvider } from '../fakes/oidc-provider.ts';
import { freePort } from '../servers/free-port.ts';
import { readTestConfig } from './service-rig.ts';

const running: { stop(): Promise<void> }[] = [];
const keep = <T extends { stop(): Promise<void> }>(one: T): T => {
  running.push(one);
  return one;
};
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.stop();
});

async function start(port: number, access: Readonly<Record<string, unknown>>) {
  const config = readTestConfig({
    server: { listen: `127.0.0.1:${port}`, access },
    storage: { path: ':memory:' },
    notifiers: [{ type: 'console' }],
    route: { notifiers: ['console'] },
  });
  const log = pino({ level: 'silent' });
  return keep(await runService({ config, readConfig: () => config, clock: systemClock, log }));
}

/** As much of a browser as a login needs: it keeps cookies by host, follows redirects and fills in forms. */
function createBrowser() {
  const jar = new Map<string, Map<string, string>>();
  async function go(
    url: string,
    init: RequestInit = {},
    hops = 0,
  ): Promise<{ url: string; answer: Response }> {
    const { host } = new URL(url);
    const cookies = jar.get(host) ?? new Map<string, string>();
    jar.set(host, cookies);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { ...init, headers: { ...init.headers, cookie }, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    if (next === null || answer.status < 300 || answer.status > 399 || hops > 20) return { url, answer };
    return go(new URL(next, url).href, {}, hops + 1);
  }
  const submit = (url: string, fields: Readonly<Record<string, string>>) =>
    go(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  return { go, submit, cookies: (url: string) => jar.get(new URL(url).host) ?? new Map<string, string>() };
}

async function logInAs(person: string) {
  const port = await freePort();
  const redirectUri = `http://127.0.0.1:${port}/auth/callback`;
  const groups = { ana: ['sre'], ben: ['sales'] };
  const provider = keep(await startOidcProvider({ redirectUri, groups }));
  const service = await start(port, {
    oidc: {
      issuer: provider.issuer,
      client_id: provider.clientId,
      client_secret: provider.clientSecret,
      scope: 'openid email groups',
      roles: { sre: ['read', 'review'] },
    },
  });
  const browser = createBrowser();
  const login = await browser.go(`${service.url}/auth/login?return_to=/api/v1/me`);
  const consent = await browser.submit(login.url, { prompt: 'login', login: person, password: 'x' });
  const back = await browser.submit(consent.url, { prompt: 'consent' });
  return { service, browser, back, provider };
}

/** Who logged in or was refused, in order. */
async function loginsOf({ bridge }: RunningService): Promise<readonly string[]> {
  const entries = await bridge.listAudit({ afterSeq: 0, limit: 100 });
  return entries
    .filter(({ action }) => action.startsWith('login'))
    .map(({ action, actor }) => `${action} ${actor}`);
}

describe('logging in through an OpenID provider', () => {
  test('gives a session with the scopes of the groups; what it writes must carry the token of the page', async () => {
    const { service, browser, back } = await logInAs('ana');
    expect(back.url).toBe(`${service.url}/api/v1/me`);
    const me = (await back.answer.json()) as { name: string; scopes: string[]; csrfToken: string };
    expect(me).toMatchObject({ name: 'oidc:ana@example.com', scopes: ['read', 'review'] });
    expect((await browser.go(`${service.url}/api/v1/incidents`)).answer.status).toBe(200);

    const decide = (headers: Record<string, string>) =>
      browser.go(`${service.url}/api/v1/reviews/none/decision`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ decision: 'approved', sha256: 'a'.repeat(64) }),
      });
    expect((await decide({})).answer.status).toBe(403);
    expect((await decide({ 'x-csrf-token': me.csrfToken })).answer.status).toBe(404);

    await browser.go(`${service.url}/auth/logout`, { method: 'POST' });
    expect((await browser.go(`${service.url}/api/v1/incidents`)).answer.status).toBe(401);
  });

  test('is refused to somebody without a role, and both are in the audit log', async () => {
    const { service, back } = await logInAs('ben');
    expect(back.answer.status).toBe(403);
    expect(await back.answer.json()).toMatchObject({ code: 'forbidden' });
    expect(await loginsOf(service)).toEqual(['login_refused oidc:ben@example.com']);
  });

  test('cannot be finished by an answer that was not asked for here', async () => {
    const { service } = await logInAs('ana');
    const forged = await createBrowser().go(`${service.url}/auth/callback?code=stolen&state=forged`);
    expect(forged.answer.status).toBe(400);
    const begun = await fetch(`${service.url}/auth/login`, { redirect: 'manual' });
    const cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const other = await fetch(`${service.url}/auth/callback?code=stolen&state=forged`, {
      headers: { cookie },
    });
    expect(other.status).toBe(401);
    expect(await loginsOf(service)).toEqual(['login oidc:ana@example.com', 'login_refused unknown']);
  });

  test('leads nowhere else afterwards', async () => {
    const { service } = await logInAs('ana');
    for (const to of ['https://evil.example.com', '//evil.example.com', '/\\evil.example.com']) {
      const answer = await fetch(`${service.url}/auth/login?return_to=${encodeURIComponent(to)}`, {
        redirect: 'manual',
      });
      const cookie = /bridge_login=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';
      expect(JSON.parse(Buffer.from(cookie, 'base64url').toString())).toMatchObject({ returnTo: '/' });
    }
  });
});

describe('logging in with an API token', () => {
  const sha256 = createHash('sha256').update('token-1').digest('hex');

  test('gives a session; a wrong token gives none', async () => {
    const service = await start(0, { tokens: [{ name: 'ana', sha256, scopes: ['read'] }] });
    const browser = createBrowser();
    const logIn = (token: string) =>
      browser.go(`${service.url}/auth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      });
    expect((await logIn('wrong')).answer.status).toBe(401);
    expect((await browser.go(`${service.url}/api/v1/incidents`)).answer.status).toBe(401);
    const { answer } = await logIn('token-1');
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Lax/);
    expect((await browser.go(`${service.url}/api/v1/incidents`)).answer.status).toBe(200);
    const head = await fetch(`${service.url}/api/v1/incidents`, { method: 'HEAD' });
    expect(head.status).toBe(401);
  });
});

describe('a proxy that has logged people in', () => {
  test.each([
    ['from a configured network', ['127.0.0.0/8'], 200],
    ['from anywhere else', ['192.0.2.0/24'], 401],
  ])('is believed %s', async (_, from, status) => {
    const service = await start(0, { proxy: { from, roles: { sre: ['read'] } } });
    const answer = await fetch(`${service.url}/api/v1/incidents`, {
      headers: { 'x-forwarded-user': 'ana', 'x-forwarded-groups': 'sre, ops' },
    });
    expect(answer.status).toBe(status);
  });
});
