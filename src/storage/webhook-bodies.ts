import type { Db, WebhookBodyRow } from './schema.ts';

export async function insertWebhookBody(db: Db, row: WebhookBodyRow): Promise<void> {
  await db.insertInto('webhook_bodies').values(row).execute();
}
