import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Analysis } from '../../src/domain/analysis.ts';
import { systemClock } from '../../src/domain/clock.ts';
import type { Feedback, Review } from '../../src/domain/review.ts';
import { createSecret } from '../../src/domain/secret.ts';
import { finishAnalyses, listDoneSince, requestAnalysis } from '../../src/storage/analyses.ts';
import { appendAudit, findLastAudit, listAudit, listNewestAudit } from '../../src/storage/audit-log.ts';
import { listChanges, saveChange } from '../../src/storage/changes.ts';
import { finishEgress, insertEgress, listEgress } from '../../src/storage/egress.ts';
import {
  countRight,
  listFeedback,
  listFeedbackOf,
  listJudgedIncidents,
  saveFeedback,
} from '../../src/storage/feedback.ts';
import { inTransaction } from '../../src/storage/guard.ts';
import { listEarlierIncidents, listNewestResults } from '../../src/storage/history.ts';
import {
  countFiring,
  findIncidents,
  type IncidentQuery,
  listHeadlines,
  listRevisions,
  listSimilar,
} from '../../src/storage/incident-list.ts';
import { saveIncident } from '../../src/storage/incidents.ts';
import { reserveCall, settleCall } from '../../src/storage/model-calls.ts';
import { markSyncFailed, wantNotifications } from '../../src/storage/notifications.ts';
import { claimQuestion, isOpenQuestion, releaseQuestion } from '../../src/storage/open-questions.ts';
import { listModelUses, listNewestAnalyses, listNotifierUses } from '../../src/storage/part-uses.ts';
import { listCommonLabels, listPastFirings } from '../../src/storage/past-firings.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import { findAnswer, findKindredAnswer, saveAnswer } from '../../src/storage/response-cache.ts';
import {
  expireReviews,
  findReview,
  insertReviews,
  listReviews,
  listReviewsOf,
  listTried,
  noteOutcome,
  settleReview,
} from '../../src/storage/reviews.ts';
import type { Db } from '../../src/storage/schema.ts';
import { deleteSession, findSession, saveSession } from '../../src/storage/sessions.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { checkHypothesis } from '../../src/verification/check-hypothesis.ts';
import { minuteMs, refuseCommands, sampleHypothesis, sampleIncident, startMs } from '../samples.ts';
import { describeWithServers } from '../servers/availability.ts';
import { type Postgres, startPostgres } from '../servers/postgres.ts';

const resolvedAtMs = startMs + 5 * minuteMs;
const all: IncidentQuery = {
  ...{ state: null, severity: null, rung: null, causeStatus: null },
  ...{ ids: null, text: null, after: null, limit: 10 },
};
const analysis: Analysis = {
  rung: 'full',
  rungReason: null,
  hypothesis: checkHypothesis({
    hypothesis: sampleHypothesis(),
    fallback: sampleHypothesis(),
    evidence: [],
    diagnosis: null,
    knownNames: [],
    history: null,
    commands: refuseCommands,
  }),
  findings: [],
  evidence: [],
  model: null,
  failures: [],
  startedAtMs: startMs,
  finishedAtMs: startMs + 500,
};
const review: Review = {
  id: 'review-1',
  incidentId: 'a',
  command: "kubectl scale deploy/shop --replicas=3 # 'ünïcode' % _",
  sha256: 'ab'.repeat(32),
  effect: 'changes how many pods run',
  dryRun: null,
  undo: null,
  purpose: 'more room',
  state: 'pending',
  createdAtMs: startMs,
  expiresAtMs: startMs + minuteMs,
  decidedAtMs: null,
  decidedBy: null,
  decidedVia: null,
  reason: null,
  outcome: null,
  outcomeBy: null,
};
const feedback: Feedback = {
  id: 'feedback-1',
  incidentId: 'a',
  analysisId: 'analysis of a',
  judgement: 'right',
  note: null,
  by: 'token:ana',
  via: 'page',
  atMs: startMs,
  model: 'claude',
  promptVersion: 3,
};

const reservation = {
  ...{ incidentId: 'a', alertName: 'DiskAlmostFull', model: 'claude', providerModel: 'claude-5' },
  ...{ prompt: { id: 'explain', version: 3 }, nowMs: startMs, limit: 9, windowMs: minuteMs },
  ...{ maxConcurrent: 9, runningMs: minuteMs, estimateTokens: 100, maxTokensPerIncident: 1000 },
  ...{ estimateUsd: 0.1, limits: [], parts: [] },
};

