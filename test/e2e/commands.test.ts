import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readBundle } from '../../src/evidence/bundle/read-bundle.ts';
import { startService } from '../integration/service-rig.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../servers/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await createTemporaryFolder('commands');
});
afterEach(() => folder.remove());

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of the program with this on its standard input. */
function run(args: readonly string[], input = ''): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['bin/llm-alert-bridge.js', ...args], { timeout: 25_000 });
    const out = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (out.stderr += text));
    child.once('error', reject).once('close', (exitCode) => resolve({ exitCode, ...out }));
    child.stdin.end(input);
  });
}

function writeConfig(config: object): string {
  const path = join(folder.path, 'bridge.yml');
  const base = { notifiers: [{ type: 'console' }], route: { notifiers: ['console'] } };
  writeFileSync(path, JSON.stringify({ ...base, ...config }));
  return path;
}

describe('redact', () => {
  test('writes what would leave, byte for byte but for what was replaced, and counts that', async () => {
    const canary = `CANARY${'x7'.repeat(9)}`;
    const input = `line one\r\n\tpassword=${canary}  \nAuthorization: Bearer ${canary}\nnode 10.0.0.3, maria@example.com`;
    const ended = await run(['redact'], input);
    expect(ended).toEqual({
      exitCode: 0,
      stdout:
        'line one\r\n\tpassword=[redacted:password]  \nAuthorization: Bearer [redacted:authorization]\nnode 10.0.0.3, ⟨email-1⟩',
      stderr: '2 secrets redacted (1 authorization, 1 password), 1 address masked\n',
    });
  });

  test('goes by the rules on addresses of a configuration', async () => {
    const config = writeConfig({ redaction: { emails: 'keep', ip_addresses: 'mask' } });
    expect((await run(['redact', '-c', config], '10.0.0.3 maria@example.com')).stdout).toBe(
      '⟨ip-1⟩ maria@example.com',
    );
  });

  test('of nothing is nothing', async () => {
    expect(await run(['redact'])).toMatchObject({ exitCode: 0, stdout: '' });
  });
});

describe('export', () => {
  test('writes a bundle, never over a folder that is there', async () => {
    const raw = {
      storage: { path: join(folder.path, 'bridge.db') },
      evidence: { lookback: '90m', collectors: [{ type: 'bundle', path: 'demo/disk-full' }] },
    };
    const config = writeConfig(raw);
    const service = await startService({
      ...raw,
      notifiers: [{ type: 'console' }],
      route: { notifiers: ['console'] },
    });
    const { json } = await service.post('/webhook', await readFile('demo/disk-full/alert.json', 'utf8'));
    const id = json.incidents?.[0]?.id ?? '';
    await service.stop();
    const out = join(folder.path, 'out');
    const ended = await run(['export', id, '-c', config, '--out', out]);
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    expect(readBundle(out).logs?.length).toBe(readBundle('demo/disk-full').logs?.length);
    const again = await run(['export', id, '-c', config, '--out', out]);
    expect(again).toMatchObject({ exitCode: 1, stderr: `"${out}" is there already; name another folder\n` });
  });

  test('of an incident that is not there says so and writes nothing', async () => {
    const config = writeConfig({ storage: { path: ':memory:' } });
    const out = join(folder.path, 'out');
    expect(await run(['export', 'none', '-c', config, '--out', out])).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'no incident has the id none\n',
    });
    expect(existsSync(out)).toBe(false);
  });
});

test('analyze --charts draws the demo incident, finds its change, and says so in the document', async () => {
  const charts = join(folder.path, 'charts');
  const { exitCode, stdout } = await run([
    'analyze',
    'demo/disk-full',
    '--offline',
    '--json',
    '--charts',
    charts,
  ]);
  expect(exitCode).toBe(0);
  const document = JSON.parse(stdout);
  expect(document.changes[0]).toMatchObject({ id: 'dep-20461', service: 'checkout-api' });
  expect(document.analysis.headline.text).toContain('deploy checkout-api v2.4.0');
  const png = await readFile(join(charts, 'disk-full.png'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const svg = await readFile(join(charts, 'disk-full.svg'), 'utf8');
  expect(svg).toContain('deploy checkout-api v2.4.0');
});
