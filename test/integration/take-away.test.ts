import { spawnSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { type PageService, pageTokens, startPageService } from '../e2e/page-service.ts';
import { waitFor } from '../servers/wait-for.ts';
import { webhookBody } from './service-rig.ts';

const running: PageService[] = [];
afterEach(async () => {
  for (const service of running.splice(0)) await service.stop();
});

const authorization = `Bearer ${pageTokens.reads}`;

async function fireOne(summary: string): Promise<{ service: PageService; id: string }> {
  const service = await startPageService();
  running.push(service);
  const [id = ''] = await service.fire(webhookBody({ annotations: { summary } }));
  await waitFor(() => service.bridge.isSettled(id), { what: 'settled', timeoutMs: 20_000 });
  return { service, id };
}

test('a post-mortem draft has what is known, and nothing in an alert becomes markup', async () => {
  const { service, id } = await fireOne('[click](javascript:alert) <b>**x**</b> @channel');
  const url = `${service.url}/api/v1/incidents/${id}/post-mortem.md`;
  const answer = await fetch(url, { headers: { authorization } });
  expect(answer.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toContain(`post-mortem-${id}.md`);
  const text = await answer.text();
  expect(text).toContain('## Timeline');
  expect(text).toContain('shown in console');
  expect(text).not.toMatch(/(?<!\\)\[click|(?<!\\)<b|(?<!\\)@channel/);
  const again = await fetch(url, {
    headers: { authorization, 'if-none-match': answer.headers.get('etag') ?? '' },
  });
  expect(again.status).toBe(304);
});

test('a bundle is an archive that tar reads', async () => {
  const { service, id } = await fireOne('disk is full');
  const answer = await fetch(`${service.url}/api/v1/incidents/${id}/bundle.tar.gz`, {
    headers: { authorization },
  });
  expect(answer.status).toBe(200);
  const input = gunzipSync(Buffer.from(await answer.arrayBuffer()));
  const read = spawnSync('tar', ['-xOf', '-', `incident-${id}/alert.json`], { input, encoding: 'utf8' });
  expect(JSON.parse(read.stdout)).toMatchObject({
    version: '4',
    groupLabels: { alertname: 'HighErrorRate' },
  });
});

test('what is not there is a problem, and so is asking without a token', async () => {
  const { service } = await fireOne('x');
  const asked = (path: string, headers = {}) => fetch(`${service.url}/api/v1/${path}`, { headers });
  expect((await asked('incidents/none/post-mortem.md', { authorization })).status).toBe(404);
  expect((await asked('incidents/none/bundle.tar.gz', { authorization })).status).toBe(404);
  for (const path of ['health', 'noise', 'incidents/none/post-mortem.md']) {
    const refused = await asked(path);
    expect([path, refused.status, refused.headers.get('content-type')]).toEqual([
      path,
      401,
      'application/problem+json; charset=utf-8',
    ]);
  }
});

test('health tells of each part, and noise of each alert', async () => {
  const { service } = await fireOne('x');
  const read = async (path: string) =>
    (await fetch(`${service.url}/api/v1/${path}`, { headers: { authorization } })).json();
  expect(await read('health')).toMatchObject({
    parts: [{ kind: 'notifier', name: 'console', state: 'ok', failures: 0, behind: 0, lastError: null }],
  });
  expect(await read('noise?days=366')).toMatchObject({
    rows: [{ alertName: 'HighErrorRate', incidents: 1, firing: 1, medianDurationMs: null, selfResolved: 0 }],
  });
});
