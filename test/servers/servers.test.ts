import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startAlertmanager } from './alertmanager.ts';
import { describeWithServers } from './availability.ts';
import { freePort } from './free-port.ts';
import { startNodeExporter } from './node-exporter.ts';
import { startProcess } from './processes.ts';
import { startPrometheus } from './prometheus.ts';
import { waitFor } from './wait-for.ts';

type Notification = { status: string; alerts: { labels: Record<string, string> }[]; authorization?: string };

/** The smallest webhook receiver. */
async function startReceiver() {
  const notifications: Notification[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { authorization } = request.headers;
    notifications.push({ ...JSON.parse(Buffer.concat(chunks).toString()), authorization });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    notifications,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Not counting a process that has ended and waits for its new parent to notice. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return isAlive(pid) && !String(stdout).startsWith('Z');
}

const cleanups: (() => Promise<void>)[] = [];
const stopLater = <T extends { stop(): Promise<void> }>(server: T): T => {
  cleanups.push(() => server.stop());
  return server;
};
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

beforeEach(() => {
  cleanups.length = 0;
});
afterEach(async () => {
  await Promise.all(cleanups.map((cleanup) => cleanup()));
});

describeWithServers(['prometheus', 'alertmanager', 'node-exporter'], 'the real servers', () => {
  test('carry a metric that crosses a rule to the webhook and back to resolved, and stop', async () => {
    const receiver = stopLater(await startReceiver());
    const exporter = stopLater(await startNodeExporter());
    await exporter.writeMetrics('checkout_errors 0');
    const alertmanager = stopLater(
      await startAlertmanager({ webhookUrls: [receiver.url], bearerToken: 'let-me-in', groupInterval: '1s' }),
    );
    const prometheus = stopLater(
      await startPrometheus({
        scrape: [{ job: 'node', target: exporter.target, labels: { service: 'checkout' } }],
        alertmanagers: [alertmanager.target],
      }),
    );
    await waitFor(() => prometheus.query('checkout_errors').then((samples) => samples.length), {
      timeoutMs: 10_000,
      what: 'the first scrape',
    });

    await prometheus.setRules([{ alert: 'CheckoutErrors', expr: 'checkout_errors > 1' }]);
    await exporter.writeMetrics('checkout_errors 7');
    const firing = await waitFor(() => receiver.notifications[0], { timeoutMs: 10_000, what: 'the alert' });
    expect(firing).toMatchObject({ status: 'firing', authorization: 'Bearer let-me-in' });
    expect(firing.alerts[0]?.labels).toMatchObject({ alertname: 'CheckoutErrors', service: 'checkout' });
    const listed = await alertmanager.alerts();
    expect(listed.map((alert) => alert.labels['alertname'])).toEqual(['CheckoutErrors']);

    await exporter.writeMetrics('checkout_errors 0');
    await waitFor(() => receiver.notifications.some(({ status }) => status === 'resolved'), {
      timeoutMs: 10_000,
      what: 'the resolved notification',
    });

    await Promise.all([prometheus.stop(), alertmanager.stop(), exporter.stop()]);
    expect([prometheus, alertmanager, exporter].filter(({ pid }) => isAlive(pid))).toEqual([]);
  });

  test('refuse a broken rule with their own words', async () => {
    const prometheus = stopLater(await startPrometheus());
    await expect(prometheus.setRules([{ alert: 'Broken', expr: 'sum by (' }])).rejects.toThrow(/parse/);
  });

  test('pass on alerts posted by hand', async () => {
    const receiver = stopLater(await startReceiver());
    const alertmanager = stopLater(await startAlertmanager({ webhookUrls: [receiver.url] }));
    await alertmanager.postAlerts([{ labels: { alertname: 'ByHand', instance: 'a' } }]);
    const notification = await waitFor(() => receiver.notifications[0], { what: 'the notification' });
    expect(notification.alerts[0]?.labels['alertname']).toBe('ByHand');
  });
});

describe('startProcess', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('takes its children along when it ends by %s', async (signal) => {
    const script = `
      import { startProcess } from './processes.ts';
      const args = ['--eval', 'console.log("up"); setInterval(() => {}, 1000)'];
      const child = await startProcess({ command: process.execPath, args, ready: (output) => output.includes('up') });
      console.log('child', child.pid);
      setInterval(() => {}, 1000);
    `;
    const parent = await startProcess({
      command: process.execPath,
      args: ['--input-type=module', '--eval', script],
      cwd: import.meta.dirname,
      ready: (output) => output.includes('child'),
    });
    const pid = Number(/child (\d+)/.exec(parent.output())?.[1]);
    expect(isRunning(pid)).toBe(true);
    parent.signal(signal);
    await parent.exited;
    await waitFor(() => !isRunning(pid), { what: 'the child to end' });
  });

  test('shows the output of a program that ends before it is ready', async () => {
    const started = startProcess({
      command: process.execPath,
      args: ['--eval', 'console.error("no such disk"); process.exit(3)'],
      ready: () => false,
    });
    await expect(started).rejects.toThrow(/no such disk/);
  });

  test('kills a program that does not listen to SIGTERM', async () => {
    const child = await startProcess({
      command: process.execPath,
      args: ['--eval', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")'],
      ready: (output) => output.includes('up'),
      killAfterMs: 200,
    });
    await child.stop();
    expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });

  test('gives up on a program that never gets ready, and ends it', async () => {
    const port = await freePort();
    const started = startProcess({
      command: process.execPath,
      args: ['--eval', 'console.log(process.pid); setInterval(() => {}, 1000)'],
      ready: `http://127.0.0.1:${port}/`,
      readyTimeoutMs: 500,
    });
    const error = await started.then(
      () => undefined,
      (reason: Error) => reason,
    );
    const pid = Number(error?.message.match(/^\d+$/m)?.[0]);
    expect(pid).toBeGreaterThan(0);
    expect(isAlive(pid)).toBe(false);
  });
});
