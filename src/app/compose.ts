import type { Logger } from 'pino';
import { v7 as createId } from 'uuid';
import type { Config } from '../config/schema.ts';
import type { AuditEntry, ChainedEntry } from '../domain/audit.ts';
import type { Clock } from '../domain/clock.ts';
import type { Incident } from '../domain/incident.ts';
import type { NoiseRow } from '../domain/noise.ts';
import type { PartHealth } from '../domain/part-health.ts';
import type { AnalysisJudgement, Feedback, Review, ReviewState } from '../domain/review.ts';
import { dayMs } from '../domain/time.ts';
import type { Usage } from '../domain/usage.ts';
import { findCompany, listMet } from '../incidents/advise-inhibit.ts';
import { measureNoise } from '../incidents/measure-noise.ts';
import type { ReviewableCommand } from '../review/to-reviews.ts';
import { duePending, listAnalyses, type StoredAnalysis } from '../storage/analyses.ts';
import { appendAudit, listAudit, listNewestAudit } from '../storage/audit-log.ts';
import { listEgress, type StoredEgress } from '../storage/egress.ts';
import { listJudgedIncidents } from '../storage/feedback.ts';
import { createCommit } from '../storage/group-commit.ts';
import { inTransaction } from '../storage/guard.ts';
import { type IncidentQuery, listRevisions } from '../storage/incident-list.ts';
import { checkStore, findIncident, listIncidents } from '../storage/incidents.ts';
import { readSpend } from '../storage/model-calls.ts';
import { isBehind } from '../storage/notifications.ts';
import { listCommonLabels, listPastFirings } from '../storage/past-firings.ts';
import { listReviews } from '../storage/reviews.ts';
import { deleteSession, findSession, type Session, saveSession } from '../storage/sessions.ts';
import type { Store } from '../storage/store.ts';
import { type Assembly, type AssemblyDeps, assemble } from './assemble.ts';
import { attachPicture } from './attach-picture.ts';
import { createConfigAudit } from './audit-config.ts';
import { type BreakablePart, createBreakage, noBreakage } from './breakage.ts';
import { type AppContext, notifyKind, work } from './context.ts';
import { createScheduler } from './create-scheduler.ts';
import { createTracing } from './create-tracing.ts';
import { type DrillReport, reportOnDrill } from './drill-report.ts';
import { createEgress } from './egress.ts';
import { type Enrichment, enrich } from './enrich.ts';
import { type ExportedIncident, exportIncident } from './export-incident.ts';
import { createGiveWay } from './give-way.ts';
import { createLanes } from './lanes.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { openStore } from './open-store.ts';
import { readHealth } from './read-health.ts';
import { type IncidentDetail, type IncidentPage, readIncident, readIncidents } from './read-incidents.ts';
import { readUsage, type UsageQuery } from './read-usage.ts';
import { type Receipt, type ReceivedBody, receive } from './receive.ts';
import { receiveChanges } from './receive-changes.ts';
import { idleMs, reconcile } from './reconcile.ts';
import { startRecurring } from './recurring.ts';
import { decide, giveFeedback, giveOutcome, type ReviewDecision, suggestCommands } from './reviews.ts';
import { runAnalysis } from './run-analysis.ts';
import { createSlackInteractions, type SlackInteractions } from './slack-interactions.ts';
import { createSlackSockets } from './slack-sockets.ts';
import { createChangeLog, createIncidentHistory } from './store-ports.ts';
import { forget, forgetEveryMs, sweep, sweepEveryMs } from './sweep.ts';
import { syncNotification } from './sync-notification.ts';
import { resumeSecondLooks, testCauseAgain } from './test-cause.ts';

export interface BridgeDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly log: Logger;
  readonly print: (text: string) => void;
  readonly version: string;
}

/** Logins of browsers, shared by all replicas. */
export interface SessionStore {
  readonly save: (session: Session) => Promise<void>;
  readonly find: (idHash: string) => Promise<Session | null>;
  readonly remove: (idHash: string) => Promise<void>;
}

