import { Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { builtInPolicy } from '../verification/commands/built-in-policy.ts';
import { createCommandGate } from '../verification/commands/gate.ts';
import { judgeLine } from './check-commands.ts';
import { checkLines, type LineVerdict } from './check-lines.ts';
import { judgeLogql } from './check-logql.ts';
import { judgePromql } from './check-promql.ts';

async function run(
  lines: string,
  judge: (line: string) => LineVerdict,
): Promise<{ exitCode: number; rows: unknown[] }> {
  const chunks: string[] = [];
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk.toString());
      done();
    },
  });
  const exitCode = await checkLines(Readable.from([lines]), judge, output);
  const rows = chunks
    .join('')
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  return { exitCode, rows };
}

test('expressions are judged line by line, with what they read', async () => {
  const { exitCode, rows } = await run('sum(rate(up[5m])) / down\nrate(up)\n\nup{job="ü"}\r\n', judgePromql);
  expect(rows).toEqual([
    { input: 'sum(rate(up[5m])) / down', valid: true, reason: null, metrics: ['up', 'down'] },
    {
      input: 'rate(up)',
      valid: false,
      reason: expect.stringContaining('range vector') as string,
      metrics: [],
    },
    { input: '', valid: false, reason: expect.stringContaining('no expression') as string, metrics: [] },
    { input: 'up{job="ü"}', valid: true, reason: null, metrics: ['up'] },
  ]);
  expect(exitCode).toBe(1);
});

test('the exit code is 0 when all are valid', async () => {
  expect((await run('up\nsum(up)\n', judgePromql)).exitCode).toBe(0);
  expect((await run('{app="api"} |= "x"\n', judgeLogql)).exitCode).toBe(0);
  expect((await run('{app=""}\n', judgeLogql)).exitCode).toBe(1);
});

test('a file that is not there is said to be missing', async () => {
  await expect(checkLines('/nowhere/at/all', judgePromql)).rejects.toMatchObject({ code: 'bad_request' });
});

test('commands are judged line by line, and none is run', async () => {
  const gate = await createCommandGate(builtInPolicy);
  const { exitCode, rows } = await run('df -h | grep /var\nkubectl delete pod x\n', (line) =>
    judgeLine(line, gate),
  );
  expect(rows).toMatchObject([
    {
      input: 'df -h | grep /var',
      verdict: 'read-only',
      reason: null,
      parts: [
        { binary: 'df', words: ['-h'] },
        { binary: 'grep', words: ['/var'] },
      ],
    },
    {
      verdict: 'mutating',
      effect: 'deletes pod x',
      dry_run: 'kubectl delete pod x --dry-run=server',
    },
  ]);
  expect(exitCode).toBe(0);
  expect(await run('df -h; id\n', (line) => judgeLine(line, gate))).toMatchObject({
    exitCode: 1,
    rows: [{ verdict: 'refused', reason: expect.stringContaining('more than one command') as string }],
  });
});
