import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The review queue, what people say of explanations, and the audit log. */
export const reviewMigration: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('analyses').addColumn('headline', 'text').execute();
    await db.schema.alterTable('analyses').addColumn('cause_status', 'text').execute();
    await db.schema
      .createTable('reviews')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('incident_id', 'text', (column) => column.notNull().references('incidents.id'))
      .addColumn('command', 'text', (column) => column.notNull())
      .addColumn('sha256', 'text', (column) => column.notNull())
      .addColumn('effect', 'text', (column) => column.notNull())
      .addColumn('dry_run', 'text')
      .addColumn('purpose', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('decided_at', 'bigint')
      .addColumn('decided_by', 'text')
      .addColumn('decided_via', 'text')
      .addColumn('reason', 'text')
      .addColumn('outcome', 'text')
      .addColumn('outcome_by', 'text')
      .addUniqueConstraint('reviews_incident_command', ['incident_id', 'sha256'])
      .execute();
    await db.schema.createIndex('reviews_by_state').on('reviews').columns(['state', 'expires_at']).execute();
    await db.schema
      .createIndex('incidents_by_state')
      .on('incidents')
      .columns(['state', 'opened_at', 'id'])
      .execute();
    await db.schema.createIndex('incidents_by_update').on('incidents').column('updated_at').execute();
    await db.schema
      .createTable('feedback')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('incident_id', 'text', (column) => column.notNull().references('incidents.id'))
      .addColumn('analysis_id', 'text', (column) => column.notNull())
      .addColumn('judgement', 'text', (column) => column.notNull())
      .addColumn('note', 'text')
      .addColumn('given_by', 'text', (column) => column.notNull())
      .addColumn('via', 'text', (column) => column.notNull())
      .addColumn('given_at', 'bigint', (column) => column.notNull())
      .addColumn('model', 'text')
      .addColumn('prompt_version', 'integer')
      .execute();
    await db.schema.createIndex('feedback_by_incident').on('feedback').column('incident_id').execute();
    await db.schema
      .createTable('audit_log')
      .addColumn('seq', 'integer', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('detail', 'text', (column) => column.notNull())
      .addColumn('previous_hash', 'text', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('sessions')
      .addColumn('id_hash', 'text', (column) => column.primaryKey())
      .addColumn('principal', 'text', (column) => column.notNull())
      .addColumn('csrf_token', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
  },
};
