import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach, expect, test } from 'vitest';
import { type RunningService, runService } from '../../src/cli/run-service.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { describeWithServers } from '../servers/availability.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { readTestConfig, webhookBody } from './service-rig.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const service of running.splice(0).reverse()) await service.stop();
});

async function start(server: Readonly<Record<string, unknown>> = {}): Promise<RunningService> {
  const config = readTestConfig({
    server: { listen: '127.0.0.1:0', ...server },
    storage: { path: ':memory:' },
    notifiers: [{ type: 'console' }],
    route: { notifiers: ['console'] },
  });
  const service = await runService({
    config,
    readConfig: () => config,
    clock: systemClock,
    log: pino({ level: 'silent' }),
  });
  running.push(service);
  return service;
}

test('every answer has a strict policy for browsers and none for other origins', async () => {
  const { url } = await start();
  const { headers } = await fetch(`${url}/-/healthy`, { headers: { origin: 'https://evil.example.com' } });
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('content-security-policy')).not.toMatch(/unsafe|https?:|\*/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('access-control-allow-origin')).toBeNull();
});

test.each([
  ['from anybody is replaced', [], false],
  ['from a trusted proxy is kept', ['127.0.0.0/8'], true],
])('a request id %s', async (_, trusted_proxies, kept) => {
  const { url } = await start({ trusted_proxies });
  const ask = (id: string) => fetch(`${url}/-/healthy`, { headers: { 'x-request-id': id } });
  expect((await ask('abc-123')).headers.get('x-request-id') === 'abc-123').toBe(kept);
  expect((await ask('a'.repeat(500))).headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('connections live longer than Alertmanager keeps them', async () => {
  const { url } = await start();
  const { headers } = await fetch(`${url}/-/healthy`);
  expect(Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThanOrEqual(310);
});

test.each([
  [true, 401],
  [false, 200],
])(
  '/metrics with metrics_auth %s answers a stranger %d, and other routes stay closed',
  async (auth, status) => {
    const { url } = await start({ auth: { bearer_token: 'secret-1' }, metrics_auth: auth });
    expect((await fetch(`${url}/metrics`)).status).toBe(status);
    expect((await fetch(`${url}/api/v1/incidents`)).status).toBe(401);
  },
);

test.each([
  ['none', undefined],
  ['text', 'text/plain'],
  ['a form', 'application/x-www-form-urlencoded'],
  ['one that cannot be read', 'json;;;=='],
])('a webhook with the content type %s is taken in', async (_, type) => {
  const { url } = await start();
  const answer = await fetch(`${url}/webhook`, {
    method: 'POST',
    body: Buffer.from(JSON.stringify(webhookBody())),
    headers: type === undefined ? {} : { 'content-type': type },
  });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ status: 'stored' });
});

test('an error names its code and its request, and nothing of the inside', async () => {
  const { url } = await start();
  const answer = await fetch(`${url}/nowhere`);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(await answer.json()).toMatchObject({
    status: 404,
    code: 'not_found',
    request_id: answer.headers.get('x-request-id'),
  });
});

test('/enrich takes so many groups and says so', async () => {
  const { url } = await start();
  const alerts = Array.from({ length: 21 }, (_, index) => ({ labels: { alertname: `A${index}` } }));
  const answer = await fetch(`${url}/enrich`, { method: 'POST', body: JSON.stringify(alerts) });
  expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
    400,
    expect.stringContaining('at most 20'),
  ]);
});

describeWithServers(['openssl'], 'TLS', () => {
  test('serves HTTPS with the certificate that is configured', async () => {
    const folder = await createTemporaryFolder('tls');
    const [cert_file, key_file] = [join(folder.path, 'cert.pem'), join(folder.path, 'key.pem')];
    const made = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', key_file, '-out', cert_file, '-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=IP:127.0.0.1'],
    ]);
    expect(made.status).toBe(0);
    const { url } = await start({ tls: { cert_file, key_file } });
    expect(url).toMatch(/^https:/);
    const status = await new Promise((resolve, reject) => {
      const options = { ca: readFileSync(cert_file), agent: false as const };
      httpsRequest(`${url}/-/healthy`, options, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
    await folder.remove();
  });

  test('a file that is not there is a mistake in the configuration', async () => {
    const tls = { cert_file: '/nowhere/cert.pem', key_file: '/nowhere/key.pem' };
    await expect(start({ tls })).rejects.toMatchObject({ code: 'config_invalid' });
  });
});
