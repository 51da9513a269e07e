import type { Db, NotificationRow } from './schema.ts';

/** Which incident and notifier a sync is about. */
export interface NotificationKey {
  readonly incidentId: string;
  readonly notifier: string;
}

/** Makes sure that these notifiers are to show the incident; those that already are stay as they are. */
export async function wantNotifications(
  db: Db,
  incident: { readonly id: string; readonly revision: number },
  notifiers: readonly string[],
  nowMs: number,
): Promise<void> {
  if (notifiers.length === 0) return;
  const rows = notifiers.map(
    (notifier): NotificationRow => ({
      incident_id: incident.id,
      wanted_revision: incident.revision,
      notifier,
      synced_revision: 0,
      handle: null,
      first_synced_at: null,
      attempts: 0,
      last_error: null,
      updated_at: nowMs,
      picture_at: null,
    }),
  );
  await db
    .insertInto('notifications')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['incident_id', 'notifier']).doNothing())
    .execute();
}

/** Says that what notifiers show of an incident is behind its revision. */
export async function wantRevision(
  db: Db,
  incident: { readonly id: string; readonly revision: number },
): Promise<void> {
  await db
    .updateTable('notifications')
    .set({ wanted_revision: incident.revision })
    .where('incident_id', '=', incident.id)
    .execute();
}

export async function findNotification(db: Db, key: NotificationKey): Promise<NotificationRow | null> {
  const row = await db
    .selectFrom('notifications')
    .selectAll()
    .where('incident_id', '=', key.incidentId)
    .where('notifier', '=', key.notifier)
    .executeTakeFirst();
  return row ?? null;
}

export interface SyncedNotification {
  readonly revision: number;
  readonly handle: string;
  readonly nowMs: number;
}

export async function markSynced(db: Db, key: NotificationKey, synced: SyncedNotification): Promise<void> {
  await db
    .updateTable('notifications')
    .set((row) => ({
      synced_revision: synced.revision,
      handle: synced.handle,
      first_synced_at: row.fn.coalesce('first_synced_at', row.val(synced.nowMs)),
      attempts: 0,
      last_error: null,
      updated_at: synced.nowMs,
    }))
    .where('incident_id', '=', key.incidentId)
    .where('notifier', '=', key.notifier)
    .execute();
}

export async function markSyncFailed(
  db: Db,
  key: NotificationKey,
  error: string,
  nowMs: number,
): Promise<void> {
  await db
    .updateTable('notifications')
    .set((row) => ({ attempts: row('attempts', '+', 1), last_error: error, updated_at: nowMs }))
    .where('incident_id', '=', key.incidentId)
    .where('notifier', '=', key.notifier)
    .execute();
}

/** Whether a picture is to be put beside a message now; true for the first who asks, over all replicas. */
export async function claimPicture(db: Db, key: NotificationKey, nowMs: number): Promise<boolean> {
  const result = await db
    .updateTable('notifications')
    .set({ picture_at: nowMs })
    .where('incident_id', '=', key.incidentId)
    .where('notifier', '=', key.notifier)
    .where('picture_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** All that one notifier shows of one alert group: what is synced by one worker at a time. */
export interface NotificationGroup {
  readonly notifier: string;
  readonly groupKey: string;
}

/**
 * The alert groups of which a notifier does not show yet what it should, the longest behind first. Each notifier is asked
 * about for itself, so that one with a long backlog leaves no other out.
 */
export async function listBehind(db: Db, notifier: string, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('notifications')
    .innerJoin('incidents', 'incidents.id', 'notifications.incident_id')
    .select('incidents.group_key')
    .where('notifications.notifier', '=', notifier)
    .whereRef('notifications.synced_revision', '<', 'notifications.wanted_revision')
    .orderBy('notifications.updated_at')
    .limit(limit)
    .execute();
  return [...new Set(rows.map((row) => row.group_key))];
}

/** The incidents of a group that a notifier is behind with, the newest first. */
export async function listBehindOfGroup(db: Db, group: NotificationGroup): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('notifications')
    .innerJoin('incidents', 'incidents.id', 'notifications.incident_id')
    .select('incidents.id')
    .where('notifications.notifier', '=', group.notifier)
    .where('incidents.group_key', '=', group.groupKey)
    .whereRef('notifications.synced_revision', '<', 'notifications.wanted_revision')
    .orderBy('incidents.occurrence', 'desc')
    .execute();
  return rows.map((row) => row.id);
}

/** The notifiers that are to show an incident. */
export async function listNotifiers(db: Db, incidentId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('notifications')
    .select('notifier')
    .where('incident_id', '=', incidentId)
    .execute();
  return rows.map((row) => row.notifier);
}

/** When each notifier that is to show an incident first did; null for one that has not yet. */
export async function listFirstSyncs(db: Db, incidentId: string): Promise<readonly (number | null)[]> {
  const rows = await db
    .selectFrom('notifications')
    .select('first_synced_at')
    .where('incident_id', '=', incidentId)
    .execute();
  return rows.map((row) => (row.first_synced_at === null ? null : Number(row.first_synced_at)));
}

/** How far a notifier has come with an incident. */
export interface Delivery {
  readonly notifier: string;
  /** Whether it does not show the incident as it is now. */
  readonly behind: boolean;
  /** When it first showed it; null while it has not. */
  readonly firstShownAtMs: number | null;
  /** Why the last attempt failed; null when it did not. */
  readonly error: string | null;
  /** What the vendor calls the message, such as Slack's channel and `ts`. */
  readonly handle: Readonly<Record<string, unknown>> | null;
}

export async function listDeliveries(db: Db, incidentId: string): Promise<readonly Delivery[]> {
  const rows = await db
    .selectFrom('notifications')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('notifier')
    .execute();
  return rows.map((row) => ({
    notifier: row.notifier,
    behind: row.synced_revision < row.wanted_revision,
    firstShownAtMs: row.first_synced_at === null ? null : Number(row.first_synced_at),
    error: row.last_error,
    handle: row.handle === null ? null : (JSON.parse(row.handle) as Record<string, unknown>),
  }));
}

/** Whether some notifier does not show this incident as it is. */
export async function isBehind(db: Db, incidentId: string): Promise<boolean> {
  const row = await db
    .selectFrom('notifications')
    .select('notifier')
    .where('incident_id', '=', incidentId)
    .whereRef('synced_revision', '<', 'wanted_revision')
    .executeTakeFirst();
  return row !== undefined;
}

/** The notifiers that have not been tried with this incident yet. */
export async function listUntried(db: Db, incidentId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('notifications')
    .select('notifier')
    .where('incident_id', '=', incidentId)
    .where('first_synced_at', 'is', null)
    .where('attempts', '=', 0)
    .execute();
  return rows.map((row) => row.notifier);
}
