import type { Db, EgressRow } from './schema.ts';

/** A request that left, as it is read back. */
export interface StoredEgress {
  readonly id: string;
  readonly kind: EgressRow['kind'];
  readonly name: string;
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  readonly sentAtMs: number;
  readonly answeredAtMs: number | null;
  readonly status: number | null;
  readonly answer: string | null;
  readonly error: string | null;
}

export type SentRequest = Pick<
  StoredEgress,
  'id' | 'kind' | 'name' | 'method' | 'url' | 'body' | 'sentAtMs'
> & {
  readonly incidentId: string | null;
};

/** Writes down a request before it is sent. */
export async function insertEgress(db: Db, sent: SentRequest): Promise<void> {
  const { id, kind, name, method, url, body } = sent;
  await db
    .insertInto('egress')
    .values({
      ...{ id, kind, name, method, url, body },
      incident_id: sent.incidentId,
      sent_at: sent.sentAtMs,
      answered_at: null,
      status: null,
      answer: null,
      error: null,
    })
    .execute();
}

export type ReceivedAnswer = Pick<StoredEgress, 'id' | 'answeredAtMs' | 'status' | 'answer' | 'error'>;

export async function finishEgress(db: Db, received: ReceivedAnswer): Promise<void> {
  const { id, status, answer, error } = received;
  await db
    .updateTable('egress')
    .set({ answered_at: received.answeredAtMs, status, answer, error })
    .where('id', '=', id)
    .execute();
}

/** Everything that left for an incident, oldest first. */
export async function listEgress(db: Db, incidentId: string): Promise<readonly StoredEgress[]> {
  const rows = await db
    .selectFrom('egress')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('sent_at')
    .orderBy('id')
    .execute();
  return rows.map(({ incident_id: _, sent_at, answered_at, ...row }) => ({
    ...row,
    sentAtMs: sent_at,
    answeredAtMs: answered_at,
  }));
}
