import { createHash } from 'node:crypto';
import type { AuditEntry, ChainedEntry } from '../domain/audit.ts';

/** What the first entry has in place of the hash before it. */
export const firstHash = '0'.repeat(64);

/** sha256 over the hash before, the number and the entry, hex. */
export function hashEntry(previousHash: string, seq: number, entry: AuditEntry): string {
  const detail = Object.entries(entry.detail).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([
    previousHash,
    seq,
    entry.atMs,
    entry.actor,
    entry.action,
    entry.subject,
    detail,
  ]);
  return createHash('sha256').update(text).digest('hex');
}

export type ChainCheck =
  | { readonly ok: true; readonly entries: number; readonly lastHash: string }
  | { readonly ok: false; readonly seq: number; readonly reason: string };

/** Reads the log from its beginning: the first row that was changed, left out or put in is named. */
export function verifyChain(entries: readonly ChainedEntry[]): ChainCheck {
  let previousHash = firstHash;
  let expected = 1;
  for (const entry of entries) {
    if (entry.seq !== expected) {
      return { ok: false, seq: expected, reason: `row ${expected} is missing; row ${entry.seq} follows` };
    }
    if (entry.previousHash !== previousHash) {
      return { ok: false, seq: entry.seq, reason: `row ${entry.seq} does not follow the row before it` };
    }
    if (hashEntry(previousHash, entry.seq, entry) !== entry.hash) {
      return { ok: false, seq: entry.seq, reason: `row ${entry.seq} was changed after it was written` };
    }
    previousHash = entry.hash;
    expected += 1;
  }
  return { ok: true, entries: entries.length, lastHash: previousHash };
}
