import { type RawBuilder, sql } from 'kysely';
import { dayMs } from '../domain/time.ts';
import type { UsageGrouping, UsageRow } from '../domain/usage.ts';
import type { Db } from './schema.ts';

/** What calls are grouped by, as text; days are written out later. */
const keys: Readonly<Record<UsageGrouping, RawBuilder<string | number | null>>> = {
  day: sql`reserved_at - reserved_at % ${sql.lit(dayMs)}`,
  model: sql`coalesce(provider_model, model)`,
  alertname: sql`alert_name`,
  prompt: sql`prompt_id || ' v' || prompt_version`,
};

function nameKey(by: UsageGrouping, key: string | number | null): string {
  if (key === null) return 'unknown';
  return by === 'day' ? new Date(Number(key)).toISOString().slice(0, 10) : String(key);
}

async function readRows(
  db: Db,
  span: { readonly sinceMs: number; readonly untilMs: number },
  key: RawBuilder<string | number | null>,
  grouped: boolean,
) {
  return db
    .selectFrom('model_calls')
    .select([
      key.as('key'),
      sql<number>`count(*)`.as('calls'),
      sql<number>`sum(case when outcome = 'ok' then 1 else 0 end)`.as('answered'),
      sql<number>`sum(input_tokens)`.as('inputTokens'),
      sql<number>`sum(cached_input_tokens)`.as('cachedInputTokens'),
      sql<number>`sum(output_tokens)`.as('outputTokens'),
      sql<number>`sum(coalesce(cost_usd, reserved_usd))`.as('costUsd'),
      sql<number | null>`avg(case when outcome = 'ok' then settled_at - reserved_at end)`.as('meanLatencyMs'),
      sql<number>`count(distinct incident_id)`.as('incidents'),
    ])
    .where('reserved_at', '>=', span.sinceMs)
    .where('reserved_at', '<=', span.untilMs)
    .$if(grouped, (query) => query.groupBy(key))
    .execute();
}

type Row = Awaited<ReturnType<typeof readRows>>[number];

function toUsageRow(row: Row, key: string): UsageRow {
  const mean = row.meanLatencyMs;
  return {
    key,
    calls: Number(row.calls),
    answered: Number(row.answered ?? 0),
    inputTokens: Number(row.inputTokens ?? 0),
    cachedInputTokens: Number(row.cachedInputTokens ?? 0),
    outputTokens: Number(row.outputTokens ?? 0),
    costUsd: Number(row.costUsd ?? 0),
    meanLatencyMs: mean === null ? null : Math.round(Number(mean)),
    incidents: Number(row.incidents),
  };
}

/** The ledger of model calls: days in their order, everything else the dearest first. */
export async function readUsage(
  db: Db,
  options: { readonly sinceMs: number; readonly untilMs: number; readonly by: UsageGrouping },
): Promise<{ readonly rows: readonly UsageRow[]; readonly total: UsageRow }> {
  const { by } = options;
  const rows = (await readRows(db, options, keys[by], true)).map((row) =>
    toUsageRow(row, nameKey(by, row.key)),
  );
  const [all] = await readRows(db, options, sql<string>`'total'`, false);
  if (all === undefined) throw new Error('an aggregate without groups has one row');
  const sorted = [...rows].sort((a, b) =>
    by === 'day' ? a.key.localeCompare(b.key) : b.costUsd - a.costUsd || b.calls - a.calls,
  );
  return { rows: sorted, total: toUsageRow(all, 'total') };
}
