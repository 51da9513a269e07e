/** Which ways a series or a log pattern went. */
import type { EvidenceItem, Fact } from '../../domain/evidence.ts';

export type Move = 'up' | 'down' | 'flat';

/** A movement of at least this share of its size has a direction; one of less than `flatShare` may be called flat. */
const movedShare = 0.02;
export const flatShare = 0.1;
const peakShare = 0.1;

export function share(from: number, to: number): number {
  const size = Math.max(Math.abs(from), Math.abs(to));
  return size === 0 ? 0 : (to - from) / size;
}

export function numberOf(item: EvidenceItem, name: string): { value: number; atMs: number | null } | null {
  const fact = item.facts.find((one) => one.name === name);
  return fact?.value == null ? null : { value: fact.value, atMs: fact.atMs };
}

/** Every way in which the item's number moved: up to its peak and down from it, for one. Empty when it has no course. */
export function findMoves(item: EvidenceItem): ReadonlySet<Move> {
  const moves = new Set<Move>();
  const [since, before] = [numberOf(item, 'since'), numberOf(item, 'before')];
  if (item.kind === 'logs' && since !== null && before !== null) {
    if (since.value > before.value) moves.add('up');
    if (since.value < before.value) moves.add('down');
    if (since.value === before.value) moves.add('flat');
    return moves;
  }
  const [earlier, now] = [numberOf(item, 'earlier'), numberOf(item, 'now')];
  if (earlier === null || now === null) return moves;
  const whole = share(earlier.value, now.value);
  if (whole >= movedShare) moves.add('up');
  if (whole <= -movedShare) moves.add('down');
  if (Math.abs(whole) < flatShare) moves.add('flat');
  for (const name of ['min', 'max']) {
    const extreme = numberOf(item, name);
    if (extreme === null) continue;
    const legs = [share(earlier.value, extreme.value), share(extreme.value, now.value)];
    if (legs.some((leg) => leg >= peakShare)) moves.add('up');
    if (legs.some((leg) => leg <= -peakShare)) moves.add('down');
  }
  return moves;
}

/** Moves of a tenth and more; all of what has no number to tell it by. */
export function findSharpMoves(item: EvidenceItem): ReadonlySet<Move> {
  const moves = findMoves(item);
  const [earlier, now] = [numberOf(item, 'earlier'), numberOf(item, 'now')];
  if (earlier === null || now === null) return moves;
  const reached = ['min', 'max'].flatMap((name) => numberOf(item, name)?.value ?? []);
  const legs = [earlier.value, ...reached].flatMap((from) =>
    [now.value, ...reached].map((to) => share(from, to)),
  );
  const small = legs.every((leg) => Math.abs(leg) < flatShare);
  return small ? new Set([...moves].filter((move) => move === 'flat')) : moves;
}

/** Whether its number, having gone up or down, returned by a tenth and more of how far it had gone. */
export function cameBack(item: EvidenceItem): boolean {
  const [since, before] = [numberOf(item, 'since'), numberOf(item, 'before')];
  if (item.kind === 'logs' && since !== null && before !== null) return since.value < before.value;
  const [earlier, now] = [numberOf(item, 'earlier'), numberOf(item, 'now')];
  if (earlier === null || now === null) return false;
  return ['min', 'max'].some((name) => {
    const extreme = numberOf(item, name);
    const isLater = (extreme?.atMs ?? 0) > (earlier.atMs ?? 0);
    const gone = extreme === null || !isLater ? 0 : Math.abs(extreme.value - earlier.value);
    return (
      extreme !== null &&
      gone > 0 &&
      Math.abs(extreme.value - now.value) / gone >= peakShare &&
      Math.abs(extreme.value - now.value) >= Math.abs(extreme.value) * movedShare
    );
  });
}

/** Whether the last piece of its course, of two and more, is level. */
export function standsStillAtEnd(turns: readonly Fact[]): boolean {
  const [from, to] = turns.slice(-2);
  return (
    turns.length > 2 &&
    from?.value != null &&
    to?.value != null &&
    Math.abs(share(from.value, to.value)) < flatShare
  );
}
