import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { getJson } from '../../src/evidence/http-json.ts';
import { createHttpSource, type HttpSourceConfig } from '../../src/evidence/http-source.ts';
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
      (request, response) => {
        const { authorized } = request.socket as TLSSocket;
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
