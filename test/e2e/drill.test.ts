import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { startFakeSlack } from '../fakes/slack.ts';
import { describeWithServers } from '../servers/availability.ts';
import { freePort } from '../servers/free-port.ts';
import { startPostgres } from '../servers/postgres.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { startBridge } from './bridge-process.ts';

const bin = fileURLToPath(new URL('../../bin/llm-alert-bridge.js', import.meta.url));
const running: { stop(): Promise<void> }[] = [];

function keep<T extends { stop(): Promise<void> }>(server: T): T {
  running.push(server);
  return server;
}

afterEach(async () => {
  for (const server of running.splice(0).reverse()) await server.stop();
});

async function drill(...args: readonly string[]): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, [bin, 'drill', '--seconds', '1', '--alerts', '2', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const [code] = await once(child, 'close');
  return { code: Number(code), output };
}

/** The cells of the table's rows, by what was broken. */
function readTable(output: string): ReadonlyMap<string, readonly string[]> {
  const rows = output.split('\n').map((line) => line.split(/ {2,}/));
  return new Map(rows.map(([broken = '', ...cells]) => [broken, cells]));
}

describe('drill', () => {
  test('on a service of its own breaks one thing after the other and loses nothing', async () => {
    const { code, output } = await drill('--self-contained');
    const table = readTable(output);
    expect(output).toContain('lost 0');
    expect(table.get('the model')?.at(-2)).toBe('deterministic');
    expect(table.get('Prometheus and other sources')?.at(-2)).toBe('full without prometheus');
    expect(Number(table.get('the store')?.[1])).toBeGreaterThan(0);
    expect(code).toBe(0);
  }, 120_000);

  test('on a running installation sends marked alerts, and is refused where drills are not allowed', async () => {
    const slack = keep(await startFakeSlack());
    const start = async (allowed: boolean) => {
      const config = {
        server: { auth: { bearer_token: 'drill-token' }, allow_drills: allowed },
        notifiers: [{ type: 'slack', bot_token: slack.token, channel: '#alerts', api_url: slack.apiUrl }],
        route: { notifiers: ['slack'] },
      };
      return keep(await startBridge({ port: await freePort(), config }));
    };
    const folder = await createTemporaryFolder('drill');
    const tokenFile = join(folder.path, 'token');
    await writeFile(tokenFile, 'drill-token\n');
    const bridge = await start(false);
    const refused = await drill('--url', bridge.url, '--token-file', tokenFile);
    expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('set server.allow_drills') });
    expect(slack.requests).toEqual([]);

    const drilled = await start(true);
    const { code, output } = await drill('--url', drilled.url, '--token-file', tokenFile);
    expect(output).toContain('lost 0');
    expect(code).toBe(0);
    const shown = slack.messages('#alerts').map((message) => message.shown);
    expect(shown).toHaveLength(10);
    for (const text of shown) expect(text).toMatch(/drill[\s\S]*resolved|resolved[\s\S]*drill/i);
    await folder.remove();
  }, 180_000);
});

describeWithServers(['postgresql'], 'drill on PostgreSQL', () => {
  test('ends a replica in the middle of its work, and the other one goes on', async () => {
    const postgres = keep(await startPostgres());
    const folder = await createTemporaryFolder('drill');
    const urlFile = join(folder.path, 'url');
    await writeFile(urlFile, await postgres.createDatabase());
    const { code, output } = await drill('--self-contained', '--storage-url-file', urlFile);
    expect(output).toContain('lost 0');
    expect(readTable(output).get('a replica')?.at(-1)).toBe('0');
    expect(code).toBe(0);
    await folder.remove();
  }, 180_000);
});
