import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { getJson } from '../../src/evidence/http-json.ts';
import { createHttpSource, type HttpSourceConfig } from '../../src/evidence/http-source.ts';
import { collectAt, collectorRigs } from '../contract/collector-rigs.ts';
import type { HttpFake } from '../fakes/http-fake.ts';
import { describeWithServers } from '../servers/availability.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';

describeWithServers(['openssl'], 'a source behind HTTPS', () => {
  let folder: Awaited<ReturnType<typeof createTemporaryFolder>>;
  let server: Server;
  let url: string;
  const file = (name: string): string => join(folder.path, name);

  /** A certificate that signs itself, for this name. */
  function makeCertificate(name: string): void {
    const made = spawnSync('openssl', [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
      ],
      ...['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`), '-subj', `/CN=${name}`],
      ...['-addext', `subjectAltName=DNS:${name}`],
    ]);
    if (made.status !== 0) throw new Error(made.stderr.toString());
  }

  beforeAll(async () => {
    folder = await createTemporaryFolder('source-tls');
    for (const name of ['prometheus.internal', 'client', 'other']) makeCertificate(name);
    const read = (name: string): Buffer => readFileSync(file(name));
    server = createServer(
      {
        key: read('prometheus.internal.key'),
        cert: read('prometheus.internal.pem'),
        ca: read('client.pem'),
        requestCert: true,
        rejectUnauthorized: false,
      },
      (incoming, response) => {
        const { authorized } = incoming.socket as TLSSocket;
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ authorized }));
      },
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await folder.remove();
  });

  /** Hands every call on to a fake, so that it is behind HTTPS. */
  async function startTlsBefore(fake: HttpFake): Promise<Server> {
    const read = (name: string): Buffer => readFileSync(file(name));
    const before = createServer(
      { key: read('prometheus.internal.key'), cert: read('prometheus.internal.pem') },
      (incoming, outgoing) => {
        const { method, headers, url: path = '/' } = incoming;
        const call = request(`${fake.url}${path}`, { method: method ?? 'GET', headers }, (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        });
        incoming.pipe(call);
      },
    );
    await new Promise<void>((resolve) => before.listen(0, '127.0.0.1', resolve));
    return before;
  }

  const behindTls = collectorRigs.filter(({ adapter }) => 'tls' in adapter.Config.shape);

  test.each(behindTls.map((rig) => [rig.adapter.id, rig] as const))(
    'may be a %s: its answers are the same, and without its authority there are none',
    async (_, rig) => {
      const fake = await rig.start();
      const before = await startTlsBefore(fake);
      try {
        const address = `https://127.0.0.1:${(before.address() as AddressInfo).port}`;
        const trusted = await collectAt(rig, address, { fetch, extra: { tls: own() } });
        expect(trusted.drafts[0]).toMatchObject({ status: 'observed', title: rig.title });
        expect(rig.observed(trusted)).toBe(rig.count);
        const asked = fake.requests.length;
        const unknown = collectAt(rig, address, { fetch, extra: {} });
        const said = await unknown.then(
          ({ drafts }) => drafts[0]?.reason,
          (thrown: unknown) => String(thrown),
        );
        expect(said).toContain('source: cannot be reached');
        expect(fake.requests).toHaveLength(asked);
      } finally {
        before.closeAllConnections();
        await new Promise((resolve) => before.close(resolve));
        await fake.stop();
      }
    },
  );

  function ask(tls: HttpSourceConfig['tls']): Promise<{ authorized: boolean }> {
    const source = createHttpSource('prom', { url, timeout: 5000, tls }, { fetch });
    return getJson(source, {
      path: '/',
      query: new URLSearchParams(),
      schema: z.object({ authorized: z.boolean() }),
      signal: new AbortController().signal,
    });
  }
  const own = (): NonNullable<HttpSourceConfig['tls']> => ({
    ca_file: file('prometheus.internal.pem'),
    server_name: 'prometheus.internal',
    insecure_skip_verify: false,
  });

  test('is trusted by the authority of the configuration, under the name that it has', async () => {
    expect(await ask(own())).toEqual({ authorized: false });
  });

  test('gets our certificate', async () => {
    const client = { cert_file: file('client.pem'), key_file: file('client.key') };
    expect(await ask({ ...own(), ...client })).toEqual({ authorized: true });
  });

  test.each([
    ['the authorities of the system', () => undefined],
    ['another authority', () => ({ ...own(), ca_file: file('other.pem') })],
    ['another name', () => ({ ...own(), server_name: 'grafana.internal' })],
  ])('is not trusted by %s', async (_, tls) => {
    await expect(ask(tls())).rejects.toMatchObject({ code: 'source_unreachable' });
  });

  test('is taken as it is where that is wanted', async () => {
    expect(await ask({ insecure_skip_verify: true })).toEqual({ authorized: false });
  });

  test('whose authority cannot be read is a mistake in the configuration', () => {
    expect(() => ask({ ...own(), ca_file: file('missing.pem') })).toThrow(
      expect.objectContaining({ code: 'config_invalid' }),
    );
  });
});
