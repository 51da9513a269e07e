import { readUsage } from '../app/read-usage.ts';
import { systemClock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { formatDuration } from '../domain/time.ts';
import { type Usage, type UsageGrouping, type UsageRow, usageGroupings } from '../domain/usage.ts';
import { openPostgres } from '../storage/postgres.ts';
import { readSqlite } from '../storage/sqlite.ts';
import { findConfigFile, readConfig } from './environment.ts';
import { formatTable } from './format-table.ts';

export interface UsageOptions {
  readonly config?: string;
  readonly daily?: boolean;
  readonly by?: string;
  readonly days: string;
  readonly json?: boolean;
}

function toGrouping({ by, daily }: UsageOptions): UsageGrouping {
  if (by === undefined || daily === true) return 'day';
  const found = usageGroupings.find((one) => one === by);
  if (found !== undefined) return found;
  throw new AppError({
    code: 'bad_request',
    message: `cannot group by "${by}"; use ${usageGroupings.join(', ')}`,
  });
}

function toCells(row: UsageRow): readonly string[] {
  const count = (value: number): string => value.toLocaleString('en-US');
  return [
    row.key,
    count(row.incidents),
    count(row.calls),
    count(row.answered),
    count(row.inputTokens),
    count(row.cachedInputTokens),
    count(row.outputTokens),
    `$${row.costUsd.toFixed(4)}`,
    row.meanLatencyMs === null ? '' : formatDuration(row.meanLatencyMs),
  ];
}

const heads = ['incidents', 'calls', 'answered', 'input', 'cached', 'output', 'cost', 'mean latency'];

/** The ledger as a table, and a line for each limit. */
export function formatUsage(usage: Usage): string {
  const table = formatTable([usage.by, ...heads], [...usage.rows, usage.total].map(toCells));
  const limits = usage.budgets.map(
    ({ name, limitUsd, spentUsd, allowedUsd }) =>
      `${name}: $${spentUsd.toFixed(4)} of $${limitUsd.toFixed(2)} spent, $${allowedUsd.toFixed(4)} may be spent now`,
  );
  const calls = `calls in the last minute: ${usage.callsLastMinute} of ${usage.maxCallsPerMinute}`;
  return `${[table, '', ...limits, calls].join('\n')}\n`;
}

/** `usage [--daily|--by model|alertname|prompt]`: tokens and money, from the store. */
export async function printUsage(options: UsageOptions): Promise<number> {
  const days = Number(options.days);
  if (!Number.isInteger(days) || days < 1)
    throw new AppError({
      code: 'bad_request',
      message: `--days ${options.days}: expected a whole number of days`,
    });
  const by = toGrouping(options);
  const config = readConfig(findConfigFile(options.config));
  const { url, path } = config.storage;
  const store = url === undefined ? null : openPostgres(url, systemClock);
  await store?.ready;
  const db = store?.db ?? readSqlite(path);
  try {
    const usage = await readUsage({ db, config, nowMs: systemClock.now() }, { by, days });
    process.stdout.write(options.json === true ? `${JSON.stringify(usage, null, 2)}\n` : formatUsage(usage));
    return 0;
  } finally {
    await (store === null ? db.destroy() : store.close());
  }
}
