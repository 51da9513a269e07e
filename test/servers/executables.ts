import { accessSync, constants, globSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type TestServerName, testServers } from './server-table.ts';

/** Where daemons live that an ordinary user's PATH leaves out. */
const extraFolders = ['/usr/sbin', '/usr/local/bin', '/usr/local/sbin'];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** `/usr/lib/postgresql/17/…` before `/usr/lib/postgresql/9/…`. */
const newestFirst = new Intl.Collator('en', { numeric: true });

function candidates(name: string): string[] {
  if (name.startsWith('/')) return globSync(name).sort((a, b) => newestFirst.compare(b, a));
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...extraFolders];
  return folders.filter((folder) => folder !== '').map((folder) => join(folder, name));
}

/** The path of the first of `names` that can be run; a name is looked up on the PATH, an absolute one is a glob. */
export function findExecutable(names: readonly string[]): string | undefined {
  for (const name of names) {
    const found = candidates(name).find(isExecutable);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The program of one of the test servers; throws with the package's name when it is not installed. */
export function serverExecutable(name: TestServerName): string {
  const server = testServers[name];
  const found = findExecutable(server.executables);
  if (found === undefined) {
    throw new Error(
      `${name} is not installed: \`node scripts/install-test-servers.ts\` or the package ${server.package}`,
    );
  }
  return found;
}
