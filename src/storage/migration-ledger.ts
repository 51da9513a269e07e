import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a call was for, so that money can be told apart by alert, prompt and part; and questions that are being asked. */
export const ledgerMigration: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('model_calls').addColumn('provider_model', 'text').execute();
    await db.schema.alterTable('model_calls').addColumn('alert_name', 'text').execute();
    await db.schema.alterTable('model_calls').addColumn('prompt_id', 'text').execute();
    await db.schema.alterTable('model_calls').addColumn('prompt_version', 'integer').execute();
    await db.schema
      .alterTable('model_calls')
      .addColumn('reserved_tokens', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.createIndex('model_calls_by_incident').on('model_calls').column('incident_id').execute();
    await db.schema
      .createTable('model_call_parts')
      .addColumn('call_id', 'text', (column) =>
        column.notNull().references('model_calls.id').onDelete('cascade'),
      )
      .addColumn('part', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('model_call_parts_pk', ['part', 'call_id'])
      .execute();
    await db.schema
      .createTable('open_questions')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('holder', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.alterTable('response_cache').addColumn('situation', 'text').execute();
    await db.schema
      .createIndex('response_cache_by_situation')
      .on('response_cache')
      .columns(['situation', 'created_at'])
      .execute();
  },
};
