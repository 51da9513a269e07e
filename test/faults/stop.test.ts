import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTemporaryFolder, type TemporaryFolder } from '../servers/temporary-folder.ts';
import { waitFor } from '../servers/wait-for.ts';
import { findUntold, judge } from './judge.ts';
import type { NumberedBody } from './numbered-alerts.ts';
import { createRandom } from './random.ts';
import { startReceiver } from './receiver.ts';
import { startSender } from './sender.ts';
import { createSubject } from './subject.ts';

/** Kubernetes kills after 30 s, Docker after 10 s. */
const stopWithinMs = 10_000;

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await createTemporaryFolder('stop');
});
afterEach(() => folder.remove());

test('SIGTERM while alerts come in and a slow notifier is told: it ends in time, nothing is lost or told twice', async () => {
  const receiver = await startReceiver(300);
  const subject = await createSubject({ name: 'stop', folder: folder.path, receiverUrl: receiver.url });
  const accepted: NumberedBody[] = [];
  const senders = ['a', 'b', 'c'].map((name) =>
    startSender({
      name,
      url: () => subject.url,
      random: createRandom(7),
      pauseMs: 40,
      accepted: (body) => void accepted.push(body),
    }),
  );
  for (let stops = 1; stops <= 3; stops++) {
    const life = await subject.start();
    await life.ready();
    const told = receiver.posts.length;
    await waitFor(() => receiver.posts.length > told + 5, { what: 'work under way', timeoutMs: 20_000 });
    const startedAtMs = performance.now();
    expect(await life.end('SIGTERM'), life.output()).toBe(0);
    expect(performance.now() - startedAtMs).toBeLessThan(stopWithinMs);
  }
  const last = await subject.start();
  await last.ready();
  await Promise.all(senders.map((sender) => sender.finish()));
  await waitFor(() => findUntold(accepted, receiver.posts).length === 0, {
    what: 'every accepted alert at the notifier',
    timeoutMs: 60_000,
  });
  await last.end('SIGTERM');
  await receiver.stop();
  const verdict = judge({
    accepted,
    stored: await subject.readStored(),
    posts: receiver.posts,
    crashes: [],
  });
  expect(verdict).toMatchObject({ lost: [], duplicates: 0 });
}, 120_000);

test('SIGTERM while a notifier hangs: it ends in time all the same', async () => {
  const receiver = await startReceiver(600_000);
  const subject = await createSubject({ name: 'hang', folder: folder.path, receiverUrl: receiver.url });
  const life = await subject.start();
  await life.ready();
  const sender = startSender({
    name: 'a',
    url: () => subject.url,
    random: createRandom(7),
    pauseMs: 100,
    accepted: () => undefined,
  });
  await waitFor(() => receiver.posts.length > 0, { what: 'a call that hangs', timeoutMs: 20_000 });
  await sender.finish();
  const startedAtMs = performance.now();
  expect(await life.end('SIGTERM'), life.output()).toBe(0);
  expect(performance.now() - startedAtMs).toBeLessThan(stopWithinMs);
  await receiver.stop();
}, 120_000);