/** The service without its HTTP server: what the server and the commands talk to. */
export interface Bridge {
  readonly metrics: Metrics;
  readonly receive: (body: ReceivedBody) => Promise<Receipt>;
  /** Changes as `POST /api/v1/changes` takes them. */
  readonly receiveChanges: (body: string) => Promise<{ readonly stored: number }>;
  readonly enrich: (body: string, signal: AbortSignal) => Promise<readonly Enrichment[]>;
  readonly listIncidents: (limit: number) => Promise<readonly Incident[]>;
  readonly findIncident: (
    id: string,
  ) => Promise<{ incident: Incident; analyses: readonly StoredAnalysis[] } | null>;
  readonly readIncidents: (query: IncidentQuery) => Promise<IncidentPage>;
  /** Null when there is no incident of this id. */
  readonly readIncident: (id: string) => Promise<IncidentDetail | null>;
  /** Puts commands that change something into the queue of an incident. */
  readonly queueReviews: (incidentId: string, commands: readonly ReviewableCommand[]) => Promise<void>;
  readonly listReviews: (state: ReviewState | null, limit: number) => Promise<readonly Review[]>;
  readonly decideReview: (decision: ReviewDecision) => Promise<Review>;
  readonly giveOutcome: (given: Parameters<typeof giveOutcome>[1]) => Promise<Review>;
  readonly giveFeedback: (given: Parameters<typeof giveFeedback>[1]) => Promise<Feedback>;
  /** What people press in Slack. Throws `not_found` where nothing is expected, `unauthorized` when Slack did not sign it. */
  readonly receiveSlack: SlackInteractions['receiveSigned'];
  readonly listAudit: (page: Parameters<typeof listAudit>[1]) => Promise<readonly ChainedEntry[]>;
  readonly listNewestAudit: (page: Parameters<typeof listNewestAudit>[1]) => Promise<readonly ChainedEntry[]>;
  /** Everything that left for an incident, oldest first; null when there is no such incident. */
  readonly listEgress: (incidentId: string) => Promise<readonly StoredEgress[] | null>;
  /** What models have cost in the last 24 hours; what is reserved counts as spent. */
  readonly readSpend: () => ReturnType<typeof readSpend>;
  readonly readUsage: (query: UsageQuery) => Promise<Usage>;
  /** How each alert behaved since then, the most frequent first. */
  readonly readNoise: (sinceMs: number) => Promise<readonly NoiseRow[]>;
  readonly readHealth: () => Promise<readonly PartHealth[]>;
  /** Writes a line into the audit log. */
  readonly audit: (entry: Omit<AuditEntry, 'atMs'>) => Promise<void>;
  readonly sessions: SessionStore;
  readonly listRevisions: (limit: number) => ReturnType<typeof listRevisions>;
  /** An incident as a bundle on disk; throws `not_found`. */
  readonly exportIncident: (id: string, signal: AbortSignal) => Promise<ExportedIncident>;
  /** Ids of the incidents of whose explanations people said this. */
  readonly listJudged: (judgement: AnalysisJudgement) => Promise<readonly string[]>;
  /** Whether its analysis is made and every notifier shows the incident as it is. */
  readonly isSettled: (incidentId: string) => Promise<boolean>;
  /** Only where the configuration allows drills; `breakFor` throws `not_found` elsewhere. */
  readonly drill: {
    readonly breakFor: (part: BreakablePart, durationMs: number) => void;
    readonly report: (incidentId: string) => Promise<DrillReport | null>;
  };
  /** Throws `storage_unavailable` when the store does not answer. */
  readonly checkReady: () => Promise<void>;
  readonly start: () => void;
  /** Swaps in another configuration's adapters and limits, at somebody's word. The store and the listener stay as they are. */
  readonly reload: (config: Config, actor: string) => void;
  readonly stop: () => Promise<void>;
}

async function assembleOrClose(config: Config, deps: AssemblyDeps, store: Store): Promise<Assembly> {
  try {
    return assemble(config, deps);
  } catch (thrown) {
    await store.close();
    throw thrown;
  }
}

/** A service that has just started has better things to do. */
const forgetAfterMs = 30_000;

