import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Analysis } from '../../src/domain/analysis.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { AppError } from '../../src/domain/errors.ts';
import { createSecret } from '../../src/domain/secret.ts';
import type { SpendLimit } from '../../src/domain/spend-limit.ts';
import {
  finishAnalyses,
  listAnalyses,
  listPendingAnalyses,
  requestAnalysis,
} from '../../src/storage/analyses.ts';
import { inTransaction } from '../../src/storage/guard.ts';
import {
  findIncident,
  findLatestIncident,
  listIncidents,
  raiseRevision,
  saveIncident,
} from '../../src/storage/incidents.ts';
import {
  type CallReservation,
  listKnownParts,
  readLimit,
  reserveCall,
  settleCall,
} from '../../src/storage/model-calls.ts';
import {
  findNotification,
  isBehind,
  listBehind,
  listBehindOfGroup,
  listNotifiers,
  markSynced,
  markSyncFailed,
  wantNotifications,
} from '../../src/storage/notifications.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import { deleteOld } from '../../src/storage/retention.ts';
import type { Db } from '../../src/storage/schema.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import type { Store } from '../../src/storage/store.ts';
import { readUsage } from '../../src/storage/usage.ts';
import { insertWebhookBody } from '../../src/storage/webhook-bodies.ts';
import { sampleIncident, startMs } from '../samples.ts';
import { missingServers } from '../servers/availability.ts';
import { type Postgres, startPostgres } from '../servers/postgres.ts';

let postgres: Postgres | null = null;
beforeAll(async () => {
  if (missingServers(['postgresql']).length === 0) postgres = await startPostgres();
}, 60_000);
afterAll(async () => {
  await postgres?.stop();
});

async function openPostgresStore(): Promise<Store> {
  const url = createSecret((await postgres?.createDatabase()) ?? '');
  const store = openPostgres(url, systemClock);
  await store.ready;
  return store;
}

const stores: readonly (readonly [name: string, open: () => Promise<Store>])[] = [
  ['SQLite', () => openSqlite(':memory:')],
  ...(missingServers(['postgresql']).length === 0 || process.env['CI'] === 'true'
    ? ([['PostgreSQL', openPostgresStore]] as const)
    : []),
];

