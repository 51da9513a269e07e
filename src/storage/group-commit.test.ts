import { afterEach, beforeEach, expect, test } from 'vitest';
import { AppError } from '../domain/errors.ts';
import { type Commit, createCommit } from './group-commit.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';
import { insertWebhookBody } from './webhook-bodies.ts';

let store: Store;
let commit: Commit;
beforeEach(async () => {
  store = await openSqlite(':memory:');
  commit = createCommit(store.db);
});
afterEach(() => store.close());

const insert = (id: string) =>
  commit(async (db) => {
    await insertWebhookBody(db, { id, received_at: 1, path: '/', problem: null, body: '' });
    return id;
  });
const stored = async () =>
  (await store.db.selectFrom('webhook_bodies').select('id').orderBy('id').execute()).map((row) => row.id);

test('what comes together is stored together, each with its own result', async () => {
  const ids = Array.from({ length: 200 }, (_, index) => String(index).padStart(3, '0'));
  expect(await Promise.all(ids.map(insert))).toEqual(ids);
  expect(await stored()).toEqual(ids);
});

test('one that fails takes none of the others with it, and leaves nothing behind', async () => {
  const error = new AppError({ code: 'bad_request', message: 'no' });
  const failing = commit(async (db) => {
    await insertWebhookBody(db, { id: 'lost', received_at: 1, path: '/', problem: null, body: '' });
    throw error;
  });
  const results = await Promise.allSettled([insert('a'), failing, insert('b'), insert('a')]);
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  await expect(failing).rejects.toBe(error);
  expect(await stored()).toEqual(['a', 'b']);
});

test('nobody is told before the commit: what a commit that fails held is refused as a whole', async () => {
  await store.db.schema
    .createTable('parent')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .execute();
  await store.db.schema
    .createTable('child')
    .addColumn('id', 'text', (column) => column.references('parent.id'))
    .execute();
  const { sql } = await import('kysely');
  const orphan = commit(async (db) => {
    await sql`pragma defer_foreign_keys = on`.execute(db);
    await sql`insert into child values ('orphan')`.execute(db);
  });
  const results = await Promise.allSettled([insert('a'), orphan]);
  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected']);
  expect(await stored()).toEqual([]);
  expect(await insert('b')).toBe('b');
});
