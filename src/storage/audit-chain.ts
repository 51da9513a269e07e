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

/** How far a log has been read: its last number and hash. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

export const emptyChain: ChainHead = { seq: 0, hash: firstHash };

export type ChainCheck =
  | { readonly ok: true; readonly head: ChainHead }
  | { readonly ok: false; readonly seq: number; readonly reason: string };

/** Reads on from a head: the first row that was changed, left out or put in is named. */
export function verifyChain(head: ChainHead, entries: readonly ChainedEntry[]): ChainCheck {
  let { seq, hash } = head;
  for (const entry of entries) {
    const expected = seq + 1;
    if (entry.seq !== expected) {
      return { ok: false, seq: expected, reason: `row ${expected} is missing; row ${entry.seq} follows` };
    }
    if (entry.previousHash !== hash) {
      return { ok: false, seq: entry.seq, reason: `row ${entry.seq} does not follow the row before it` };
    }
    if (hashEntry(hash, entry.seq, entry) !== entry.hash) {
      return { ok: false, seq: entry.seq, reason: `row ${entry.seq} was changed after it was written` };
    }
    ({ seq, hash } = entry);
  }
  return { ok: true, head: { seq, hash } };
}
