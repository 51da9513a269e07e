import { afterEach, expect, test } from 'vitest';
import { type ServiceRig, startService, webhookBody } from './service-rig.ts';

let service: ServiceRig | null = null;
afterEach(async () => {
  await service?.stop();
  service = null;
});

async function start(extra: Readonly<Record<string, unknown>> = {}): Promise<ServiceRig> {
  service = await startService({
    evidence: { collectors: [{ type: 'changes', environments: ['production'] }] },
    notifiers: [{ type: 'console' }],
    route: { notifiers: ['console'] },
    ...extra,
  });
  return service;
}

const startsAt = '2026-11-23T02:41:00Z';

/** The titles of the changes that explain an alert on the service checkout. */
async function explain(rig: ServiceRig): Promise<readonly unknown[]> {
  const { json } = await rig.post('/enrich', webhookBody({ startsAt, labels: { service: 'checkout' } }));
  const evidence = json.enrichment?.['evidence'] as readonly {
    kind: string;
    title: string;
    facts: { text: string }[];
  }[];
  return evidence
    .filter(({ kind }) => kind === 'change')
    .map(({ title, facts }) => [title, ...facts.map(({ text }) => text)].join(' | '));
}

test('what a pipeline sent explains an alert, that of the same service first', async () => {
  const rig = await start();
  const sent = await rig.post('/api/v1/changes', [
    {
      id: '1',
      service: 'checkout',
      version: 'v2',
      time: '2026-11-23T01:00:00Z',
      author: 'maria',
      files: ['a.go'],
    },
    { id: '2', service: 'search', time: '2026-11-23T02:30:00Z', environment: 'production' },
    { id: '3', service: 'checkout', time: '2026-11-23T02:35:00Z', environment: 'staging' },
    { id: '4', service: 'checkout', time: '2026-11-20T02:35:00Z' },
  ]);
  expect(sent).toMatchObject({ status: 200, json: { status: 'stored', stored: 4 } });
  const [first, second, third] = await explain(rig);
  expect(first).toBe(
    'deploy checkout v2 (1) | 101 min before the alert started | 2026-11-23T01:00:00Z | by maria | files a.go',
  );
  expect(second).toContain('deploy search (2)');
  expect(third).toBeUndefined();
});

test('the same change sent again replaces itself; one with the same id of another source does not', async () => {
  const rig = await start();
  const time = '2026-11-23T02:00:00Z';
  await rig.post('/api/v1/changes', { id: '1', time, version: 'v1' });
  await rig.post('/api/v1/changes', { id: '1', time, version: 'v2' });
  await rig.post('/api/v1/changes', { source: 'argocd', id: '1', time, version: 'v3' });
  const titles = (await explain(rig)).map((text) => String(text).split(' (')[0]).sort();
  expect(titles).toEqual(['deploy v2', 'deploy v3']);
});

test('a body with one mistake is refused as a whole, and says where it is', async () => {
  const rig = await start();
  const refused = await rig.post('/api/v1/changes', [{ id: '1', time: startsAt }, { id: 2 }]);
  expect(refused.status).toBe(400);
  expect(refused.json.code).toBe('bad_request');
  expect(refused.json.detail).toContain('changes[1].id: ');
  expect(await explain(rig)).toEqual([expect.stringContaining('changes')]);
});

test('who has no token may send none', async () => {
  const rig = await start({ server: { auth: { bearer_token: 'right' } } });
  expect((await rig.post('/api/v1/changes', { id: '1' })).status).toBe(401);
  const authorization = 'Bearer right';
  expect((await rig.post('/api/v1/changes', { id: '1' }, { authorization })).status).toBe(200);
});

test('a secret in a diff does not reach the evidence', async () => {
  const rig = await start();
  const canary = `CANARY${'x7'.repeat(9)}`;
  const diff = `@@ config.yml @@\n-db_password: old\n+db_password: ${canary}`;
  await rig.post('/api/v1/changes', {
    id: '1',
    service: 'checkout',
    time: startsAt,
    diff,
    summary: `token=${canary}`,
  });
  const [told] = await explain(rig);
  expect(told).toContain('[redacted:password]');
  expect(told).not.toContain(canary);
});
