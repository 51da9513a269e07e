import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely';
import { AppError } from '../domain/errors.ts';
import { migrate } from './migrations.ts';
import type { Database, Db } from './schema.ts';

/** Lets Kysely, which knows better-sqlite3's interface, use Node's own SQLite. */
function adaptDatabase(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const statement = database.prepare(sql);
      const bind = (parameters: readonly unknown[]): SQLInputValue[] => [...parameters] as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...bind(parameters)),
        run: (parameters) => statement.run(...bind(parameters)),
        iterate: (parameters) => statement.iterate(...bind(parameters)),
      };
    },
  };
}

/**
 * Opens (and creates) the embedded store: write-ahead log, and `synchronous=FULL`, so that a commit has been fsynced
 * when it returns (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
export async function openSqlite(path: string): Promise<Db> {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    const database = new DatabaseSync(path, { timeout: 2000 });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
    const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: adaptDatabase(database) }) });
    await migrate(db);
    return db;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError({
      code: 'storage_unavailable',
      message: `cannot open the database "${path}": ${why}; check that the folder exists and may be written`,
      cause,
    });
  }
}
