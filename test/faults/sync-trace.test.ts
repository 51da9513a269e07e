import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findExecutable } from '../servers/executables.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { waitFor } from '../servers/wait-for.ts';
import { numberedBody } from './numbered-alerts.ts';
import { startReceiver } from './receiver.ts';
import { createSubject } from './subject.ts';
import { readAnswers } from './sync-trace.ts';

const came = '7 read(27<socket:[1]>, "POST /webhook HTTP/1.1\\r\\nHost: lo"..., 65536) = 1802';
const synced = '7 fsync(23</data/bridge.db-wal>)  = 0';
const answered = '7 write(27<socket:[1]>, "HTTP/1.1 200 OK\\r\\nContent-Sec"..., 936) = 936';

test.each([
  ['synced before its answer', [came, synced, answered], [{ synced: true }]],
  ['synced after its answer', [came, answered, synced], [{ synced: false }]],
  ['synced before it came', [synced, came, answered], [{ synced: false }]],
  ['synced without success', [came, synced.replace('= 0', '= -1 EIO'), answered], [{ synced: false }]],
])('a request whose commit was %s is told from others', (_, lines, expected) => {
  expect(readAnswers(lines.join('\n'))).toEqual(expected);
});

const strace = findExecutable(['strace']);
if (strace !== undefined) {
  test('P1: under strace, the log of the store is synced before every 200', async () => {
    const folder = await createTemporaryFolder('strace');
    const receiver = await startReceiver();
    const subject = await createSubject({ name: 'traced', folder: folder.path, receiverUrl: receiver.url });
    const file = join(folder.path, 'trace');
    const calls = 'trace=read,write,writev,fsync,fdatasync';
    const life = await subject.start([strace, '-D', '-f', '-y', '-s', '40', '-e', calls, '-o', file]);
    await life.ready();
    for (let count = 0; count < 5; count++) {
      await Promise.all(
        Array.from({ length: 5 }, (_, index) =>
          fetch(`${subject.url}/webhook`, {
            method: 'POST',
            body: numberedBody(`${count}-${index}`, 'firing', 1).text,
          }),
        ),
      );
    }
    await life.end('SIGTERM');
    const answers = await waitFor(
      async () => {
        const found = readAnswers(await readFile(file, 'utf8'));
        return found.length === 25 ? found : null;
      },
      { what: 'the whole trace', timeoutMs: 10_000 },
    );
    expect(answers.filter((one) => !one.synced)).toEqual([]);
    await receiver.stop();
    await folder.remove();
  }, 120_000);
}