describe.each(stores)('the store on %s', (_name, open) => {
  let store: Store;
  let db: Db;
  beforeEach(async () => {
    store = await open();
    db = store.db;
  }, 30_000);
  afterEach(async () => {
    await store.close();
  });

  function incident(id: string, given: Parameters<typeof sampleIncident>[1] = {}) {
    return sampleIncident(undefined, { id, groupKey: `group of ${id}`, ...given });
  }

  describe('transactions', () => {
    test('leave nothing when they fail, and say that the store did not take it', async () => {
      const failing = inTransaction(db, async (transaction) => {
        await saveIncident(transaction, incident('a'));
        throw new Error('disk I/O error');
      });
      await expect(failing).rejects.toMatchObject({
        code: 'storage_unavailable',
        message: 'the store did not do it: disk I/O error',
      });
      expect(await findIncident(db, 'a')).toBeNull();
    });

    test('pass on what a stage threw on purpose', async () => {
      const error = new AppError({ code: 'bad_request', message: 'no' });
      await expect(inTransaction(db, () => Promise.reject(error))).rejects.toBe(error);
    });
  });

  describe('incidents', () => {
    test('are found by id, and the newest of a group by its key', async () => {
      await saveIncident(db, incident('a', { groupKey: 'g', occurrence: 1 }));
      await saveIncident(db, incident('b', { groupKey: 'g', occurrence: 2, previousId: 'a' }));
      expect((await findLatestIncident(db, 'g'))?.id).toBe('b');
      expect(await findLatestIncident(db, 'other')).toBeNull();
      expect(await findIncident(db, 'other')).toBeNull();
    });

    test('saved again are changed, not doubled', async () => {
      await saveIncident(db, incident('a'));
      await saveIncident(db, incident('a', { state: 'resolved', revision: 2, resolvedAtMs: startMs }));
      expect(await findIncident(db, 'a')).toMatchObject({ state: 'resolved', revision: 2 });
      expect(await listIncidents(db, 10)).toHaveLength(1);
    });

    test('keep a revision that was raised by something else than an alert', async () => {
      await saveIncident(db, incident('a', { revision: 3 }));
      await raiseRevision(db, 'a');
      expect(await findIncident(db, 'a')).toMatchObject({ revision: 4 });
      expect(await findLatestIncident(db, 'group of a')).toMatchObject({ revision: 4 });
    });

    test('are never two of one group and occurrence', async () => {
      await saveIncident(db, incident('a', { groupKey: 'g' }));
      await expect(saveIncident(db, incident('b', { groupKey: 'g' }))).rejects.toThrow(/unique/i);
    });
  });

  describe('notifications', () => {
    const key = { incidentId: 'a', notifier: 'slack' };
    const shown = (revision: number) => ({
      revision,
      handle: `{"ts":"${revision}"}`,
      nowMs: startMs + revision,
    });
    beforeEach(() => saveIncident(db, incident('a', { revision: 2 })));

    test('wanted twice are one, and keep what they have shown', async () => {
      await wantNotifications(db, incident('a', { revision: 2 }), ['slack'], startMs);
      await markSynced(db, key, shown(2));
      await wantNotifications(db, incident('a', { revision: 2 }), ['slack', 'pagerduty'], startMs + 5000);
      await wantNotifications(db, incident('a', { revision: 2 }), [], startMs);
      expect([...(await listNotifiers(db, 'a'))].sort()).toEqual(['pagerduty', 'slack']);
      expect(await findNotification(db, key)).toMatchObject({ synced_revision: 2, handle: '{"ts":"2"}' });
    });

    test('are behind until they show the newest revision', async () => {
      await wantNotifications(db, incident('a', { revision: 2 }), ['slack'], startMs);
      expect(await listBehind(db, 'slack', 10)).toEqual(['group of a']);
      await markSynced(db, key, shown(1));
      expect(await isBehind(db, 'a')).toBe(true);
      await markSynced(db, key, shown(2));
      expect(await listBehind(db, 'slack', 10)).toEqual([]);
      expect(await listBehind(db, 'pagerduty', 10)).toEqual([]);
      expect(await isBehind(db, 'a')).toBe(false);
      await raiseRevision(db, 'a');
      expect(await listBehind(db, 'slack', 10)).toEqual(['group of a']);
    });

    test('that are behind come oldest first, and at most so many', async () => {
      for (const [index, id] of ['c', 'b'].entries()) {
        await saveIncident(db, incident(id));
        await wantNotifications(db, incident(id), ['slack'], startMs - 10_000 - index);
      }
      await wantNotifications(db, incident('a', { revision: 2 }), ['slack'], startMs);
      expect(await listBehind(db, 'slack', 2)).toEqual(['group of b', 'group of c']);
    });

    test('of one group that are behind come newest first', async () => {
      for (const [id, occurrence] of [
        ['g1', 1],
        ['g2', 2],
        ['g3', 3],
      ] as const) {
        await saveIncident(db, incident(id, { groupKey: 'g', occurrence }));
        await wantNotifications(db, incident(id), ['slack', 'pagerduty'], startMs);
      }
      await markSynced(db, { incidentId: 'g2', notifier: 'slack' }, shown(1));
      expect(await listBehindOfGroup(db, { notifier: 'slack', groupKey: 'g' })).toEqual(['g3', 'g1']);
      expect(await listBehindOfGroup(db, { notifier: 'slack', groupKey: 'other' })).toEqual([]);
    });

    test('remember when they were first shown, and count failures since the last success', async () => {
      await wantNotifications(db, incident('a', { revision: 2 }), ['slack'], startMs);
      await markSyncFailed(db, key, 'notifier_unreachable: down', startMs + 10);
      await markSyncFailed(db, key, 'notifier_unreachable: still down', startMs + 20);
      expect(await findNotification(db, key)).toMatchObject({
        attempts: 2,
        last_error: 'notifier_unreachable: still down',
        first_synced_at: null,
      });
      await markSynced(db, key, shown(1));
      await markSynced(db, key, shown(2));
      expect(await findNotification(db, key)).toMatchObject({
        attempts: 0,
        last_error: null,
        first_synced_at: startMs + 1,
        updated_at: startMs + 2,
      });
    });

    test('of an incident that does not exist cannot be wanted', async () => {
      await expect(wantNotifications(db, incident('none'), ['slack'], startMs)).rejects.toThrow(
        /foreign key/i,
      );
    });
  });

  describe('retention', () => {
    const day = 86_400_000;
    const forget = (limit = 100) =>
      inTransaction(db, (transaction) =>
        deleteOld(transaction, { beforeMs: startMs - 90 * day, nowMs: startMs, limit }),
      );
    const over = (id: string, daysAgo: number) =>
      incident(id, { state: 'resolved', resolvedAtMs: startMs - daysAgo * day });

    test('deletes what was resolved long ago with all that belongs to it, and nothing else', async () => {
      for (const one of [over('old', 91), over('recent', 89), incident('firing', { openedAtMs: 0 })]) {
        await saveIncident(db, one);
        await wantNotifications(db, one, ['slack'], startMs);
        await requestAnalysis(db, { id: `of ${one.id}`, incidentId: one.id, trigger: 'x', requestedAtMs: 1 });
      }
      for (const [id, received_at] of [
        ['b1', startMs - 91 * day],
        ['b2', startMs],
      ] as const) {
        await insertWebhookBody(db, { id, received_at, path: '/webhook', problem: null, body: '{}' });
      }
      expect(await forget()).toBe(1);
      expect(await findIncident(db, 'old')).toBeNull();
      expect(await listNotifiers(db, 'old')).toEqual([]);
      expect(await findIncident(db, 'recent')).not.toBeNull();
      expect(await findIncident(db, 'firing')).not.toBeNull();
      expect(await db.selectFrom('webhook_bodies').select('id').execute()).toEqual([{ id: 'b2' }]);
      expect(await forget()).toBe(0);
    });

    test('goes in batches', async () => {
      for (let index = 0; index < 5; index += 1) await saveIncident(db, over(`old ${index}`, 100));
      expect([await forget(2), await forget(2), await forget(2), await forget(2)]).toEqual([2, 2, 1, 0]);
    });
  });

  describe('analyses', () => {
    const result: Analysis = {
      rung: 'deterministic',
      rungReason: 'no model is configured',
      hypothesis: null,
      findings: [],
      evidence: [],
      model: null,
      failures: [],
      startedAtMs: startMs,
      finishedAtMs: startMs + 500,
    };
    const request = (id: string, incidentId: string, requestedAtMs: number) =>
      requestAnalysis(db, { id, incidentId, trigger: 'the incident is new', requestedAtMs });
    beforeEach(async () => {
      await saveIncident(db, incident('a'));
      await saveIncident(db, incident('b'));
    });

    test('that wait for one incident are all settled by one result, and those of others are not', async () => {
      await request('1', 'a', startMs);
      await request('2', 'a', startMs + 1);
      await request('3', 'b', startMs - 1);
      expect(await listPendingAnalyses(db, startMs + 1000, 10)).toEqual(['b', 'a']);
      await finishAnalyses(db, ['1', '2'], result);
      expect(await listPendingAnalyses(db, startMs + 1000, 10)).toEqual(['b']);
      expect((await listAnalyses(db, 'a')).map(({ id, result: one }) => [id, one?.rung])).toEqual([
        ['2', 'deterministic'],
        ['1', 'deterministic'],
      ]);
    });

    test('that are for later are not pending yet, and are not settled with those of now', async () => {
      await request('1', 'a', startMs);
      await request('2', 'a', startMs + 60_000);
      await finishAnalyses(db, ['1'], result);
      expect(await listPendingAnalyses(db, startMs + 1000, 10)).toEqual([]);
      expect(await listPendingAnalyses(db, startMs + 60_000, 10)).toEqual(['a']);
    });

    test('that are done keep their result when a later one is', async () => {
      await request('1', 'a', startMs);
      await finishAnalyses(db, ['1', '2'], result);
      await request('2', 'a', startMs + 1);
      await finishAnalyses(db, ['2'], { ...result, rung: 'full', finishedAtMs: startMs + 900 });
      const [second, first] = await listAnalyses(db, 'a');
      expect(first).toMatchObject({ id: '1', finishedAtMs: startMs + 500, result });
      expect(second).toMatchObject({ id: '2', finishedAtMs: startMs + 900, result: { rung: 'full' } });
    });
  });

  describe('model calls', () => {
    const minute = 60_000;
    const reserve = (id: string, given: Partial<CallReservation> = {}) =>
      reserveCall(db, {
        id,
        incidentId: 'a',
        alertName: 'Disk',
        model: 'claude',
        providerModel: 'claude-5',
        prompt: { id: 'explain', version: 3 },
        nowMs: startMs,
        limit: 2,
        windowMs: minute,
        maxConcurrent: 100,
        runningMs: 10 * minute,
        estimateTokens: 1000,
        maxTokensPerIncident: 1_000_000,
        estimateUsd: 0.1,
        limits: [],
        parts: [],
        ...given,
      });
    const dayLimit = (usd: number, part: string | null = null): SpendLimit => ({
      name: "the day's budget",
      part,
      windowMs: 24 * 60 * minute,
      usd,
      burst: 1,
    });
    const settled = {
      outcome: 'ok',
      nowMs: startMs + 1,
      inputTokens: 10,
      cachedInputTokens: 4,
      outputTokens: 2,
    };
    const settle = (id: string, costUsd: number | null) => settleCall(db, id, { ...settled, costUsd });

    test('are refused above the limit in any window, and a refused one does not count', async () => {
      expect(await reserve('1', { nowMs: startMs - minute + 1 })).toEqual({ ok: true });
      expect(await reserve('2')).toEqual({ ok: true });
      expect(await reserve('3')).toEqual({ ok: false, reason: 'calls' });
      expect(await reserve('4')).toEqual({ ok: false, reason: 'calls' });
      expect(await reserve('5', { nowMs: startMs + 1 })).toEqual({ ok: true });
      expect(await reserve('6', { nowMs: startMs + 1 })).toEqual({ ok: false, reason: 'calls' });
    });

    test('that come at once take the last place one time only', async () => {
      const outcomes = await Promise.all(['1', '2', '3', '4', '5'].map((id) => reserve(id)));
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(2);
    });

    test('a limit of none allows none', async () => {
      expect((await reserve('1', { limit: 0 })).ok).toBe(false);
    });

    test('never take more than the budget: what is reserved counts in full until it is settled for less', async () => {
      const budget = dayLimit(0.25);
      const given = { limit: 100, limits: [budget] };
      expect((await reserve('1', given)).ok).toBe(true);
      expect((await reserve('2', given)).ok).toBe(true);
      expect(await reserve('3', given)).toEqual({ ok: false, reason: 'budget', limit: budget });
      await settle('1', 0.01);
      expect((await reserve('3', given)).ok).toBe(true);
      expect(await reserve('4', given)).toEqual({ ok: false, reason: 'budget', limit: budget });
      await settle('2', null);
      expect(await reserve('4', given)).toEqual({ ok: false, reason: 'budget', limit: budget });
      expect(
        (await reserve('4', { ...given, nowMs: startMs + given.limit + 24 * 60 * minute + 5 * minute })).ok,
      ).toBe(true);
    });

    test('without a known price are refused where there is a budget', async () => {
      expect(await reserve('1', { estimateUsd: null, limits: [dayLimit(5)] })).toEqual({
        ok: false,
        reason: 'price_unknown',
      });
      expect((await reserve('1', { estimateUsd: null })).ok).toBe(true);
    });

    test('are refused while as many run as may run at a time, but not for ever by one that never ends', async () => {
      const given = { limit: 100, maxConcurrent: 1 };
      expect((await reserve('1', given)).ok).toBe(true);
      expect(await reserve('2', given)).toEqual({ ok: false, reason: 'running' });
      expect((await reserve('2', { ...given, nowMs: startMs + 10 * minute })).ok).toBe(true);
      await settle('2', 0);
      expect((await reserve('3', { ...given, nowMs: startMs + 10 * minute })).ok).toBe(true);
    });

    test('take no more tokens for one incident than it may have', async () => {
      const given = { limit: 100, maxTokensPerIncident: 2000 };
      expect((await reserve('1', given)).ok).toBe(true);
      expect((await reserve('2', given)).ok).toBe(true);
      expect(await reserve('3', given)).toEqual({ ok: false, reason: 'tokens' });
      expect((await reserve('3', { ...given, incidentId: 'b' })).ok).toBe(true);
      await settle('1', 0.01);
      expect(await reserve('4', { ...given, estimateTokens: 989 })).toEqual({ ok: false, reason: 'tokens' });
      expect((await reserve('4', { ...given, estimateTokens: 988 })).ok).toBe(true);
    });

    test('of a part count for the budget of that part only', async () => {
      const team = dayLimit(0.15, 'team=db');
      const given = { limit: 100, limits: [dayLimit(10), team], parts: ['team=db'] };
      expect((await reserve('1', given)).ok).toBe(true);
      expect(await reserve('2', given)).toEqual({ ok: false, reason: 'budget', limit: team });
      const other = dayLimit(0.15, 'team=web');
      expect((await reserve('3', { limit: 100, limits: [other], parts: ['team=web'] })).ok).toBe(true);
      expect(await listKnownParts(db, startMs - minute)).toEqual(['team=db', 'team=web']);
      expect(await readLimit(db, team, startMs)).toEqual({ spentUsd: 0.1, allowedUsd: expect.closeTo(0.05) });
    });

    test('in a storm leave a paced budget something for later', async () => {
      const given = { limit: 1000, limits: [{ ...dayLimit(2.4), burst: 0.25 }] };
      const hour = 60 * minute;
      let calls = 0;
      for (let index = 0; index < 10; index += 1) calls += Number((await reserve(`a${index}`, given)).ok);
      expect(calls).toBe(6);
      for (let index = 0; index < 10; index += 1)
        calls += Number((await reserve(`b${index}`, { ...given, nowMs: startMs + 3 * hour })).ok);
      expect(calls).toBe(8);
    });

    test('are added up by day, model, alert and prompt', async () => {
      await reserve('1', { limit: 100 });
      await settle('1', 0.02);
      await reserve('2', {
        limit: 100,
        alertName: 'Cpu',
        incidentId: 'b',
        nowMs: startMs - 24 * 60 * minute,
      });
      await settleCall(db, '2', { ...settled, outcome: 'model_timeout', costUsd: null });
      const span = { sinceMs: startMs - 48 * 60 * minute, untilMs: startMs };
      const days = await readUsage(db, { ...span, by: 'day' });
      expect(days.rows.map(({ key, calls, answered }) => [key, calls, answered])).toEqual([
        ['2026-11-11', 1, 0],
        ['2026-11-12', 1, 1],
      ]);
      expect(days.total).toEqual({
        key: 'total',
        calls: 2,
        answered: 1,
        inputTokens: 20,
        cachedInputTokens: 8,
        outputTokens: 4,
        costUsd: expect.closeTo(0.12),
        meanLatencyMs: 1,
        incidents: 2,
      });
      const alerts = await readUsage(db, { ...span, by: 'alertname' });
      expect(alerts.rows.map(({ key }) => key)).toEqual(['Cpu', 'Disk']);
      expect((await readUsage(db, { ...span, by: 'model' })).rows[0]?.key).toBe('claude-5');
      expect((await readUsage(db, { ...span, by: 'prompt' })).rows[0]?.key).toBe('explain v3');
      const none = await readUsage(db, { sinceMs: 0, untilMs: 1, by: 'day' });
      expect(none).toMatchObject({ rows: [], total: { calls: 0, costUsd: 0, meanLatencyMs: null } });
    });

    test('are written down with their outcome', async () => {
      await reserve('1');
      await settle('1', 0.02);
      expect(await db.selectFrom('model_calls').selectAll().executeTakeFirst()).toMatchObject({
        id: '1',
        incident_id: 'a',
        model: 'claude',
        state: 'settled',
        outcome: 'ok',
        settled_at: startMs + 1,
        input_tokens: 10,
        cached_input_tokens: 4,
        output_tokens: 2,
        cost_usd: 0.02,
      });
    });
  });
});
