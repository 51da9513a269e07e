import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How to take back what a suggested command changes; of those that were suggested before, nothing is known. */
export const undoMigration: Migration = {
  up: async (db: Kysely<unknown>) => {
    await db.schema.alterTable('reviews').addColumn('undo', 'text').execute();
  },
};
