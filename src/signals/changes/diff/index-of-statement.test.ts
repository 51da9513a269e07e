import { expect, test } from 'vitest';
import { canUseIndex } from './index-of-statement.ts';

const byPhone = 'slow query: SELECT id FROM contacts WHERE tenant_id = $1 AND phone_norm = $2';

test.each([
  ['a column of another kind', 'DROP INDEX CONCURRENTLY IF EXISTS idx_contacts_legacy_ref;', byPhone, false],
  ['a column that is asked for', 'DROP INDEX idx_contacts_phone_norm;', byPhone, true],
  ['the first of its columns', 'DROP INDEX contacts_tenant_created_idx', byPhone, true],
  ['a later column only', 'DROP INDEX idx_contacts_created_source_tenant', byPhone, false],
  ['the table alone', 'DROP INDEX idx_contacts', byPhone, true],
  [
    'a table of two words',
    'DROP INDEX idx_ledger_entries_import_batch',
    'SELECT id FROM ledger_entries WHERE account_id = $1',
    false,
  ],
  ['Rails', "remove_index :contacts, name: 'index_contacts_on_phone_norm'", byPhone, true],
])('an index is used by %s', (_, definition, statement, expected) => {
  expect(canUseIndex(definition, [statement])).toBe(expected);
});

test('where no statement was logged, any index may have been used', () => {
  expect(canUseIndex('DROP INDEX idx_contacts_legacy_ref', [])).toBe(true);
});
