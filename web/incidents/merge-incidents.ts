import type { IncidentList, IncidentSummary } from '../../src/server/api/shapes.ts';

/** The order of the API: what fires first, then the newest. */
function compare(a: IncidentSummary, b: IncidentSummary): number {
  if (a.state !== b.state) return a.state === 'firing' ? -1 : 1;
  if (a.openedAtMs !== b.openedAtMs) return b.openedAtMs - a.openedAtMs;
  return a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
}

/** All that was read so far, in order and each once: what moved between two pages comes in both. */
export function flattenPages(pages: readonly IncidentList[]): readonly IncidentSummary[] {
  const newest = new Map<string, IncidentSummary>();
  for (const item of pages.flatMap((page) => page.items)) {
    const known = newest.get(item.id);
    if (known === undefined || known.revision <= item.revision) newest.set(item.id, item);
  }
  return [...newest.values()].sort(compare);
}

/**
 * The pages with what has changed of these incidents: `fresh` has those that fit the filter now. One that belongs after
 * the last page that was read is left to the page that will bring it.
 */
export function patchPages(
  pages: readonly IncidentList[],
  changed: { readonly ids: readonly string[]; readonly fresh: IncidentList },
): IncidentList[] {
  const gone = new Set(changed.ids);
  const last = pages.at(-1);
  const end = last?.next == null ? undefined : last.items.at(-1);
  const { firing } = changed.fresh;
  const kept = pages.map((page) => ({
    ...page,
    firing,
    items: page.items.filter((item) => !gone.has(item.id)),
  }));
  const fits = changed.fresh.items.filter((item) => end === undefined || compare(item, end) <= 0);
  return kept.map((page, index) => (index === 0 ? { ...page, items: [...fits, ...page.items] } : page));
}
