import { expect, test } from 'vitest';
import type { ChainedEntry } from '../domain/audit.ts';
import { emptyChain, firstHash, hashEntry, verifyChain } from './audit-chain.ts';

function chain(length: number): ChainedEntry[] {
  const entries: ChainedEntry[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const entry = {
      atMs: seq * 1000,
      actor: 'token:ana',
      action: 'review_approved' as const,
      subject: `review-${seq}`,
      detail: { via: 'api', reason: null },
    };
    const previousHash = entries.at(-1)?.hash ?? firstHash;
    entries.push({ ...entry, seq, previousHash, hash: hashEntry(previousHash, seq, entry) });
  }
  return entries;
}

test('a log as it was written is whole', () => {
  const entries = chain(5);
  expect(verifyChain(emptyChain, entries)).toEqual({ ok: true, head: { seq: 5, hash: entries[4]?.hash } });
  expect(verifyChain(emptyChain, [])).toEqual({ ok: true, head: emptyChain });
});

test('a log is read on from where one has stopped', () => {
  const entries = chain(5);
  const first = verifyChain(emptyChain, entries.slice(0, 2));
  if (!first.ok) throw new Error(first.reason);
  expect(verifyChain(first.head, entries.slice(2))).toMatchObject({ ok: true, head: { seq: 5 } });
  expect(verifyChain(first.head, entries.slice(3))).toMatchObject({ ok: false, seq: 3 });
});

test.each([
  ['another actor', (entry: ChainedEntry) => ({ ...entry, actor: 'token:eve' })],
  ['another time', (entry: ChainedEntry) => ({ ...entry, atMs: entry.atMs + 1 })],
  ['another detail', (entry: ChainedEntry) => ({ ...entry, detail: { ...entry.detail, reason: 'x' } })],
  ['another action', (entry: ChainedEntry) => ({ ...entry, action: 'review_rejected' as const })],
])('a row with %s is named', (_, change) => {
  const entries = chain(5).map((entry) => (entry.seq === 3 ? change(entry) : entry));
  expect(verifyChain(emptyChain, entries)).toMatchObject({ ok: false, seq: 3 });
});

test('a row that is gone, and one that was rewritten with its own hash, are named', () => {
  const entries = chain(5);
  expect(
    verifyChain(
      emptyChain,
      entries.filter((entry) => entry.seq !== 2),
    ),
  ).toMatchObject({ ok: false, seq: 2 });
  const forged = entries.map((entry) =>
    entry.seq === 2
      ? { ...entry, actor: 'eve', hash: hashEntry(entry.previousHash, 2, { ...entry, actor: 'eve' }) }
      : entry,
  );
  expect(verifyChain(emptyChain, forged)).toMatchObject({ ok: false, seq: 3 });
});
