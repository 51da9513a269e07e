import type { Incident } from '../domain/incident.ts';

/** What matters most when a channel takes less than there is to tell, in this order. */
export const priorities = ['critical', 'resolved', 'new', 'edit'] as const;
export type Priority = (typeof priorities)[number];

/** A page goes first, then what is over, then other alerts; better words for what is shown already come last. */
export function decidePriority(
  incident: Pick<Incident, 'state' | 'severity'>,
  known: { readonly shownBefore: boolean },
): Priority {
  if (incident.state === 'resolved') return known.shownBefore ? 'resolved' : 'new';
  if (known.shownBefore) return 'edit';
  return incident.severity === 'critical' ? 'critical' : 'new';
}
