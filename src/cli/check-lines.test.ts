import { Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
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
