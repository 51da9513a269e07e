import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from 'kysely';
import pg from 'pg';
import type { Clock } from '../domain/clock.ts';
import type { Secret } from '../domain/secret.ts';
import { migrate } from './migrations.ts';
import type { Database, Db } from './schema.ts';
import type { Store } from './store.ts';
import { toStoreError } from './store-errors.ts';

/** A webhook has to be answered within five seconds, whatever the server does. */
const connectTimeoutMs = 3000;
const statementTimeoutMs = 4000;
const queryTimeoutMs = 4500;
const idleInTransactionMs = 10_000;
const mostConnections = 16;
const migrateAgainMs = 2000;
/** Any number that nobody else uses: replicas that start together bring the schema up to date one after the other. */
const migrationLock = 7_120_031;

const int8 = 20;

/** Times are epoch milliseconds and counts are small: 64-bit integers are numbers here. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === int8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
};

/** PostgreSQL cannot hold U+0000 in text; a body with one is kept all the same. */
function withoutNull(parameter: unknown): unknown {
  return typeof parameter === 'string' ? parameter.replaceAll('\u0000', '\ufffd') : parameter;
}

/** A client whose errors are ours, and that can hold every text. */
function adaptClient(client: pg.PoolClient): PostgresPoolClient {
  const query = async (text: unknown, parameters?: readonly unknown[]): Promise<unknown> => {
    try {
      return await (client.query as (text: unknown, values?: readonly unknown[]) => Promise<unknown>)(
        text,
        parameters?.map(withoutNull),
      );
    } catch (cause) {
      throw toStoreError(cause);
    }
  };
  return { query, release: () => client.release() } as unknown as PostgresPoolClient;
}

function adaptPool(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => {
      try {
        return adaptClient(await pool.connect());
      } catch (cause) {
        throw toStoreError(cause);
      }
    },
    end: () => pool.end(),
    options: {},
  } as unknown as PostgresPool;
}

async function migrateAlone(db: Db): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`set statement_timeout = 0`.execute(connection);
    await sql`select pg_advisory_lock(${migrationLock})`.execute(connection);
    try {
      await migrate(connection);
    } finally {
      await sql`select pg_advisory_unlock(${migrationLock})`.execute(connection);
      await sql`set statement_timeout = ${sql.lit(statementTimeoutMs)}`.execute(connection);
    }
  });
}

/**
 * Opens a PostgreSQL database. It may be away: then everything throws `storage_unavailable` until it is back, and the
 * schema is brought up to date as soon as it is.
 */
export function openPostgres(url: Secret, clock: Clock): Store {
  const pool = new pg.Pool({
    connectionString: url.reveal(),
    max: mostConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: queryTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    keepAlive: true,
    application_name: 'llm-alert-bridge',
    types,
  });
  // A connection that breaks while it idles: the next query gets another one.
  pool.on('error', () => undefined);
  // One that breaks while it is used: its query fails, or the next one on it does.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: adaptPool(pool) }) });
  let cancel = (): void => undefined;
  let closed = false;
  const ready = new Promise<void>((resolve) => {
    const attempt = async (): Promise<void> => {
      try {
        await migrateAlone(db);
        resolve();
      } catch {
        if (!closed) cancel = clock.after(migrateAgainMs, () => void attempt());
      }
    };
    void attempt();
  });
  return {
    db,
    kind: 'postgres',
    ready,
    close: async () => {
      closed = true;
      cancel();
      await db.destroy();
    },
  };
}
