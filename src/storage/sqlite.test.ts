import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleIncident } from '../../test/samples.ts';
import { AppError } from '../domain/errors.ts';
import { findIncident, saveIncident } from './incidents.ts';
import { migrate } from './migrations.ts';
import { backUpSqlite, openSqlite, readSqlite } from './sqlite.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function incident(id: string) {
  return sampleIncident(undefined, { id, groupKey: `group of ${id}` });
}

describe('opening', () => {
  test('a file store survives a crash of the machine: every commit is written ahead and synced', async () => {
    const store = await openSqlite(join(folder, 'deep', 'down', 'bridge.db'));
    const pragma = async (name: string) =>
      Object.values((await sql.raw(`PRAGMA ${name}`).execute(store.db)).rows[0] as object)[0];
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('foreign_keys')).toBe(1);
    await store.close();
  });

  test('what was stored is there after opening again, and migrations run twice do nothing', async () => {
    const path = join(folder, 'bridge.db');
    const first = await openSqlite(path);
    await saveIncident(first.db, incident('a'));
    await migrate(first.db);
    await first.close();
    const second = await openSqlite(path);
    expect(await findIncident(second.db, 'a')).toEqual(incident('a'));
    await second.close();
  });

  test.each([
    ['a folder that cannot be made', () => join(folder, 'file', 'bridge.db')],
    ['a folder in place of the file', () => folder],
    ['a file that is no database', () => join(folder, 'file')],
  ])('%s is a store that is unavailable, and the message names it', async (_, pathOf) => {
    writeFileSync(join(folder, 'file'), 'this is no database, but quite a long text '.repeat(50));
    const opening = openSqlite(pathOf());
    await expect(opening).rejects.toBeInstanceOf(AppError);
    await expect(opening).rejects.toMatchObject({
      code: 'storage_unavailable',
      message: expect.stringContaining(pathOf()),
    });
  });

  test('a second process is told who has the file, and gets it when that one has ended', async () => {
    const path = join(folder, 'bridge.db');
    const first = await openSqlite(path);
    await expect(openSqlite(path)).rejects.toMatchObject({
      code: 'storage_unavailable',
      message: expect.stringMatching(new RegExp(`in use by process ${process.pid} on .*PostgreSQL`)),
    });
    const reader = readSqlite(path);
    expect(await findIncident(reader, 'a')).toBeNull();
    await reader.destroy();
    await first.close();
    const second = await openSqlite(path);
    await second.close();
  });

  test('a backup of a store in use is whole, and opens as a store', async () => {
    const path = join(folder, 'bridge.db');
    const store = await openSqlite(path);
    await saveIncident(store.db, incident('a'));
    backUpSqlite(path, join(folder, 'copy.db'));
    await saveIncident(store.db, incident('b'));
    await store.close();
    const copy = await openSqlite(join(folder, 'copy.db'));
    expect([(await findIncident(copy.db, 'a'))?.id, await findIncident(copy.db, 'b')]).toEqual(['a', null]);
    await copy.close();
  });
});
