import type { JsonObject } from './json.ts';

export type PagerDutyAction = 'trigger' | 'acknowledge' | 'resolve';
export type PagerDutyState = 'triggered' | 'acknowledged' | 'resolved';

export type PagerDutyEvent = {
  readonly action: PagerDutyAction;
  /** The whole event as it was sent. */
  readonly event: JsonObject;
  readonly atMs: number;
};

export type PagerDutyNote = {
  readonly id: string;
  readonly content: string;
  readonly from: string;
  readonly atMs: number;
};

export type PagerDutyIncident = {
  readonly id: string;
  readonly number: number;
  readonly dedupKey: string;
  /** The summary of the first trigger: later ones do not change it. */
  readonly title: string;
  readonly state: PagerDutyState;
  /** Every event that reached the incident, oldest first. */
  readonly log: readonly PagerDutyEvent[];
  readonly notes: readonly PagerDutyNote[];
};

type Stored = Omit<PagerDutyIncident, 'state' | 'log' | 'notes'> & {
  state: PagerDutyState;
  readonly log: PagerDutyEvent[];
  readonly notes: PagerDutyNote[];
};

const nowMs = () => performance.timeOrigin + performance.now();

/** Incidents by dedup key: a trigger joins the open incident of its key, or opens one. */
export function createPagerDutyIncidents() {
  const incidents: Stored[] = [];
  const openOne = (key: string) =>
    incidents.find(({ dedupKey, state }) => dedupKey === key && state !== 'resolved');
  function open(dedupKey: string, title: string): Stored {
    const number = incidents.length + 1;
    const id = `Q${String(number).padStart(13, '0')}`;
    const incident: Stored = { id, number, dedupKey, title, state: 'triggered', log: [], notes: [] };
    incidents.push(incident);
    return incident;
  }
  return {
    list: incidents as readonly PagerDutyIncident[],
    byKey: (key: string): readonly PagerDutyIncident[] =>
      incidents.filter(({ dedupKey }) => dedupKey === key),
    /** Takes a valid event; an acknowledge or resolve of no open incident changes nothing. */
    apply(action: PagerDutyAction, dedupKey: string, title: string, event: JsonObject): void {
      const incident = openOne(dedupKey) ?? (action === 'trigger' ? open(dedupKey, title) : undefined);
      if (incident === undefined) return;
      if (action === 'resolve') incident.state = 'resolved';
      if (action === 'acknowledge') incident.state = 'acknowledged';
      incident.log.push({ action, event, atMs: nowMs() });
    },
    addNote(id: string, content: string, from: string): PagerDutyNote | undefined {
      const incident = incidents.find((candidate) => candidate.id === id);
      if (incident === undefined) return undefined;
      const note = { id: `PN${incident.notes.length + 1}`, content, from, atMs: nowMs() };
      incident.notes.push(note);
      return note;
    },
  };
}
