import type { ChainedEntry } from '../domain/audit.ts';
import { systemClock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { type ChainHead, emptyChain, verifyChain } from '../storage/audit-chain.ts';
import { listAudit } from '../storage/audit-log.ts';
import { openPostgres } from '../storage/postgres.ts';
import { readSqlite } from '../storage/sqlite.ts';
import { findConfigFile, readConfig } from './environment.ts';

const pageSize = 1000;

/** The log from its beginning, a page at a time. */
async function* readPages(configFile: string | undefined): AsyncGenerator<readonly ChainedEntry[]> {
  const { url, path } = readConfig(findConfigFile(configFile)).storage;
  const store = url === undefined ? null : openPostgres(url, systemClock);
  const db = store?.db ?? readSqlite(path);
  try {
    let afterSeq = 0;
    for (;;) {
      const page = await listAudit(db, { afterSeq, limit: pageSize });
      yield page;
      if (page.length < pageSize) return;
      afterSeq = page.at(-1)?.seq ?? afterSeq;
    }
  } finally {
    await (store === null ? db.destroy() : store.close());
  }
}

function fail(reason: string): never {
  throw new AppError({ code: 'conflict', message: `the audit log is not whole: ${reason}` });
}

export interface AuditVerifyOptions {
  readonly config?: string;
  readonly lastHash?: string;
}

/**
 * `audit verify`: whether the log is as it was written; names the first row that is not. That rows are gone at its end,
 * or that all of it was written anew, only shows against a hash that was kept elsewhere.
 */
export async function auditVerify({ config, lastHash }: AuditVerifyOptions): Promise<number> {
  let head: ChainHead = emptyChain;
  let known: ChainedEntry | undefined;
  for await (const page of readPages(config)) {
    const check = verifyChain(head, page);
    if (!check.ok) fail(check.reason);
    known ??= page.find(({ hash }) => hash === lastHash);
    head = check.head;
  }
  if (lastHash !== undefined && known === undefined) {
    fail('no row has the hash that was given, so that rows are gone at its end or all were written anew');
  }
  const since = known === undefined ? '' : `, ${head.seq - known.seq} since the hash that was given`;
  process.stdout.write(
    `the audit log is whole: ${head.seq} ${head.seq === 1 ? 'entry' : 'entries'}${since}, last hash ${head.hash}\n`,
  );
  return 0;
}

/** `audit export`: every entry as a line of JSON, oldest first. */
export async function auditExport(options: { readonly config?: string }): Promise<number> {
  for await (const page of readPages(options.config)) {
    process.stdout.write(page.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  }
  return 0;
}
