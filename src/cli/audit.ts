import type { ChainedEntry } from '../domain/audit.ts';
import { systemClock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { verifyChain } from '../storage/audit-chain.ts';
import { listAudit } from '../storage/audit-log.ts';
import { openPostgres } from '../storage/postgres.ts';
import { readSqlite } from '../storage/sqlite.ts';
import { findConfigFile, readConfig } from './environment.ts';

const pageSize = 1000;

async function readAll(configFile: string | undefined): Promise<readonly ChainedEntry[]> {
  const config = readConfig(findConfigFile(configFile));
  const { url, path } = config.storage;
  const store = url === undefined ? null : openPostgres(url, systemClock);
  const db = store?.db ?? readSqlite(path);
  try {
    const entries: ChainedEntry[] = [];
    for (;;) {
      const page = await listAudit(db, { afterSeq: entries.at(-1)?.seq ?? 0, limit: pageSize });
      entries.push(...page);
      if (page.length < pageSize) return entries;
    }
  } finally {
    await (store === null ? db.destroy() : store.close());
  }
}

/** `audit verify`: whether the log is as it was written; names the first row that is not. */
export async function auditVerify(options: { readonly config?: string }): Promise<number> {
  const check = verifyChain(await readAll(options.config));
  if (!check.ok)
    throw new AppError({ code: 'conflict', message: `the audit log is not whole: ${check.reason}` });
  process.stdout.write(`the audit log is whole: ${check.entries} entries, last hash ${check.lastHash}\n`);
  return 0;
}

/** `audit export`: every entry as a line of JSON, oldest first. */
export async function auditExport(options: { readonly config?: string }): Promise<number> {
  for (const entry of await readAll(options.config)) process.stdout.write(`${JSON.stringify(entry)}\n`);
  return 0;
}
