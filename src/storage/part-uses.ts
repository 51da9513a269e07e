import { sql } from 'kysely';
import type { Db } from './schema.ts';

export interface PartUses {
  readonly name: string;
  readonly uses: number;
  readonly failures: number;
  readonly lastSuccessMs: number | null;
  readonly lastFailureMs: number | null;
  readonly lastError: string | null;
}

const number = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value);

/** How calls of each model ended since then. */
export async function listModelUses(db: Db, sinceMs: number): Promise<readonly PartUses[]> {
  const rows = await db
    .selectFrom('model_calls')
    .select([
      'model',
      sql<number>`count(*)`.as('uses'),
      sql<number>`sum(case when outcome = 'ok' then 0 else 1 end)`.as('failures'),
      sql<number | null>`max(case when outcome = 'ok' then settled_at end)`.as('success'),
      sql<number | null>`max(case when outcome <> 'ok' then settled_at end)`.as('failure'),
    ])
    .where('reserved_at', '>=', sinceMs)
    .where('state', '=', 'settled')
    .groupBy('model')
    .execute();
  return Promise.all(
    rows.map(async (row): Promise<PartUses> => {
      const failed = await db
        .selectFrom('model_calls')
        .select('outcome')
        .where('model', '=', row.model)
        .where('settled_at', '=', row.failure)
        .where('outcome', '<>', 'ok')
        .limit(1)
        .executeTakeFirst();
      return {
        name: row.model,
        uses: Number(row.uses),
        failures: Number(row.failures),
        lastSuccessMs: number(row.success),
        lastFailureMs: number(row.failure),
        lastError: failed?.outcome ?? null,
      };
    }),
  );
}

export interface NotifierUses extends PartUses {
  readonly behind: number;
}

/** How far notifiers are, and which of their messages could not be sent since then. */
export async function listNotifierUses(db: Db, sinceMs: number): Promise<readonly NotifierUses[]> {
  const rows = await db
    .selectFrom('notifications')
    .select([
      'notifier',
      sql<number>`sum(case when updated_at >= ${sinceMs} then 1 else 0 end)`.as('uses'),
      sql<number>`sum(case when updated_at >= ${sinceMs} and last_error is not null then 1 else 0 end)`.as(
        'failures',
      ),
      sql<number>`sum(case when synced_revision < wanted_revision then 1 else 0 end)`.as('behind'),
      sql<number | null>`max(case when last_error is null and synced_revision > 0 then updated_at end)`.as(
        'success',
      ),
      sql<number | null>`max(case when last_error is not null then updated_at end)`.as('failure'),
    ])
    .groupBy('notifier')
    .execute();
  return Promise.all(
    rows.map(async (row): Promise<NotifierUses> => {
      const failed = await db
        .selectFrom('notifications')
        .select('last_error')
        .where('notifier', '=', row.notifier)
        .where('last_error', 'is not', null)
        .orderBy('updated_at', 'desc')
        .limit(1)
        .executeTakeFirst();
      return {
        name: row.notifier,
        uses: Number(row.uses),
        failures: Number(row.failures),
        behind: Number(row.behind),
        lastSuccessMs: number(row.success),
        lastFailureMs: number(row.failure),
        lastError: failed?.last_error ?? null,
      };
    }),
  );
}

/** The newest explanations since then, for what their evidence says of its sources. */
export async function listNewestAnalyses(
  db: Db,
  options: { readonly sinceMs: number; readonly limit: number },
): Promise<readonly { readonly finishedAtMs: number; readonly data: string }[]> {
  const rows = await db
    .selectFrom('analyses')
    .select(['finished_at', 'data'])
    .where('state', '=', 'done')
    .where('finished_at', '>=', options.sinceMs)
    .orderBy('finished_at', 'desc')
    .limit(options.limit)
    .execute();
  return rows.flatMap(({ finished_at: at, data }) =>
    at === null || data === null ? [] : [{ finishedAtMs: Number(at), data }],
  );
}
