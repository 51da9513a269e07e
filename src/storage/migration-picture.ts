import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When a picture was put beside a message, or tried to be. */
export const pictureMigration: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('notifications').addColumn('picture_at', 'bigint').execute();
  },
};
