import { existsSync } from 'node:fs';
import { AppError, toAppError } from '../domain/errors.ts';
import { backUpSqlite } from '../storage/sqlite.ts';
import { findConfigFile, readConfig } from './environment.ts';

/** `backup FILE`: a copy of the embedded store as it is now, also while the service runs. Never over a file. */
export function backup(file: string, options: { readonly config?: string }): number {
  const { url, path } = readConfig(findConfigFile(options.config)).storage;
  if (url !== undefined) {
    throw new AppError({
      code: 'bad_request',
      message: 'the store is PostgreSQL: use pg_dump, or your provider’s backups',
    });
  }
  if (existsSync(file)) {
    throw new AppError({ code: 'bad_request', message: `"${file}" is there already; it was left alone` });
  }
  if (!existsSync(path)) {
    throw new AppError({ code: 'not_found', message: `there is no database "${path}" to back up` });
  }
  try {
    backUpSqlite(path, file);
  } catch (cause) {
    throw new AppError({
      code: 'storage_unavailable',
      message: `cannot back up "${path}" to "${file}": ${toAppError(cause).message}`,
      cause,
    });
  }
  process.stdout.write(`${path} is backed up to ${file}\n`);
  return 0;
}
