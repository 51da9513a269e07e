import type { Kysely } from 'kysely';
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import { AppError } from '../domain/errors.ts';
import { behindMigration } from './migration-behind.ts';
import { ledgerMigration } from './migration-ledger.ts';
import { pictureMigration } from './migration-picture.ts';
import { reviewMigration } from './migration-review.ts';
import { undoMigration } from './migration-undo.ts';
import type { Db } from './schema.ts';

const initial: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('webhook_bodies')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('received_at', 'bigint', (column) => column.notNull())
      .addColumn('path', 'text', (column) => column.notNull())
      .addColumn('problem', 'text')
      .addColumn('body', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('incidents')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('group_key', 'text', (column) => column.notNull())
      .addColumn('occurrence', 'integer', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('severity', 'text', (column) => column.notNull())
      .addColumn('alert_name', 'text', (column) => column.notNull())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('resolved_at', 'bigint')
      .addColumn('opened_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addColumn('data', 'text', (column) => column.notNull())
      .addUniqueConstraint('incidents_group_key_occurrence', ['group_key', 'occurrence'])
      .execute();
    await db.schema
      .createTable('notifications')
      .addColumn('incident_id', 'text', (column) => column.notNull().references('incidents.id'))
      .addColumn('notifier', 'text', (column) => column.notNull())
      .addColumn('synced_revision', 'integer', (column) => column.notNull())
      .addColumn('handle', 'text')
      .addColumn('first_synced_at', 'bigint')
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('last_error', 'text')
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('notifications_pk', ['incident_id', 'notifier'])
      .execute();
    await db.schema
      .createTable('analyses')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('incident_id', 'text', (column) => column.notNull().references('incidents.id'))
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('trigger', 'text', (column) => column.notNull())
      .addColumn('requested_at', 'bigint', (column) => column.notNull())
      .addColumn('finished_at', 'bigint')
      .addColumn('rung', 'text')
      .addColumn('data', 'text')
      .execute();
    await db.schema
      .createIndex('analyses_by_incident')
      .on('analyses')
      .columns(['incident_id', 'requested_at'])
      .execute();
    await db.schema.createIndex('analyses_by_state').on('analyses').column('state').execute();
    await db.schema
      .createTable('model_calls')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('incident_id', 'text')
      .addColumn('model', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text')
      .addColumn('reserved_at', 'bigint', (column) => column.notNull())
      .addColumn('settled_at', 'bigint')
      .addColumn('input_tokens', 'integer', (column) => column.notNull())
      .addColumn('cached_input_tokens', 'integer', (column) => column.notNull())
      .addColumn('output_tokens', 'integer', (column) => column.notNull())
      .addColumn('cost_usd', 'double precision')
      .execute();
    await db.schema.createIndex('model_calls_by_time').on('model_calls').column('reserved_at').execute();
  },
};

const budgetAndCache: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .alterTable('model_calls')
      .addColumn('reserved_usd', 'double precision', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createTable('response_cache')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('incident_id', 'text', (column) => column.notNull())
      .addColumn('answer', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('response_cache_by_expiry')
      .on('response_cache')
      .column('expires_at')
      .execute();
  },
};

const egress: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('egress')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('incident_id', 'text', (column) => column.references('incidents.id').onDelete('cascade'))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('method', 'text', (column) => column.notNull())
      .addColumn('url', 'text', (column) => column.notNull())
      .addColumn('body', 'text')
      .addColumn('sent_at', 'bigint', (column) => column.notNull())
      .addColumn('answered_at', 'bigint')
      .addColumn('status', 'integer')
      .addColumn('answer', 'text')
      .addColumn('error', 'text')
      .execute();
    await db.schema
      .createIndex('egress_by_incident')
      .on('egress')
      .columns(['incident_id', 'sent_at'])
      .execute();
  },
};

const changes: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .createTable('changes')
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('service', 'text')
      .addColumn('received_at', 'bigint', (column) => column.notNull())
      .addColumn('data', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('changes_pk', ['source', 'id'])
      .execute();
    await db.schema.createIndex('changes_by_time').on('changes').column('at').execute();
  },
};

/** Named so that they sort in the order in which they were written; never edited once released. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001_initial': initial,
  '0003_budget_and_cache': budgetAndCache,
  '0010_egress': egress,
  '0011_changes': changes,
  '0020_review': reviewMigration,
  '0021_behind': behindMigration,
  '0040_ledger': ledgerMigration,
  '0050_picture': pictureMigration,
  '0060_undo': undoMigration,
};

const provider: MigrationProvider = { getMigrations: () => Promise.resolve({ ...migrations }) };

/** Brings the schema up to date. Throws `storage_unavailable` when it cannot. */
export async function migrate(db: Db): Promise<void> {
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) {
    throw new AppError({
      code: 'storage_unavailable',
      message: `cannot bring the database schema up to date: ${error instanceof Error ? error.message : String(error)}`,
      cause: error,
    });
  }
}
