import { spawn } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FakeAnthropic, startFakeAnthropic } from '../fakes/anthropic.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../servers/temporary-folder.ts';
import { answerFromPrompt } from './answer-from-prompt.ts';

let folder: TemporaryFolder;
let model: FakeAnthropic;
beforeEach(async () => {
  folder = await createTemporaryFolder('eval');
  model = await startFakeAnthropic({ answer: ({ prompt }) => answerFromPrompt(prompt) });
  cpSync('demo/disk-full', join(folder.path, 'set', 'disk-full'), { recursive: true });
  writeFileSync(
    join(folder.path, 'set', 'disk-full', 'truth.json'),
    JSON.stringify({ service: 'checkout-api', change: 'dep-20461', decoys: [] }),
  );
  writeFileSync(
    at('bridge.yml'),
    JSON.stringify({
      reasoning: {
        models: [{ type: 'anthropic', name: 'fake', api_key: model.apiKey, base_url: model.baseUrl }],
      },
      notifiers: [{ type: 'console' }],
      route: { notifiers: ['console'] },
    }),
  );
});
afterEach(async () => {
  await model.stop();
  await folder.remove();
});

function at(name: string): string {
  return join(folder.path, name);
}

function evaluate(...args: readonly string[]): Promise<{ exitCode: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const all = [
      'bin/llm-alert-bridge.js',
      'eval',
      at('set'),
      '--model',
      'fake',
      '-c',
      at('bridge.yml'),
      ...args,
    ];
    const child = spawn(process.execPath, all, { timeout: 60_000 });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('error', reject).once('close', (exitCode) => resolve({ exitCode, output }));
  });
}

function readModels(file: string): readonly { scores: readonly Record<string, unknown>[] }[] {
  return (JSON.parse(readFileSync(file, 'utf8')) as { models: { scores: Record<string, unknown>[] }[] })
    .models;
}

test('a recorded model gives identical scores when it is replayed without one', async () => {
  const recorded = await evaluate('--repeat', '2', '--record', at('answers'), '--json', at('a.json'));
  expect(recorded.exitCode, recorded.output).toBe(0);
  const [first] = readModels(at('a.json'));
  expect(first?.scores).toHaveLength(2);
  expect(first?.scores[0]).toMatchObject({ bundle: 'disk-full', rung: 'full' });
  await model.stop();
  const replayed = await evaluate(
    ...['--repeat', '2', '--replay', at('answers'), '--json', at('b.json')],
    ...['--compare', at('a.json'), '--report', at('report.md')],
  );
  expect(replayed.exitCode, replayed.output).toBe(0);
  expect(readModels(at('b.json'))).toEqual(readModels(at('a.json')));
  expect(readFileSync(at('report.md'), 'utf8')).toMatch(/claims that hold.*\+?0\.00 … \+?0\.00/);
});

test('what was not recorded is said, not made up', async () => {
  const recorded = await evaluate('--record', at('answers'));
  expect(recorded.exitCode, recorded.output).toBe(0);
  const replayed = await evaluate('--repeat', '3', '--replay', at('answers'));
  expect(replayed.exitCode).not.toBe(0);
  expect(replayed.output).toContain('not recorded');
});
