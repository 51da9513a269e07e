import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findExecutable, serverExecutable } from './executables.ts';
import { freePort } from './free-port.ts';
import { startProcess } from './processes.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

export type JournalGateway = { readonly url: string; stop(): Promise<void> };

/** A line as the journal keeps it, with its own fields; the time is added. */
export type JournalEntry = { readonly timeMs: number; readonly fields: Readonly<Record<string, string>> };

const remotePaths = ['/usr/lib/systemd/systemd-journal-remote', '/lib/systemd/systemd-journal-remote'];

/** https://systemd.io/JOURNAL_EXPORT_FORMATS/ */
function toExport(entries: readonly JournalEntry[]): string {
  const [first] = entries;
  return entries
    .map(({ timeMs, fields }) =>
      [
        `__REALTIME_TIMESTAMP=${timeMs}000`,
        `__MONOTONIC_TIMESTAMP=${1_000_000 + (timeMs - (first?.timeMs ?? 0)) * 1000}`,
        `_BOOT_ID=${'1'.repeat(32)}`,
        ...Object.entries(fields).map(([name, value]) => `${name}=${value}`),
        '',
        '',
      ].join('\n'),
    )
    .join('');
}

/**
 * systemd-journal-gatewayd over a journal of these lines in a folder of its own. It knows one port only, so a helper of
 * systemd hands it a socket. The machine's own journal is neither read nor written.
 */
export async function startJournalGateway(entries: readonly JournalEntry[]): Promise<JournalGateway> {
  const gateway = serverExecutable('journal-gateway');
  const activate = findExecutable(['systemd-socket-activate']);
  const remote = findExecutable(remotePaths);
  if (activate === undefined || remote === undefined)
    throw new Error('systemd-journal-remote is not complete here');
  const folder = await createTemporaryFolder('journal-gateway');
  const journal = join(folder.path, 'journal');
  await mkdir(journal);
  const input = join(folder.path, 'lines.export');
  await writeFile(input, toExport(entries));
  const output = `--output=${join(journal, 'test.journal')}`;
  const made = spawnSync(remote, [output, '--split-mode=none', input], { encoding: 'utf8', timeout: 20_000 });
  if (made.status !== 0) throw new Error(`systemd-journal-remote failed: ${made.stderr}`);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = await startProcess({
    command: activate,
    args: [`--listen=127.0.0.1:${port}`, gateway, `--directory=${journal}`],
    ready: `${url}/machine`,
  });
  return {
    url,
    stop: async () => {
      await child.stop();
      await folder.remove();
    },
  };
}
