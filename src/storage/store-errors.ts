import { AppError, toAppError } from '../domain/errors.ts';

/** Whatever a database driver throws: the store did not do it. Settled here, once, at the edge. */
export function toStoreError(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return new AppError({
    code: 'storage_unavailable',
    message: `the store did not do it: ${toAppError(cause).message}`,
    cause,
  });
}
