import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { freePort } from '../servers/free-port.ts';
import { type BridgeLife, startLife } from './bridge-life.ts';
import { readBodyId } from './numbered-alerts.ts';

/** The service and its store, through as many lives as a test gives it. */
export interface Subject {
  readonly url: string;
  /** `wrapper`: put before the program, such as `['strace', '-f']`. */
  readonly start: (wrapper?: readonly string[]) => Promise<BridgeLife>;
  /** The ids of the bodies in the store, which must be undamaged. For when nobody runs. */
  readonly readStored: () => Promise<ReadonlySet<string>>;
}

export interface SubjectOptions {
  readonly name: string;
  /** For the configuration and, unless `storeFolder` is given, for the store. */
  readonly folder: string;
  readonly storeFolder?: string;
  /** A PostgreSQL that it shares with others, in place of SQLite. */
  readonly storeUrl?: string;
  readonly receiverUrl: string;
}

function readSqliteBodies(path: string): ReadonlySet<string> {
  const database = new DatabaseSync(path);
  try {
    const [check] = database.prepare('PRAGMA integrity_check').all();
    if (check?.['integrity_check'] !== 'ok')
      throw new Error(`the store is damaged: ${JSON.stringify(check)}`);
    const rows = database.prepare('SELECT body FROM webhook_bodies').all();
    return new Set(rows.map((row) => readBodyId(String(row['body']))));
  } finally {
    database.close();
  }
}

async function readPostgresBodies(url: string): Promise<ReadonlySet<string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ body: string }>('SELECT body FROM webhook_bodies');
    return new Set(rows.map((row) => readBodyId(row.body)));
  } finally {
    await client.end();
  }
}

/** A service that sends every alert to one webhook notifier. */
export async function createSubject(options: SubjectOptions): Promise<Subject> {
  const { name, folder, storeUrl } = options;
  const port = await freePort();
  const store = join(options.storeFolder ?? folder, `${name}.db`);
  const configFile = join(folder, `${name}.yml`);
  const compileCache = join(folder, 'compiled');
  mkdirSync(compileCache, { recursive: true });
  const config = {
    server: { listen: `127.0.0.1:${port}` },
    storage: storeUrl === undefined ? { path: store } : { url: storeUrl },
    log: { level: 'warn' },
    notifiers: [{ type: 'webhook', url: options.receiverUrl }],
    route: { notifiers: ['webhook'] },
  };
  await writeFile(configFile, JSON.stringify(config));
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    start: (wrapper = []) => startLife({ configFile, url, compileCache, wrapper }),
    readStored: async () => (storeUrl === undefined ? readSqliteBodies(store) : readPostgresBodies(storeUrl)),
  };
}
