import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, matchesGlob, relative, sep } from 'node:path';

export interface LogFile {
  /** Where it really is. */
  readonly path: string;
  /** Below its folder, with slashes; more than one if links lead to it. What it is about is read from these. */
  readonly names: readonly string[];
  readonly modifiedMs: number;
}

export interface ListOptions {
  readonly folders: readonly string[];
  readonly patterns: readonly string[];
  /** Files that were not written since have nothing to say. */
  readonly sinceMs: number;
}

/** More files than this in a folder are not looked at. */
export const mostFiles = 2000;
const deepest = 6;

/** Whether a real path is a folder's own: symbolic links may not lead out of what is configured. */
function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

/** The log files below some folders, the last written first. Throws when a folder cannot be read. */
export async function listFiles({ folders, patterns, sinceMs }: ListOptions): Promise<readonly LogFile[]> {
  const roots = await Promise.all(folders.map((folder) => realpath(folder)));
  const found = new Map<string, LogFile>();
  let seen = 0;

  async function visit(root: string, folder: string, depth: number): Promise<void> {
    for (const item of await readdir(folder, { withFileTypes: true })) {
      if (seen >= mostFiles) return;
      const given = join(folder, item.name);
      if (item.isDirectory() && depth < deepest) await visit(root, given, depth + 1).catch(() => undefined);
      if (!item.isFile() && !item.isSymbolicLink()) continue;
      const name = relative(root, given).split(sep).join('/');
      if (!patterns.some((pattern) => matchesGlob(item.name, pattern))) continue;
      seen += 1;
      const path = await realpath(given).catch(() => null);
      if (path === null || !roots.some((one) => isBelow(path, one))) continue;
      const stat = await lstat(path);
      if (!stat.isFile() || stat.mtimeMs < sinceMs) continue;
      const names = [...(found.get(path)?.names ?? []), name];
      found.set(path, { path, names, modifiedMs: stat.mtimeMs });
    }
  }

  for (const root of roots) await visit(root, root, 0);
  return [...found.values()].sort((a, b) => b.modifiedMs - a.modifiedMs);
}
