import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './at-exit.ts';

const removal = { recursive: true, force: true, maxRetries: 5 };

export type TemporaryFolder = { readonly path: string; remove(): Promise<void> };

/** A new folder under the system's temporary folder, `name` being the start of its name; gone at the latest at exit. */
export async function createTemporaryFolder(name: string): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), `${name}-`));
  const withdraw = atExit(() => rmSync(path, removal));
  return {
    path,
    async remove() {
      await rm(path, removal);
      withdraw();
    },
  };
}
