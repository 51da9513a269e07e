import type { Ground } from './grounds.ts';

const hash = /\b[0-9a-f]{12,40}\b/g;

/** Whether two items tell of one change: a deploy, and the commit of the hash that it brought. */
export function isSameChange(a: Ground, b: Ground): boolean {
  if (a === b) return true;
  const others: readonly string[] = b.subject.match(hash) ?? [];
  return (a.subject.match(hash) ?? []).some((one) => others.includes(one));
}
