import type { Config } from '../config/schema.ts';
import type { Clock } from '../domain/clock.ts';
import { openSqlite } from '../storage/sqlite.ts';
import type { Store } from '../storage/store.ts';

/** Opens what the configuration names. Throws `storage_unavailable` when the SQLite file cannot be used. */
export async function openStore(storage: Config['storage'], clock: Clock): Promise<Store> {
  if (storage.url === undefined) return openSqlite(storage.path);
  const { openPostgres } = await import('../storage/postgres.ts');
  return openPostgres(storage.url, clock);
}
