import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readBundle } from '../../src/evidence/bundle/read-bundle.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../servers/temporary-folder.ts';
import { type ServiceRig, startService } from './service-rig.ts';

let service: ServiceRig | null = null;
let folder: TemporaryFolder | null = null;
afterEach(async () => {
  await service?.stop();
  await folder?.remove();
});

const demo = 'demo/disk-full';

test('an incident is written as a bundle that holds what its sources know, and no secret', async () => {
  folder = await createTemporaryFolder('export');
  service = await startService({
    evidence: { lookback: '90m', collectors: [{ type: 'bundle', path: demo }, { type: 'changes' }] },
    notifiers: [{ type: 'console' }],
    route: { notifiers: ['console'] },
  });
  const canary = `CANARY${'x7'.repeat(9)}`;
  const change = { id: 'c1', time: '2026-11-12T02:40:00Z', summary: `rotate token=${canary}` };
  await service.post('/api/v1/changes', change);
  const { json } = await service.post('/webhook', await readFile(`${demo}/alert.json`, 'utf8'));
  const id = json.incidents?.[0]?.id ?? '';
  const { files, gaps } = await service.bridge.exportIncident(id, new AbortController().signal);
  expect(gaps).toEqual([]);
  expect([...files.values()].join()).not.toContain(canary);
  for (const [name, text] of files) {
    mkdirSync(dirname(join(folder.path, name)), { recursive: true });
    writeFileSync(join(folder.path, name), text);
  }
  const [before, after] = [readBundle(demo), readBundle(folder.path)];
  expect(after.series?.length).toBe(before.series?.length);
  expect(after.logs?.length).toBe(before.logs?.length);
  expect(after.dependencies).toEqual(before.dependencies);
  expect(after.changes?.map((one) => one.id)).toEqual([...(before.changes ?? []).map((one) => one.id), 'c1']);
  const again = await service.post('/webhook', after.alert);
  expect(again.json.incidents).toEqual([{ id, change: 'repeated' }]);
});

test('an incident that does not exist is "not found"', async () => {
  service = await startService({ notifiers: [{ type: 'console' }], route: { notifiers: ['console'] } });
  await expect(service.bridge.exportIncident('none', new AbortController().signal)).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('incidents whose explanation people called wrong are found, and their words go into the bundle', async () => {
  service = await startService({ notifiers: [{ type: 'console' }], route: { notifiers: ['console'] } });
  const { json } = await service.post('/webhook', await readFile(`${demo}/alert.json`, 'utf8'));
  const id = json.incidents?.[0]?.id ?? '';
  await service.settle(id);
  expect(await service.bridge.listJudged('wrong')).toEqual([]);
  await service.bridge.giveFeedback({
    incidentId: id,
    analysisId: null,
    judgement: 'wrong',
    note: 'it was the backup, password=hunter2hunter2',
    actor: { name: 'alice', via: 'api' },
  });
  expect(await service.bridge.listJudged('wrong')).toEqual([id]);
  expect(await service.bridge.listJudged('right')).toEqual([]);
  const { files } = await service.bridge.exportIncident(id, new AbortController().signal);
  const judgements = files.get('judgements.json') ?? '';
  expect(judgements).toContain('it was the backup');
  expect(judgements).not.toContain('hunter2');
});
