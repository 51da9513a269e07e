import { open, readdir, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Clock } from '../../domain/clock.ts';
import { AppError, toAppError } from '../../domain/errors.ts';
import { indexRunbooks, type RunbookIndex } from './find-runbook.ts';
import { parseRunbook, type Runbook } from './parse-runbook.ts';

/** Pages are edited now and then; incidents come in bursts. */
const keptMs = 60_000;
/** More pages than a company writes. */
const mostPages = 5000;

async function readPage(path: string, maxBytes: number): Promise<string | null> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return size > maxBytes ? null : await file.readFile('utf8');
  } finally {
    await file.close();
  }
}

async function readFolder(folder: string, maxBytes: number): Promise<readonly Runbook[]> {
  const root = await realpath(folder);
  const items = await readdir(root, { recursive: true, withFileTypes: true });
  const pages = items
    .filter((item) => item.isFile() && /\.(?:md|markdown)$/i.test(item.name))
    .slice(0, mostPages);
  const read = pages.map(async (item): Promise<readonly Runbook[]> => {
    const path = join(item.parentPath, item.name);
    const text = await readPage(path, maxBytes);
    return text === null ? [] : [parseRunbook(relative(root, path).split(sep).join('/'), text)];
  });
  return (await Promise.all(read)).flat();
}

/** The pages of some folders, read again once a minute. Throws `source_unreachable` when a folder cannot be read. */
export function createFolderIndex(
  folders: readonly string[],
  { clock, maxBytes }: { readonly clock: Clock; readonly maxBytes: number },
): () => Promise<RunbookIndex> {
  let kept: { readonly atMs: number; readonly index: Promise<RunbookIndex> } | null = null;

  async function load(): Promise<RunbookIndex> {
    try {
      return indexRunbooks((await Promise.all(folders.map((folder) => readFolder(folder, maxBytes)))).flat());
    } catch (cause) {
      kept = null;
      const message = `a folder with runbooks cannot be read: ${toAppError(cause).message}`;
      throw new AppError({ code: 'source_unreachable', message, cause });
    }
  }

  return () => {
    if (kept === null || clock.now() - kept.atMs > keptMs) kept = { atMs: clock.now(), index: load() };
    return kept.index;
  };
}
