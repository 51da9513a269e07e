import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Rows that are behind, and rows that are old, are found by an index, however many incidents there are. */
export const behindMigration: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema
      .alterTable('notifications')
      .addColumn('wanted_revision', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema
      .alterTable('incidents')
      .addColumn('repeats', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await sql`update notifications set wanted_revision =
      (select revision from incidents where incidents.id = notifications.incident_id)`.execute(db);
    await sql`create index notifications_behind on notifications (notifier, updated_at)
      where synced_revision < wanted_revision`.execute(db);
    await db.schema
      .createIndex('incidents_by_resolve')
      .on('incidents')
      .columns(['state', 'resolved_at'])
      .execute();
    await db.schema
      .createIndex('webhook_bodies_by_time')
      .on('webhook_bodies')
      .column('received_at')
      .execute();
  },
};
