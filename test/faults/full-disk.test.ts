import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTemporaryFolder, type TemporaryFolder } from '../servers/temporary-folder.ts';
import { waitFor } from '../servers/wait-for.ts';
import type { BridgeLife } from './bridge-life.ts';
import { judge } from './judge.ts';
import { type NumberedBody, numberedBody } from './numbered-alerts.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { createLimitedDisk, createSmallDisk, type SmallDisk } from './small-disk.ts';
import { createSubject, type Subject } from './subject.ts';

const patience = { timeoutMs: 60_000 };

describe.each([
  ['a full disk', createSmallDisk],
  ['a limit on the size of files', createLimitedDisk],
])('%s', (_, createDisk) => {
  let folder: TemporaryFolder;
  let disk: SmallDisk;
  let receiver: Receiver;
  let subject: Subject;
  let life: BridgeLife;

  beforeEach(async () => {
    folder = await createTemporaryFolder('full');
    disk = createDisk(join(folder.path, 'disk'));
    receiver = await startReceiver(500);
    const place = { folder: folder.path, storeFolder: disk.path };
    subject = await createSubject({ name: 'full', ...place, receiverUrl: receiver.url });
    life = await subject.start();
    await life.ready();
  });
  afterEach(async () => {
    await life.end('SIGKILL');
    await receiver.stop();
    disk.remove();
    await folder.remove();
  });

  async function post(body: NumberedBody): Promise<{ status: number; text: string; tookMs: number }> {
    const startedAtMs = performance.now();
    const response = await fetch(`${subject.url}/webhook`, {
      method: 'POST',
      body: body.text,
      headers: { 'content-type': 'application/json' },
    });
    const text = await response.text();
    return { status: response.status, text, tookMs: performance.now() - startedAtMs };
  }

  const eventsOf = (groupKey: string): readonly string[] =>
    receiver.posts.filter((one) => one.groupKey === groupKey).map(({ event }) => event);

  test('answers 503 within 5 s, and takes alerts in when there is space again', async () => {
    // Larger than the log's unused end, so that it cannot be written over what is there.
    const [small, large] = [numberedBody('1', 'firing', 1), numberedBody('2', 'firing', 1, 1_000_000)];
    expect((await post(small)).status).toBe(200);
    await waitFor(() => eventsOf(small.groupKey).includes('explained'), {
      what: 'its explanation',
      ...patience,
    });
    disk.fill(life.pid);
    const refused = await post(large);
    expect(refused).toMatchObject({ status: 503, text: expect.stringContaining('storage_unavailable') });
    expect(refused.tookMs).toBeLessThan(5000);
    expect((await fetch(`${subject.url}/-/healthy`)).status).toBe(200);
    disk.free(life.pid);
    expect((await post(large)).status).toBe(200);
    await waitFor(() => eventsOf(large.groupKey).includes('explained'), {
      what: 'its explanation',
      ...patience,
    });
    expect(await life.end('SIGTERM')).toBe(0);
    const stored = await subject.readStored();
    const trial = { accepted: [small, large], stored, posts: receiver.posts, crashes: [] };
    expect(judge(trial)).toMatchObject({ lost: [], duplicates: 0 });
  }, 120_000);

  test('in the moment in which a notifier is told does not have it told again and again', async () => {
    const body = numberedBody('1', 'firing', 1);
    expect((await post(body)).status).toBe(200);
    await waitFor(() => receiver.posts.length > 0, { what: 'the call', ...patience });
    disk.fill(life.pid);
    await waitFor(() => life.output().split('work failed').length > 3, {
      what: 'three failures',
      ...patience,
    });
    disk.free(life.pid);
    await waitFor(() => eventsOf(body.groupKey).includes('explained'), {
      what: 'the explanation',
      ...patience,
    });
    expect(eventsOf(body.groupKey)).toEqual(['opened', 'explained']);
  }, 120_000);
});
