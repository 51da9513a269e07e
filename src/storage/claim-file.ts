import { hostname } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../domain/errors.ts';

/**
 * Claims a database file for this process, by a write lock on `<file>.lock`, a database of its own: the kernel gives it
 * back when the process ends, however it ends. Throws `storage_unavailable` that names the process which has it. The
 * returned function gives it back.
 */
export function claimFile(database: string): () => void {
  const lock = new DatabaseSync(`${database}.lock`, { timeout: 0 });
  try {
    lock.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER, host TEXT)');
    lock.exec('BEGIN IMMEDIATE; DELETE FROM holder');
    lock.prepare('INSERT INTO holder VALUES (?, ?)').run(process.pid, hostname());
    lock.exec('COMMIT; BEGIN IMMEDIATE');
    return () => {
      if (lock.isOpen) lock.close();
    };
  } catch (cause) {
    const holder = readHolder(lock);
    lock.close();
    throw new AppError({
      code: 'storage_unavailable',
      message:
        `the database "${database}" is in use${holder}; stop that process first, ` +
        'or use PostgreSQL (storage.url) to run several replicas',
      cause,
    });
  }
}

function readHolder(lock: DatabaseSync): string {
  try {
    const row = lock.prepare('SELECT pid, host FROM holder').get();
    return row === undefined ? '' : ` by process ${row['pid']} on ${row['host']}`;
  } catch {
    return '';
  }
}