/** Puts the whole path together from a configuration. */
export async function compose(config: Config, deps: BridgeDeps): Promise<Bridge> {
  const { clock, log } = deps;
  const metrics = createMetrics(deps.version);
  const store = await openStore(config.storage, clock);
  const breakage = config.server.allow_drills ? createBreakage(clock) : noBreakage;
  const db = breakage.guard(store.db);
  const commit = createCommit(db);
  const tracing = await createTracing(config.tracing, deps.version);
  const egress = createEgress({ commit, clock, log, createId });
  const ports = { changes: createChangeLog(db), history: createIncidentHistory(db) };
  const assemblyDeps = { ...deps, ...ports, egress, breakage };
  let assembly = await assembleOrClose(config, assemblyDeps, store);
  const scheduler = await createScheduler(config, {
    clock,
    random: Math.random,
    onFailure: (key, error, retryInMs) => {
      metrics.workFailures.inc({ kind: key.kind, code: error.code });
      const fields = { kind: key.kind, id: key.id, code: error.code, reason: error.message, retryInMs };
      if (error.code === 'internal') log.error({ ...fields, err: error }, 'work failed, it is tried again');
      else log.warn(fields, 'work failed, it is tried again');
    },
    onTrouble: (error) => log.warn({ code: error.code, reason: error.message }, 'the job queue has trouble'),
  });
  const context: AppContext = {
    db,
    scheduler,
    clock,
    log,
    metrics,
    assembly: () => assembly,
    lanes: createLanes({ clock, metrics }),
    tracing,
    giveWay: createGiveWay(clock),
    commit,
    createId,
    unsavedHandles: new Map(),
    egress,
  };

  const interactions = createSlackInteractions(context);
  const sockets = createSlackSockets(context, interactions);
  const configAudit = createConfigAudit(context);
  let recurring: ReturnType<typeof startRecurring> | null = null;
  const handleNotifiers = (): void => {
    for (const notifier of assembly.notifiers.keys()) {
      scheduler.handle(notifyKind(notifier), (groupKey, signal) =>
        syncNotification(context, { notifier, groupKey }, signal),
      );
    }
  };
  handleNotifiers();
  scheduler.handle(work.analyse, (id, signal) => runAnalysis(context, id, signal));
  scheduler.handle(work.picture, (id, signal) => attachPicture(context, id, signal));
  scheduler.handle(work.sweep, () => sweep(context));
  scheduler.handle(work.forget, () => forget(context));
  scheduler.handle(work.reconcile, (_, signal) => reconcile(context, deps.fetch, signal));
  scheduler.handle(work.testCause, (id, signal) => testCauseAgain(context, id, signal));

  return {
    metrics,
    receive: (body) => receive(context, body),
    receiveChanges: (body) => receiveChanges(context, body),
    enrich: (body, signal) => enrich(context, body, signal),
    listIncidents: (limit) => listIncidents(db, limit),
    findIncident: async (id) => {
      const incident = await findIncident(db, id);
      return incident === null ? null : { incident, analyses: await listAnalyses(db, id) };
    },
    readIncidents: (query) => readIncidents(context, query),
    readIncident: (id) => readIncident(context, id),
    queueReviews: (incidentId, commands) => suggestCommands(context, { incidentId, commands }),
    listReviews: (state, limit) => listReviews(db, { state, limit }),
    decideReview: (decision) => decide(context, decision),
    giveOutcome: (given) => giveOutcome(context, given),
    giveFeedback: (given) => giveFeedback(context, given),
    receiveSlack: interactions.receiveSigned,
    listAudit: (page) => listAudit(db, page),
    listNewestAudit: (page) => listNewestAudit(db, page),
    listRevisions: (limit) => listRevisions(db, limit),
    readSpend: () => readSpend(db, clock.now() - dayMs),
    readUsage: (query) => readUsage({ db, config: assembly.config, nowMs: clock.now() }, query),
    readNoise: async (sinceMs) => {
      const firings = await listPastFirings(db, sinceMs);
      const company = findCompany(firings);
      return measureNoise(firings, { company, labelsOf: await listCommonLabels(db, listMet(company)) });
    },
    readHealth: () => readHealth(context),
    audit: async (entry) => {
      await inTransaction(db, (transaction) => appendAudit(transaction, { ...entry, atMs: clock.now() }));
    },
    sessions: {
      save: (session) => saveSession(db, session, clock.now()),
      find: (idHash) => findSession(db, idHash, clock.now()),
      remove: (idHash) => deleteSession(db, idHash),
    },
    listEgress: async (id) => ((await findIncident(db, id)) === null ? null : listEgress(db, id)),
    exportIncident: (id, signal) => exportIncident(context, id, signal),
    listJudged: (judgement) => listJudgedIncidents(db, judgement),
    isSettled: async (id) => {
      const waits = duePending(await listAnalyses(db, id), clock.now()).length > 0;
      return !waits && !(await isBehind(db, id));
    },
    drill: { breakFor: breakage.breakFor, report: (id) => reportOnDrill(db, id) },
    checkReady: async () => {
      await checkStore(db);
    },
    start: () => {
      scheduler.start();
      sockets.update(assembly.desks);
      configAudit.note({ config, actor: 'service' });
      const reconcileEveryMs = (): number => assembly.config.reconcile?.interval ?? idleMs;
      recurring = startRecurring({ scheduler, clock }, [
        { kind: work.sweep, firstAfterMs: 0, everyMs: () => sweepEveryMs },
        { kind: work.forget, firstAfterMs: forgetAfterMs, everyMs: () => forgetEveryMs },
        { kind: work.reconcile, firstAfterMs: 0, everyMs: reconcileEveryMs },
      ]);
      resumeSecondLooks(context).catch((err: unknown) => log.error({ err }, 'second looks are not resumed'));
    },
    reload: (next, actor) => {
      assembly = assemble(next, assemblyDeps);
      handleNotifiers();
      if (recurring !== null) sockets.update(assembly.desks);
      configAudit.note({ config: next, actor });
    },
    stop: async () => {
      recurring?.stop();
      await sockets.stop();
      await configAudit.stop();
      await interactions.settle();
      await scheduler.stop();
      await egress.settle();
      await tracing.stop();
      await store.close();
    },
  };
}
