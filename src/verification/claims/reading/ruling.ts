/** What reading a part of a sentence against the cited items comes to. */
import type { Item } from './subjects.ts';

export type Ruling =
  /** It is so, by this item. */
  | { readonly holds: true; readonly item: Item }
  /** It is not so, or nothing that is meant has it. */
  | { readonly holds: false; readonly item: Item | null; readonly actual: string | null }
  /** It claims nothing by itself: "in the last 33 minutes". */
  | { readonly holds: 'silent' };

export const silent: Ruling = { holds: 'silent' };

export function rule(
  item: Item | undefined,
  fallback: Item | undefined,
  actual: string | null = null,
): Ruling {
  return item === undefined ? { holds: false, item: fallback ?? null, actual } : { holds: true, item };
}
