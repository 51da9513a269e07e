import type { Config } from '../config/schema.ts';
import type { Clock } from '../domain/clock.ts';
import { openPostgres } from '../storage/postgres.ts';
import { openSqlite } from '../storage/sqlite.ts';
import type { Store } from '../storage/store.ts';

/** Opens what the configuration names. Throws `storage_unavailable` when the SQLite file cannot be used. */
export async function openStore(storage: Config['storage'], clock: Clock): Promise<Store> {
  if (storage.url !== undefined) return openPostgres(storage.url, clock);
  return openSqlite(storage.path);
}
