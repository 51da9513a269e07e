/** What of the list is wanted; empty for everything. In the URL, so that it can be sent to somebody. */
export interface Filters {
  readonly q: string;
  readonly state: string;
  readonly severity: string;
  readonly cause: string;
  readonly rung: string;
}

const names = ['q', 'state', 'severity', 'cause', 'rung'] as const;

export const choices: Readonly<Record<'severity' | 'cause' | 'rung', readonly string[]>> = {
  severity: ['critical', 'error', 'warning', 'info'],
  cause: ['confirmed', 'likely', 'inconclusive'],
  rung: ['full', 'economy', 'cached', 'deterministic', 'raw'],
};

export function parseFilters(search: URLSearchParams): Filters {
  const [q, state, severity, cause, rung] = names.map((name) => search.get(name) ?? '');
  return { q: q ?? '', state: state ?? '', severity: severity ?? '', cause: cause ?? '', rung: rung ?? '' };
}

/** `?q=checkout&state=firing`; nothing for no filter. */
export function toSearch(filters: Filters, more: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams();
  for (const name of names) if (filters[name] !== '') search.set(name, filters[name]);
  for (const [name, value] of Object.entries(more)) search.set(name, value);
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

export function isFiltered(filters: Filters): boolean {
  return names.some((name) => filters[name] !== '');
}
