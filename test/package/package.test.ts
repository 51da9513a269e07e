import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTemporaryFolder, type TemporaryFolder } from '../servers/temporary-folder.ts';
import { type Finished, runCommand, runOrThrow } from './run-command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const commandTimeoutMs = 60_000;
/** Packing compiles; installing reads the registry where npm's cache does not know. */
const installTimeoutMs = 240_000;

const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { readonly version: string };

describe('the package, installed in an empty project', () => {
  let project: TemporaryFolder;

  beforeAll(async () => {
    project = await createTemporaryFolder('package');
    const options = { cwd: project.path, timeoutMs: installTimeoutMs };
    await runOrThrow('npm', ['pack', '--silent', '--pack-destination', project.path], {
      ...options,
      cwd: root,
    });
    const [tarball = ''] = globSync('*.tgz', { cwd: project.path });
    writeFileSync(`${project.path}/package.json`, '{"private": true}');
    const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
    await runOrThrow('npm', ['install', `./${tarball}`, ...quietly], options);
  }, installTimeoutMs);
  afterAll(() => project.remove());

  function bridge(...args: readonly string[]): Promise<Finished> {
    const options = { cwd: project.path, timeoutMs: commandTimeoutMs };
    return runCommand('node_modules/.bin/llm-alert-bridge', args, options);
  }

  test('holds what it needs, and nothing else', () => {
    const folder = `${project.path}/node_modules/llm-alert-bridge`;
    const files = globSync('**', { cwd: folder, exclude: ['node_modules/**'] });
    expect(files).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'bin/llm-alert-bridge.js',
        'dist/cli/main.js',
        'dist/web/index.html',
        'docs/config.schema.json',
        'docs/configuration.md',
        'demo/disk-full/alert.json',
        'prompts/explain-alert/v1.md',
      ]),
    );
    expect(
      files.filter((file) =>
        /\.test\.|(^|\/)web\/(?!index|assets)|\.png$|(^|\/)(src|test|scripts)\/|\.ts$/.test(file),
      ),
    ).toEqual([]);
  });

  test('says its version', async () => {
    expect(await bridge('--version')).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('shows the demo: the alert first, then the alert explained', {
    timeout: commandTimeoutMs,
  }, async () => {
    const { exitCode, stdout, stderr } = await bridge('demo', '--once');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect([...stdout.matchAll(/^┏.*?(\w+)$/gm)].map(([, what]) => what)).toEqual(['alert', 'explained']);
  });

  test('refuses a configuration with mistakes, and says where they are', async () => {
    writeFileSync(`${project.path}/bad.yml`, 'notifiers:\n  - type: slak\nroute:\n  notifiers: [slack]\n');
    const { exitCode, stdout, stderr } = await bridge('check', 'config', 'bad.yml');
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('bad.yml:2:5 notifiers[0].type: unknown type "slak"');
  });

  test('takes the configuration that it writes itself', async () => {
    expect((await bridge('init', 'first.yml')).exitCode).toBe(0);
    expect(await bridge('check', 'config', 'first.yml')).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

/** Arguments that make a Node look like another one before the program starts. */
function pretend(nodeVersion: string): readonly string[] {
  const source = `Object.defineProperty(process.versions, 'node', { value: '${nodeVersion}' });`;
  return ['--import', `data:text/javascript,${encodeURIComponent(source)}`];
}

/** The old ones among the programs called `node` on this machine; often there is none. */
function findOldNodes(): readonly { readonly path: string; readonly old: string }[] {
  const paths = (process.env['PATH'] ?? '').split(':').map((folder) => realPath(`${folder}/node`));
  return [...new Set(paths)].flatMap((path) => {
    if (path === null) return [];
    const old = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim().replace(/^v/, '');
    return /^(1[4-9]|2[0-3])\./.test(old) ? [{ path, old }] : [];
  });
}

function realPath(path: string): string | null {
  return existsSync(path) ? realpathSync(path) : null;
}

describe('under a Node that is too old, it says so in one line', () => {
  const bin = `${root}bin/llm-alert-bridge.js`;
  const options = { cwd: root, timeoutMs: commandTimeoutMs };
  const pretended = ['18.20.8', '20.19.5', '22.20.0', '23.11.1'];

  test.each([
    ...pretended.map((old) => ({ what: 'pretended', old, path: process.execPath, args: pretend(old) })),
    ...findOldNodes().map(({ path, old }) => ({ what: path, old, path, args: [] })),
  ])('$old ($what)', async ({ old, path, args }) => {
    expect(await runCommand(path, [...args, bin, 'serve'], options)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `llm-alert-bridge needs Node 24 or newer; this is Node ${old}.\n`,
    });
  });

  test('but not under one that is not', async () => {
    const args = [...pretend('24.0.0'), bin, '--version'];
    const finished = await runCommand(process.execPath, args, options);
    expect(finished).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });
});