async function fill(db: Db): Promise<void> {
  for (const [index, id] of ['a', 'b', 'c'].entries()) {
    const at = startMs + index * minuteMs;
    const state = id === 'c' ? { state: 'resolved' as const, resolvedAtMs } : {};
    const given = { id, groupKey: `group of ${id}`, openedAtMs: at, startedAtMs: at, ...state };
    await saveIncident(db, sampleIncident(undefined, given));
    await wantNotifications(db, { id, revision: 1 }, ['slack'], at);
    await requestAnalysis(db, { id: `analysis of ${id}`, incidentId: id, trigger: 'new', requestedAtMs: at });
  }
  await finishAnalyses(db, ['analysis of a'], analysis);
  await finishAnalyses(db, ['analysis of b'], { ...analysis, rung: 'deterministic', hypothesis: null });
}

/** Every read that the page, the API, the history and the notifiers do, by what it is called. */
const reads: Readonly<Record<string, (db: Db) => Promise<unknown>>> = {
  'the list': (db) => findIncidents(db, all),
  'the list, what fires': (db) => findIncidents(db, { ...all, state: 'firing', severity: 'critical' }),
  'the list by text, whatever its case': (db) => findIncidents(db, { ...all, text: 'DISKalmost' }),
  'the list by a text that holds what LIKE reads as a pattern': (db) =>
    findIncidents(db, { ...all, text: '90 % full' }),
  'nothing by a text that would only fit as a pattern': async (db) =>
    (await findIncidents(db, { ...all, text: 'D_skAlmost%' })).length === 0,
  'the list by rung': (db) => findIncidents(db, { ...all, rung: 'deterministic' }),
  'the list by how sure the cause is': (db) =>
    findIncidents(db, { ...all, causeStatus: analysis.hypothesis?.rootCause.status ?? '' }),
  'the list of some': (db) => findIncidents(db, { ...all, ids: ['a', 'c'] }),
  'the second page': (db) =>
    findIncidents(db, { ...all, after: { firing: true, openedAtMs: startMs + minuteMs, id: 'b' } }),
  'how many fire': countFiring,
  'what the list shows of explanations': (db) => listHeadlines(db, ['a', 'b', 'c']),
  'the same alert': (db) => listSimilar(db, { id: 'a', alertName: 'DiskAlmostFull' }, 5),
  revisions: (db) => listRevisions(db, 5),
  'earlier incidents': (db) =>
    listEarlierIncidents(db, { beforeMs: startMs + 9 * minuteMs, sinceMs: 0, exceptId: 'b', limit: 5 }),
  'newest results': (db) => listNewestResults(db, ['a', 'b', 'c']),
  'explanations since': (db) => listDoneSince(db, startMs),
  'newest analyses': (db) => listNewestAnalyses(db, { sinceMs: 0, limit: 5 }),
  'past firings': (db) => listPastFirings(db, 0),
  'common labels': (db) => listCommonLabels(db, ['a', 'c', 'nobody']),
  'what notifiers do': async (db) => {
    await markSyncFailed(db, { incidentId: 'a', notifier: 'slack' }, 'down', startMs);
    return listNotifierUses(db, 0);
  },
  'what models do': async (db) => {
    for (const [id, outcome] of [
      ['1', 'ok'],
      ['2', 'model_timeout'],
    ] as const) {
      await reserveCall(db, { ...reservation, id });
      const tokens = { inputTokens: 10, cachedInputTokens: 4, outputTokens: 2 };
      await settleCall(db, id, { outcome, nowMs: startMs + 1, ...tokens, costUsd: 0.01 });
    }
    return listModelUses(db, 0);
  },
  reviews: async (db) => {
    const late = { ...review, id: 'review-2', sha256: 'cd'.repeat(32), expiresAtMs: startMs + 1 };
    const added = await insertReviews(db, [review, { ...review, id: 'twice' }, late]);
    const decision = { id: review.id, sha256: review.sha256, state: 'approved', reason: null } as const;
    const by = { actor: { name: 'ana', via: 'slack' }, nowMs: startMs + 2 } as const;
    return {
      added,
      expired: await expireReviews(db, startMs + 1, 5),
      wrongBytes: await settleReview(db, { ...decision, ...by, sha256: late.sha256 }),
      settled: await settleReview(db, { ...decision, ...by }),
      again: await settleReview(db, { ...decision, ...by }),
      outcome: await noteOutcome(db, { id: review.id, outcome: 'worked', by: 'ana' }),
      one: await findReview(db, review.id),
      of: await listReviewsOf(db, 'a'),
      approved: await listReviews(db, { state: 'approved', limit: 5 }),
      tried: await listTried(db, ['a', 'b']),
    };
  },
  feedback: async (db) => {
    await saveFeedback(db, feedback);
    await saveFeedback(db, { ...feedback, id: 'feedback-2', judgement: 'wrong', atMs: startMs + 1 });
    await saveFeedback(db, { ...feedback, id: 'feedback-3', by: 'oidc:ben', atMs: startMs + 2 });
    return {
      of: await listFeedback(db, 'a'),
      many: await listFeedbackOf(db, ['a', 'b']),
      right: await listJudgedIncidents(db, 'right'),
      counted: await countRight(db, 'DiskAlmostFull'),
    };
  },
  'the audit log': async (db) => {
    for (const [at, action] of (['login', 'feedback', 'login'] as const).entries()) {
      const entry = { atMs: startMs + at, actor: 'ana', action, subject: 'x', detail: { n: at, ok: true } };
      await inTransaction(db, (transaction) => appendAudit(transaction, entry));
    }
    return {
      last: await findLastAudit(db, 'login'),
      all: await listAudit(db, { afterSeq: 0, limit: 10 }),
      newest: await listNewestAudit(db, { beforeSeq: 3, limit: 10 }),
    };
  },
  changes: async (db) => {
    const names = { kind: 'deploy', service: 'shop', environment: null, version: 'v2', author: null };
    const texts = { summary: null, url: null, files: ['a.ts'], diff: '-a\n+b', labels: { x: 'y' } };
    const change = { source: 'ci', id: '1', timeMs: startMs, ...names, ...texts };
    await saveChange(db, change, startMs);
    await saveChange(db, { ...change, version: 'v3' }, startMs + 1);
    return listChanges(db, { fromMs: startMs - 1, toMs: startMs + 1 }, 5);
  },
  'what left': async (db) => {
    const sent = { kind: 'model', name: 'claude', method: 'POST', url: 'https://x.example' } as const;
    await insertEgress(db, { id: '1', ...sent, body: '{}', sentAtMs: startMs, incidentId: 'a' });
    const answer = { answeredAtMs: startMs + 1, status: 200, answer: 'ok', error: null };
    await finishEgress(db, { id: '1', ...answer });
    return listEgress(db, 'a');
  },
  'answers that are kept': async (db) => {
    const answer = { incidentId: 'a', answer: '{}', createdAtMs: startMs, expiresAtMs: startMs + minuteMs };
    await saveAnswer(db, { key: 'k', situation: 's', ...answer });
    await saveAnswer(db, { key: 'k', situation: 's', ...answer, answer: '{"newer":1}' });
    return {
      same: await findAnswer(db, 'k', startMs),
      old: await findAnswer(db, 'k', startMs + minuteMs),
      kindred: await findKindredAnswer(db, 's', startMs),
    };
  },
  'questions under way': async (db) => {
    const claim = { key: 'q', holder: 'one', nowMs: startMs, untilMs: startMs + 10 };
    const first = await claimQuestion(db, claim);
    const second = await claimQuestion(db, { ...claim, holder: 'two' });
    const open = await isOpenQuestion(db, 'q', startMs);
    await releaseQuestion(db, 'q', 'one');
    return { first, second, open, after: await isOpenQuestion(db, 'q', startMs) };
  },
  sessions: async (db) => {
    const session = { idHash: 'h', principal: '{}', csrfToken: 't', expiresAtMs: startMs + 10 };
    await saveSession(db, session, startMs);
    const found = await findSession(db, 'h', startMs);
    const late = await findSession(db, 'h', startMs + 10);
    await deleteSession(db, 'h');
    return { found, late, gone: await findSession(db, 'h', startMs) };
  },
};

function toSize(found: unknown): unknown {
  if (found instanceof Map) return found.size;
  return Array.isArray(found) ? found.length : found;
}

describeWithServers(['postgresql'], 'a store on PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());

  test('answers every read as SQLite does', async () => {
    const shared = openPostgres(createSecret(await postgres.createDatabase()), systemClock);
    await shared.ready;
    const alone = await openSqlite(':memory:');
    await fill(shared.db);
    await fill(alone.db);
    for (const [name, read] of Object.entries(reads)) {
      const found = await read(alone.db);
      expect([name, await read(shared.db)]).toEqual([name, found]);
      expect([name, toSize(found)]).not.toEqual([name, 0]);
    }
    await alone.close();
    await shared.close();
  });
});
