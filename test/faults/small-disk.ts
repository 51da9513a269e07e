import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atExit } from '../servers/at-exit.ts';

/** A disk for the store that takes no more when a test says so. */
export interface SmallDisk {
  readonly path: string;
  /** `pid` is the service's. */
  readonly fill: (pid: number) => void;
  readonly free: (pid: number) => void;
  readonly remove: () => void;
}

function run(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A tmpfs: writes fail with ENOSPC. Null where we may not mount. */
function mountSmallDisk(path: string): SmallDisk | null {
  if (!run('mount', '-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', path)) return null;
  const unmount = (): void => void run('umount', path);
  const withdraw = atExit(unmount);
  const ballast = join(path, 'ballast');
  return {
    path,
    fill: () => {
      try {
        writeFileSync(ballast, Buffer.alloc(80_000_000));
      } catch {
        // Full, as it should be; what was written stays.
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove: () => {
      withdraw();
      unmount();
    },
  };
}

/** No file may grow beyond the largest one that there is: writes fail with EFBIG. Needs no privilege. */
function limitFiles(path: string): SmallDisk {
  const largest = (): number => Math.max(...readdirSync(path).map((name) => statSync(join(path, name)).size));
  const limit = (pid: number, bytes: string): void =>
    void execFileSync('prlimit', [`--pid=${pid}`, `--fsize=${bytes}:`]);
  return {
    path,
    fill: (pid) => limit(pid, String(largest())),
    free: (pid) => limit(pid, 'unlimited'),
    remove: () => undefined,
  };
}

/** In a new folder, the best that this machine allows. */
export function createSmallDisk(path: string): SmallDisk {
  mkdirSync(path);
  return mountSmallDisk(path) ?? limitFiles(path);
}

/** In a new folder, without asking for privileges. */
export function createLimitedDisk(path: string): SmallDisk {
  mkdirSync(path);
  return limitFiles(path);
}
