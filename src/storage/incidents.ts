import type { Incident } from '../domain/incident.ts';
import { isShared } from './locks.ts';
import type { Db, IncidentRow } from './schema.ts';

function toRow(incident: Incident): IncidentRow {
  return {
    id: incident.id,
    group_key: incident.groupKey,
    occurrence: incident.occurrence,
    revision: incident.revision,
    state: incident.state,
    severity: incident.severity,
    alert_name: incident.alertName,
    started_at: incident.startedAtMs,
    resolved_at: incident.resolvedAtMs,
    opened_at: incident.openedAtMs,
    updated_at: incident.lastSeenMs,
    repeats: incident.repeats,
    data: JSON.stringify(incident),
  };
}

/** The columns of an incident that are read: those beside `data` change without it. */
export const incidentColumns = ['data', 'revision', 'repeats', 'updated_at'] as const;

export function toIncident(row: Pick<IncidentRow, (typeof incidentColumns)[number]>): Incident {
  const { revision, repeats, updated_at: lastSeenMs } = row;
  return { ...(JSON.parse(row.data) as Incident), revision, repeats, lastSeenMs };
}

/** The newest incident of a group key, open or not. */
export async function findLatestIncident(db: Db, groupKey: string): Promise<Incident | null> {
  const row = await db
    .selectFrom('incidents')
    .select(incidentColumns)
    .where('group_key', '=', groupKey)
    .orderBy('occurrence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : toIncident(row);
}

export async function findIncident(db: Db, id: string): Promise<Incident | null> {
  const row = await db
    .selectFrom('incidents')
    .select(incidentColumns)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toIncident(row);
}

export async function saveIncident(db: Db, incident: Incident): Promise<void> {
  const { id: _, ...changes } = toRow(incident);
  await db
    .insertInto('incidents')
    .values(toRow(incident))
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
    .execute();
}

/**
 * The newest incident of a group key, for a transaction that is going to change it: nobody else changes it meanwhile,
 * and nobody else opens the next one.
 */
export async function claimLatestIncident(transaction: Db, groupKey: string): Promise<Incident | null> {
  if (!isShared(transaction)) return findLatestIncident(transaction, groupKey);
  const row = await transaction
    .selectFrom('incidents')
    .select(incidentColumns)
    .where('group_key', '=', groupKey)
    .orderBy('occurrence', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toIncident(row);
}

/** Counts a notification that told nothing new. */
export async function touchIncident(db: Db, incident: Incident): Promise<void> {
  await db
    .updateTable('incidents')
    .set({ repeats: incident.repeats, updated_at: incident.lastSeenMs })
    .where('id', '=', incident.id)
    .execute();
}

/** Says that a person should see something new, although no alert changed (an analysis is done). */
export async function raiseRevision(db: Db, incidentId: string): Promise<void> {
  await db
    .updateTable('incidents')
    .set((row) => ({ revision: row('revision', '+', 1) }))
    .where('id', '=', incidentId)
    .execute();
  await db
    .updateTable('notifications')
    .set((row) => ({
      wanted_revision: row.selectFrom('incidents').select('revision').where('id', '=', incidentId),
    }))
    .where('incident_id', '=', incidentId)
    .execute();
}

/** The most recently opened incidents, newest first. */
export async function listIncidents(db: Db, limit: number): Promise<readonly Incident[]> {
  const rows = await db
    .selectFrom('incidents')
    .select(incidentColumns)
    .orderBy('opened_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toIncident);
}

/** Everything that fires. */
export async function listFiringIncidents(db: Db): Promise<readonly Incident[]> {
  const rows = await db
    .selectFrom('incidents')
    .select(incidentColumns)
    .where('state', '=', 'firing')
    .execute();
  return rows.map(toIncident);
}

/** Gives an incident that was found by comparing the key under which its webhooks come. */
export async function renameGroup(transaction: Db, from: string, incident: Incident): Promise<void> {
  await transaction
    .updateTable('incidents')
    .set({ group_key: incident.groupKey, data: JSON.stringify(incident) })
    .where('group_key', '=', from)
    .where('id', '=', incident.id)
    .execute();
}

/** Throws `storage_unavailable` when the store does not answer; costs next to nothing. */
export async function checkStore(db: Db): Promise<void> {
  await db.selectFrom('incidents').select('id').limit(1).execute();
}

/** How often an alert group began to fire since then. */
export async function countOpenedSince(db: Db, groupKey: string, sinceMs: number): Promise<number> {
  const { times } = await db
    .selectFrom('incidents')
    .select((row) => row.fn.countAll<number>().as('times'))
    .where('group_key', '=', groupKey)
    .where('opened_at', '>', sinceMs)
    .executeTakeFirstOrThrow();
  return Number(times);
}
