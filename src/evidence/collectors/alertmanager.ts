import { z } from 'zod';
import { httpUrl } from '../../config/fields.ts';
import { toAppError } from '../../domain/errors.ts';
import { noObservations } from '../../domain/observation.ts';
import { toAlertDrafts } from '../alertmanager/alert-drafts.ts';
import { readAlertmanager } from '../alertmanager/read-alertmanager.ts';
import type { CollectorAdapter, StoreDeps } from '../collector.ts';
import { unavailableDraft } from '../drafts.ts';
import { createHttpSource, credentialOptions, queryTimeout } from '../http-source.ts';

const Config = z.strictObject({
  url: httpUrl('Address of Alertmanager, with its path prefix if it has one.'),
  ...credentialOptions,
  timeout: queryTimeout,
});

/** Past incidents of the window that are looked at. */
const mostPast = 200;

/** What else fires and what is silenced or inhibited; what has ended since is known from the incidents here. */
export const alertmanager: CollectorAdapter<typeof Config, StoreDeps> = {
  id: 'alertmanager',
  Config,
  create: (name, config, deps) => {
    const source = createHttpSource(name, config, deps);
    return {
      name,
      type: 'alertmanager',
      topics: ['alerts'],
      collect: async ({ incident, range, signal }) => {
        const [held, past] = await Promise.all([
          readAlertmanager(source, signal),
          deps.history.list(incident, range.fromMs, mostPast).catch(toAppError),
        ]);
        const known = past instanceof Error ? [] : past;
        const missing =
          past instanceof Error ? [unavailableDraft(name, 'alerts that have ended', past.message)] : [];
        return {
          drafts: [...toAlertDrafts({ source: name, incident, range }, held, known), ...missing],
          observations: noObservations,
        };
      },
    };
  },
};
