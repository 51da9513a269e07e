import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { type FakeSlack, startFakeSlack } from '../fakes/slack.ts';
import { waitFor } from '../servers/wait-for.ts';
import { type ServiceRig, startService } from './service-rig.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of running.splice(0).reverse()) await server.stop();
});

const alert = JSON.parse(readFileSync('demo/disk-full/alert.json', 'utf8')) as object;
const pngStart = '89504e470d0a1a0a';

interface Rig {
  readonly slack: FakeSlack;
  readonly service: ServiceRig;
}

/** Five minutes after the recorded alert. */
async function start(charts: boolean): Promise<Rig> {
  const slack = await startFakeSlack();
  running.push(slack);
  const offsetMs = Date.parse('2026-11-12T02:54:00Z') - systemClock.now();
  const service = await startService(
    {
      evidence: { lookback: '90m', collectors: [{ type: 'bundle', path: 'demo/disk-full' }] },
      notifiers: [
        {
          type: 'slack',
          bot_token: slack.token,
          channel: '#alerts',
          api_url: slack.apiUrl.slice(0, -1),
          charts,
        },
      ],
      route: { notifiers: ['slack'] },
    },
    { now: () => systemClock.now() + offsetMs, after: systemClock.after },
  );
  running.push(service);
  return { slack, service };
}

async function fire(service: ServiceRig): Promise<string> {
  const { json } = await service.post('/webhook', alert);
  const id = json.incidents?.[0]?.id ?? '';
  await service.settle(id);
  return id;
}

const untilLogged = (service: ServiceRig, text: string) =>
  waitFor(() => service.logged().includes(text), { what: `"${text}" is logged`, timeoutMs: 30_000 });

test('charts are put into the thread of an explained message, once, with words for those who cannot see them', async () => {
  const { slack, service } = await start(true);
  const id = await fire(service);
  await waitFor(() => slack.files.length > 0, { what: 'a file', timeoutMs: 30_000 });
  const [message] = slack.messages('#alerts');
  const [file] = slack.files;
  expect(file).toMatchObject({ channel: message?.channel, threadTs: message?.ts, name: 'incident.png' });
  expect(file?.title).toContain('/var/log/checkout-api grew by 35.1 GB');
  expect(file?.bytes.subarray(0, 8).toString('hex')).toBe(pngStart);
  const asked = slack.requests.find(({ path }) => path.endsWith('getUploadURLExternal'))?.body;
  expect(asked).toMatchObject({ alt_text: expect.stringContaining('Charts: /var/log/checkout-api') });

  await service.post(`/api/v1/incidents/${id}/feedback`, { judgement: 'right' });
  await service.post('/webhook', { ...alert, status: 'firing' });
  await service.settle(id);
  expect(slack.files).toHaveLength(1);
  const sent = (await service.bridge.listEgress(id))?.find(({ url }) => url.includes('/upload/'));
  expect(sent?.body).toBe(`base64:${file?.bytes.toString('base64')}`);
}, 60_000);

test('nothing is uploaded where no charts are wanted', async () => {
  const { slack, service } = await start(false);
  await fire(service);
  expect(slack.requests.filter(({ path }) => path.includes('pload'))).toEqual([]);
}, 60_000);

test('a missing permission costs nothing but a line in the log', async () => {
  const { slack, service } = await start(true);
  slack.refuse('files.getUploadURLExternal', 'missing_scope');
  const id = await fire(service);
  await untilLogged(service, 'charts could not be put beside the message');
  expect(service.logged()).toContain('files:write');
  expect(slack.messages('#alerts')[0]?.shown).toContain('Likely cause');
  expect(await service.bridge.isSettled(id)).toBe(true);
}, 60_000);
