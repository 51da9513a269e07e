import { z } from 'zod';
import { duration } from '../../config/fields.ts';
import { noObservations } from '../../domain/observation.ts';
import type { CollectorAdapter, StoreDeps } from '../collector.ts';
import { sortByKinship, toHistoryDrafts } from '../past-incidents.ts';

const Config = z.strictObject({
  window: duration('How far back past incidents are looked at.').prefault('90d'),
});

/** The newest so many incidents of all kinds are compared. */
const mostCompared = 1000;
/** Of so many of one kind what was found is read. */
const mostRead = 20;

/** This alert's past incidents here, and those like it. */
export const history: CollectorAdapter<typeof Config, StoreDeps> = {
  id: 'history',
  Config,
  create: (name, config, deps) => ({
    name,
    type: 'history',
    topics: ['history'],
    collect: async ({ incident }) => {
      const range = { fromMs: incident.startedAtMs - config.window, toMs: incident.startedAtMs };
      const past = await deps.history.list(incident, range.fromMs, mostCompared);
      const kinship = sortByKinship(incident, past);
      const read = [
        ...kinship.same.slice(0, mostRead),
        ...kinship.elsewhere.slice(0, mostRead),
        ...kinship.similar,
      ].map(({ id }) => id);
      const findings = await deps.history.findings(read);
      return {
        drafts: toHistoryDrafts(kinship, { source: name, incident, range, findings }),
        observations: noObservations,
      };
    },
  }),
};
