import type { Logger } from 'pino';
import { v7 as createId } from 'uuid';
import type { Config } from '../config/schema.ts';
import type { Clock } from '../domain/clock.ts';
import type { Incident } from '../domain/incident.ts';
import { createInProcessScheduler } from '../scheduling/in-process.ts';
import { listAnalyses, type StoredAnalysis } from '../storage/analyses.ts';
import { findIncident, listIncidents } from '../storage/incidents.ts';
import { isBehind } from '../storage/notifications.ts';
import { openSqlite } from '../storage/sqlite.ts';
import { assemble } from './assemble.ts';
import { type AppContext, parseNotifyId, work } from './context.ts';
import { type Enrichment, enrich } from './enrich.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { type Receipt, type ReceivedBody, receive } from './receive.ts';
import { runAnalysis } from './run-analysis.ts';
import { sweep, sweepEveryMs } from './sweep.ts';
import { syncNotification } from './sync-notification.ts';
import { resumeSecondLooks, testCauseAgain } from './test-cause.ts';

export interface BridgeDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly log: Logger;
  readonly print: (text: string) => void;
  readonly version: string;
}

/** The service without its HTTP server: what the server and the commands talk to. */
export interface Bridge {
  readonly metrics: Metrics;
  readonly receive: (body: ReceivedBody) => Promise<Receipt>;
  readonly enrich: (body: string, signal: AbortSignal) => Promise<readonly Enrichment[]>;
  readonly listIncidents: (limit: number) => Promise<readonly Incident[]>;
  readonly findIncident: (
    id: string,
  ) => Promise<{ incident: Incident; analyses: readonly StoredAnalysis[] } | null>;
  /** Whether its analysis is made and every notifier shows the incident as it is. */
  readonly isSettled: (incidentId: string) => Promise<boolean>;
  /** Throws `storage_unavailable` when the store does not answer. */
  readonly checkReady: () => Promise<void>;
  readonly start: () => void;
  /** Swaps in another configuration's adapters and limits. The store and the listener stay as they are. */
  readonly reload: (config: Config) => void;
  readonly stop: () => Promise<void>;
}

/** Puts the whole path together from a configuration. */
export async function compose(config: Config, deps: BridgeDeps): Promise<Bridge> {
  const { clock, log } = deps;
  const metrics = createMetrics(deps.version);
  let assembly = assemble(config, deps);
  const db = await openSqlite(config.storage.path);
  const scheduler = createInProcessScheduler({
    clock,
    random: Math.random,
    concurrency: 8,
    onFailure: (key, error, retryInMs) => {
      metrics.workFailures.inc({ kind: key.kind, code: error.code });
      const fields = { kind: key.kind, id: key.id, code: error.code, reason: error.message, retryInMs };
      if (error.code === 'internal') log.error({ ...fields, err: error }, 'work failed, it is tried again');
      else log.warn(fields, 'work failed, it is tried again');
    },
  });
  const context: AppContext = { db, scheduler, clock, log, metrics, assembly: () => assembly, createId };

  scheduler.handle(work.notify, (id, signal) => syncNotification(context, parseNotifyId(id), signal));
  scheduler.handle(work.analyse, (id, signal) => runAnalysis(context, id, signal));
  scheduler.handle(work.testCause, (id, signal) => testCauseAgain(context, id, signal));
  scheduler.handle(work.sweep, async (id) => {
    scheduler.request({ kind: work.sweep, id }, sweepEveryMs);
    await sweep(context);
  });

  return {
    metrics,
    receive: (body) => receive(context, body),
    enrich: (body, signal) => enrich(context, body, signal),
    listIncidents: (limit) => listIncidents(db, limit),
    findIncident: async (id) => {
      const incident = await findIncident(db, id);
      return incident === null ? null : { incident, analyses: await listAnalyses(db, id) };
    },
    isSettled: async (id) => {
      const waits = (await listAnalyses(db, id)).some((analysis) => analysis.result === null);
      return !waits && !(await isBehind(db, id));
    },
    checkReady: async () => {
      await listIncidents(db, 1);
    },
    start: () => {
      scheduler.start();
      scheduler.request({ kind: work.sweep, id: 'all' });
      resumeSecondLooks(context).catch((err: unknown) => log.error({ err }, 'second looks are not resumed'));
    },
    reload: (next) => {
      assembly = assemble(next, deps);
    },
    stop: async () => {
      await scheduler.stop();
      await db.destroy();
    },
  };
}
