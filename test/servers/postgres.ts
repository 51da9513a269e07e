import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { serverExecutable } from './executables.ts';
import { freePort } from './free-port.ts';
import { type RunningProcess, startProcess } from './processes.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

export type Postgres = {
  readonly port: number;
  /** Of the database `postgres`. */
  readonly url: string;
  /** Makes an empty database and gives its URL. */
  createDatabase(): Promise<string>;
  /** Sends a signal to the server and all its connections: SIGSTOP makes it hang, SIGCONT goes on. */
  signal(signal: NodeJS.Signals): void;
  /** Ends the server at once, as a crash would, and starts it again on the same data. */
  restart(): Promise<void>;
  /** Ends it and leaves its data, for `restart`. */
  halt(): Promise<void>;
  stop(): Promise<void>;
};

/** PostgreSQL refuses to run as root: then it runs as this user. */
function userFor(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string): number =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout.trim());
  return { uid: id('-u'), gid: id('-g') };
}

/** A connection may end between the look at the list and the signal. */
function signalIfAlive(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}

/** A PostgreSQL of its own, on a free port, without a password, with its data in a temporary folder. */
export async function startPostgres(): Promise<Postgres> {
  const command = serverExecutable('postgresql');
  const port = await freePort();
  const folder = await createTemporaryFolder('postgres');
  const user = userFor();
  const data = join(folder.path, 'data');
  await mkdir(data, { mode: 0o700 });
  if (user !== null) {
    await chown(folder.path, user.uid, user.gid);
    await chown(data, user.uid, user.gid);
  }
  const as = user === null ? {} : user;
  const initdb = spawnSync(
    join(dirname(command), 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { encoding: 'utf8', ...as, env: { ...process.env, LC_ALL: 'C' } },
  );
  if (initdb.status !== 0) throw new Error(`initdb failed: ${initdb.stderr}`);
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;

  async function answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  const start = (): Promise<RunningProcess> =>
    startProcess({
      command,
      args: [
        '-D',
        data,
        '-p',
        String(port),
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        `unix_socket_directories=${folder.path}`,
        '-c',
        'max_connections=200',
        '-c',
        'shared_buffers=32MB',
      ],
      ready: answers,
      readyTimeoutMs: 30_000,
      cwd: folder.path,
      env: { LC_ALL: 'C', USER: user === null ? userInfo().username : 'postgres' },
      ...as,
    });
  let child = await start();
  let databases = 0;

  async function halt(): Promise<void> {
    // SIGQUIT: immediate shutdown, the recovery is done at the next start.
    child.signal('SIGCONT');
    child.signal('SIGQUIT');
    await child.exited;
  }

  return {
    port,
    url,
    async createDatabase() {
      databases += 1;
      const name = `test_${databases}_${process.pid}`;
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return `postgres://postgres@127.0.0.1:${port}/${name}`;
    },
    signal(signal) {
      // The postmaster only hands connections to processes of their own: all of them hang, or go on.
      child.signal(signal);
      const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
      for (const pid of children.trim().split(' ')) if (pid !== '') signalIfAlive(Number(pid), signal);
    },
    halt,
    async restart() {
      await halt();
      child = await start();
    },
    async stop() {
      child.signal('SIGCONT');
      await child.stop();
      await folder.remove();
    },
  };
}
