import { join } from 'node:path';
import type { Analysis } from '../../src/domain/analysis.ts';
import {
  finishAnalyses,
  listAnalyses,
  listPendingAnalyses,
  requestAnalysis,
} from '../../src/storage/analyses.ts';
import { inTransaction } from '../../src/storage/guard.ts';
import { findIncidents } from '../../src/storage/incident-list.ts';
import { findLatestIncident, saveIncident } from '../../src/storage/incidents.ts';
import {
  listBehind,
  listBehindOfGroup,
  markSynced,
  wantNotifications,
} from '../../src/storage/notifications.ts';
import type { Db } from '../../src/storage/schema.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { createRandom } from '../faults/random.ts';
import { sampleAlert, sampleIncident } from '../samples.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { quantile } from './load-generator.ts';
import { type Table, toMs } from './table.ts';

const batch = 500;
const repetitions = 50;
const minuteMs = 60_000;

function incidentOf(index: number) {
  const atMs = index * minuteMs;
  return sampleIncident([sampleAlert({ instance: `node-${index}:9100` })], {
    id: `incident-${index}`,
    groupKey: groupKeyOf(index),
    state: index % 50 === 0 ? 'firing' : 'resolved',
    openedAtMs: atMs,
    lastSeenMs: atMs,
  });
}

function groupKeyOf(index: number): string {
  return `{}:{alertname="Group", number="${index}"}`;
}

function analysisOf(index: number): Analysis {
  return {
    rung: 'deterministic',
    rungReason: 'no model is configured',
    hypothesis: null,
    findings: [],
    evidence: [],
    model: null,
    failures: [],
    startedAtMs: index * minuteMs,
    finishedAtMs: index * minuteMs + 1000,
  };
}

/** Incidents that were told and explained, as they lie in the store after months. */
async function grow(db: Db, from: number, to: number): Promise<void> {
  for (let start = from; start < to; start += batch) {
    await inTransaction(db, async (transaction) => {
      for (let index = start; index < Math.min(to, start + batch); index++) {
        const incident = incidentOf(index);
        const key = { incidentId: incident.id, notifier: 'slack' };
        const nowMs = incident.openedAtMs;
        await saveIncident(transaction, incident);
        await wantNotifications(transaction, incident, ['slack'], nowMs);
        await markSynced(transaction, key, { revision: incident.revision, handle: '{"ts":"1.0"}', nowMs });
        const request = {
          id: `a-${index}`,
          incidentId: incident.id,
          trigger: 'opened',
          requestedAtMs: nowMs,
        };
        await requestAnalysis(transaction, request);
        await finishAnalyses(transaction, [request.id], analysisOf(index));
      }
    });
  }
}

type Query = (db: Db, index: number) => Promise<unknown>;

const queries: Readonly<Record<string, Query>> = {
  'newest incident of a group': (db, index) => findLatestIncident(db, groupKeyOf(index)),
  'save an incident (one commit)': (db, index) => saveIncident(db, incidentOf(index)),
  'analyses of an incident': (db, index) => listAnalyses(db, `incident-${index}`),
  'behind, of one group': (db, index) =>
    listBehindOfGroup(db, { notifier: 'slack', groupKey: groupKeyOf(index) }),
  'behind, of all (sweep)': (db) => listBehind(db, 'slack', 1000),
  'analyses to be made (sweep)': (db) => listPendingAnalyses(db, Date.now(), 1000),
  'a page of 200 incidents': (db) =>
    findIncidents(db, {
      state: null,
      severity: null,
      text: null,
      rung: null,
      causeStatus: null,
      ids: null,
      after: null,
      limit: 200,
    }),
};

async function time(db: Db, query: Query, size: number): Promise<number> {
  const random = createRandom(1);
  const tookMs: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const index = random.between(0, size - 1);
    const startedAtMs = performance.now();
    await query(db, index);
    tookMs.push(performance.now() - startedAtMs);
  }
  return quantile(
    tookMs.sort((a, b) => a - b),
    0.5,
  );
}

/** How the busiest queries' times grow with the number of stored incidents. */
export async function benchGrowth(options: { readonly sizes: readonly number[] }): Promise<Table> {
  const folder = await createTemporaryFolder('growth');
  const store = await openSqlite(join(folder.path, 'growth.db'));
  const { db } = store;
  const columns: Record<string, string>[] = [];
  let stored = 0;
  try {
    for (const size of options.sizes) {
      await grow(db, stored, size);
      stored = size;
      const column: Record<string, string> = {};
      for (const [name, query] of Object.entries(queries)) column[name] = toMs(await time(db, query, size));
      columns.push(column);
    }
  } finally {
    await store.close();
    await folder.remove();
  }
  return {
    title: 'Growth: the busiest queries (median)',
    notes: [
      'SQLite; every incident has a message at one notifier and an analysis, one in fifty still fires.',
    ],
    header: ['query', ...options.sizes.map((size) => `${size.toLocaleString('en')} incidents`)],
    rows: Object.keys(queries).map((name) => [name, ...columns.map((column) => column[name] ?? '')]),
  };
}
