import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely';
import { AppError } from '../domain/errors.ts';
import { claimFile } from './claim-file.ts';
import { migrate } from './migrations.ts';
import type { Database, Db } from './schema.ts';
import type { Store } from './store.ts';
import { toStoreError } from './store-errors.ts';

/** How long a statement waits for another process's lock. */
const busyTimeoutMs = 2000;
/** Kysely writes the same few dozen statements; compiling one takes longer than running it. */
const mostStatements = 200;

/** Lets Kysely, which knows better-sqlite3's interface, use Node's own SQLite. */
function adaptDatabase(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    if (statements.size >= mostStatements) statements.clear();
    statements.set(sql, statement);
    return statement;
  };
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const run = <T>(work: (statement: StatementSync) => T): T => {
        try {
          return work(prepare(sql));
        } catch (cause) {
          throw toStoreError(cause);
        }
      };
      const bind = (parameters: readonly unknown[]): SQLInputValue[] => [...parameters] as SQLInputValue[];
      return {
        reader: run((statement) => statement.columns().length > 0),
        all: (parameters) => run((statement) => statement.all(...bind(parameters))),
        run: (parameters) => run((statement) => statement.run(...bind(parameters))),
        iterate: (parameters) => run((statement) => statement.iterate(...bind(parameters))),
      };
    },
  };
}

function openDatabase(path: string): DatabaseSync {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  return database;
}

function toKysely(database: DatabaseSync): Db {
  return new Kysely<Database>({ dialect: new SqliteDialect({ database: adaptDatabase(database) }) });
}

function toOpenError(path: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new AppError({
    code: 'storage_unavailable',
    message: `cannot open the database "${path}": ${why}; check that the folder exists and may be written`,
    cause,
  });
}

/**
 * Opens (and creates) the embedded store for this process alone: write-ahead log, and `synchronous=FULL`, so that a
 * commit has been fsynced when it returns (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
export async function openSqlite(path: string): Promise<Store> {
  let release = (): void => undefined;
  try {
    if (path !== ':memory:') {
      mkdirSync(dirname(path), { recursive: true });
      release = claimFile(path);
    }
    const db = toKysely(openDatabase(path));
    await migrate(db);
    return {
      db,
      kind: 'sqlite',
      ready: Promise.resolve(),
      close: async () => {
        await db.destroy();
        release();
      },
    };
  } catch (cause) {
    release();
    throw toOpenError(path, cause);
  }
}

/** Opens a store beside the service that uses it, to read. */
export function readSqlite(path: string): Db {
  try {
    return toKysely(new DatabaseSync(path, { timeout: busyTimeoutMs, readOnly: true }));
  } catch (cause) {
    throw toOpenError(path, cause);
  }
}

/** Copies a store that may be in use into a new file, whole and compact (https://www.sqlite.org/lang_vacuum.html#vacuuminto). */
export function backUpSqlite(path: string, to: string): void {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs, readOnly: true });
  try {
    database.prepare('VACUUM INTO ?').run(to);
  } finally {
    database.close();
  }
}
