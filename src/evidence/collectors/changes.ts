import { z } from 'zod';
import { duration } from '../../config/fields.ts';
import type { Change } from '../../domain/change.ts';
import { noObservations, type ObservedChange } from '../../domain/observation.ts';
import { toChangeDrafts } from '../change-drafts.ts';
import type { CollectorAdapter, StoreDeps } from '../collector.ts';

const Config = z.strictObject({
  window: duration('How far before the start of an alert changes are looked at.').prefault('24h'),
  environments: z.array(z.string()).default([]).meta({
    description: 'Only changes of these environments, and those that name none; all when left out.',
  }),
});

/** More than a busy company deploys in a day. */
const mostRead = 2000;

function toObserved(source: string, change: Change): ObservedChange {
  const { environment, kind } = change;
  return {
    key: `${source}:change:${change.source}:${change.id}`,
    id: change.id,
    timeMs: change.timeMs,
    kind: environment === null || environment === 'production' ? kind : `${environment} ${kind}`,
    service: change.service,
    version: change.version,
    author: change.author,
    summary: change.summary,
    files: change.files,
    diff: change.diff,
  };
}

/** What was sent to `POST /api/v1/changes`. */
export const changes: CollectorAdapter<typeof Config, StoreDeps> = {
  id: 'changes',
  Config,
  create: (name, config, deps) => ({
    name,
    type: 'changes',
    topics: ['changes'],
    collect: async ({ incident, range: { toMs } }) => {
      const range = { fromMs: incident.startedAtMs - config.window, toMs };
      const all = await deps.changes.list(range, mostRead);
      const wanted = all.filter(
        ({ environment }) =>
          config.environments.length === 0 ||
          environment === null ||
          config.environments.includes(environment),
      );
      const observed = wanted.map((change) => toObserved(name, change));
      return {
        drafts: toChangeDrafts(name, observed, { incident, range }),
        observations: { ...noObservations, changes: observed },
      };
    },
  }),
};
