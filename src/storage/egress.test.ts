import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleIncident, startMs } from '../../test/samples.ts';
import { finishEgress, insertEgress, listEgress, type SentRequest } from './egress.ts';
import { saveIncident } from './incidents.ts';
import type { Db } from './schema.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

let store: Store;
let db: Db;
beforeEach(async () => {
  store = await openSqlite(':memory:');
  db = store.db;
  await saveIncident(db, sampleIncident());
});
afterEach(() => db.destroy());

function sent(id: string, given: Partial<SentRequest> = {}): SentRequest {
  return {
    id,
    incidentId: 'incident-1',
    kind: 'notifier',
    name: 'slack',
    method: 'POST',
    url: 'https://slack.com/api/chat.postMessage',
    body: '{"text":"é"}',
    sentAtMs: startMs,
    ...given,
  };
}

test('what was sent is read back in its order, with its answer when it came', async () => {
  await insertEgress(db, sent('b', { sentAtMs: startMs + 1 }));
  await insertEgress(db, sent('a'));
  await insertEgress(db, sent('c', { incidentId: null }));
  await finishEgress(db, { id: 'a', answeredAtMs: startMs + 5, status: 200, answer: 'ok', error: null });
  const { incidentId: _, ...request } = sent('a');
  expect(await listEgress(db, 'incident-1')).toEqual([
    { ...request, answeredAtMs: startMs + 5, status: 200, answer: 'ok', error: null },
    expect.objectContaining({ id: 'b', answeredAtMs: null, status: null, answer: null }),
  ]);
});

test('it goes when its incident goes', async () => {
  await insertEgress(db, sent('a'));
  await db.deleteFrom('incidents').execute();
  expect(await db.selectFrom('egress').selectAll().execute()).toEqual([]);
});
