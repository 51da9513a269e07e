import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { AppError } from '../domain/errors.ts';

export interface LineVerdict {
  readonly valid: boolean;
  readonly [field: string]: unknown;
}

/** Opens a file, or standard input for `-`. Throws when there is no such file. */
async function openInput(file: string): Promise<Readable> {
  if (file === '-') return process.stdin;
  const stream = createReadStream(file, 'utf8');
  await new Promise<void>((resolve, reject) => {
    stream.once('open', () => {
      resolve();
    });
    stream.once('error', (cause) => {
      reject(
        new AppError({
          code: 'bad_request',
          message: `cannot read "${file}"; name the file to check`,
          cause,
        }),
      );
    });
  });
  return stream;
}

/**
 * Reads one item a line and writes one JSON object a line: the item as `input`, and what is said of it. As many lines come
 * out as go in. Gives the exit code: 1 if one is not valid.
 */
export async function checkLines(
  input: Readable | string,
  check: (line: string) => LineVerdict,
  output: Writable = process.stdout,
): Promise<number> {
  const stream = typeof input === 'string' ? await openInput(input) : input;
  let exitCode = 0;
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    const verdict = check(line);
    if (!verdict.valid) exitCode = 1;
    if (!output.write(`${JSON.stringify({ input: line, ...verdict })}\n`)) {
      await new Promise((resolve) => output.once('drain', resolve));
    }
  }
  return exitCode;
}
