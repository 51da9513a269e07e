import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { WebhookBody } from '../../src/notification/webhook/webhook-body.ts';
import { startHttpFake } from '../fakes/http-fake.ts';
import { startAlertmanager } from '../servers/alertmanager.ts';
import { describeWithServers } from '../servers/availability.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { waitFor } from '../servers/wait-for.ts';
import { createSmallDisk } from './small-disk.ts';
import { createSubject } from './subject.ts';

const brokenForMs = 60_000;
const instances = Array.from({ length: 40 }, (_, index) => `node-${index}:9100`);

async function readMetric(url: string, pattern: RegExp): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return [...text.matchAll(pattern)].reduce((sum, match) => sum + Number(match[1]), 0);
}

// Alertmanager is what keeps an alert while we cannot: it must see 5xx, and nothing else.
describeWithServers(
  ['alertmanager'],
  'a real Alertmanager and a store that takes nothing for a minute',
  () => {
    test('every alert arrives afterwards', async () => {
      const folder = await createTemporaryFolder('retries');
      const disk = createSmallDisk(join(folder.path, 'disk'));
      const told = new Set<string>();
      const receiver = await startHttpFake({
        handle: ({ body }) => {
          for (const { target } of WebhookBody.parse(body).alerts) told.add(target);
          return { status: 204 };
        },
      });
      const place = { folder: folder.path, storeFolder: disk.path, receiverUrl: receiver.url };
      const subject = await createSubject({ name: 'retries', ...place });
      const life = await subject.start();
      await life.ready();
      const alertmanager = await startAlertmanager({
        webhookUrls: [`${subject.url}/webhook`],
        groupBy: ['alertname'],
      });

      disk.fill(life.pid);
      const brokenAtMs = performance.now();
      for (const [index, instance] of instances.entries()) {
        // Long enough that the store's log cannot take them into the space that it has.
        const annotations = { summary: `on ${instance}`, description: 'x'.repeat(60_000) };
        const labels = { alertname: `Alert${index % 8}`, instance, severity: 'critical' };
        await alertmanager.postAlerts([{ labels, annotations }]);
        await delay(brokenForMs / 2 / instances.length);
      }
      await delay(Math.max(0, brokenForMs - (performance.now() - brokenAtMs)));
      const failed = await readMetric(
        alertmanager.url,
        /^alertmanager_notification_requests_failed_total\{[^}]*integration="webhook"[^}]*\} (\S+)$/gm,
      );
      expect(failed).toBeGreaterThan(0);
      expect(told.size).toBeLessThan(instances.length);
      disk.free(life.pid);

      await waitFor(() => told.size === instances.length, {
        what: 'every alert at the notifier',
        timeoutMs: 90_000,
      });
      expect([...told].sort()).toEqual([...instances].sort());
      await alertmanager.stop();
      await life.end('SIGTERM');
      await receiver.stop();
      disk.remove();
      await folder.remove();
    }, 240_000);
  },
);
