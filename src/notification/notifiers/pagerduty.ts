import { z } from 'zod';
import { duration, httpUrl, secret } from '../../config/fields.ts';
import type { NotifierAdapter } from '../notifier.ts';
import { createPagerDutySync } from '../pagerduty/pagerduty-sync.ts';

const Config = z.strictObject({
  routing_key: secret('Integration key of an "Events API v2" integration on a PagerDuty service.'),
  events_url: httpUrl('Address of the Events API; https://events.eu.pagerduty.com in the EU.').prefault(
    'https://events.pagerduty.com',
  ),
  rest_token: secret(
    'REST API key. With it the explanation becomes a note on the incident; without it, an entry in its log.',
  ).optional(),
  from_email: z
    .email()
    .meta({ description: 'E-mail address of the PagerDuty user who writes the notes. Goes with rest_token.' })
    .optional(),
  rest_url: httpUrl('Address of the REST API; https://api.eu.pagerduty.com in the EU.').prefault(
    'https://api.pagerduty.com',
  ),
  timeout: duration('How long one call may take.').prefault('10s'),
});

/** PagerDuty: an incident for each alert group, with the key that Alertmanager itself would use. */
export const pagerduty: NotifierAdapter<typeof Config> = {
  id: 'pagerduty',
  Config,
  check: ({ rest_token, from_email }) => {
    if (rest_token !== undefined && from_email === undefined) return 'rest_token needs from_email beside it';
    if (rest_token === undefined && from_email !== undefined) return 'from_email needs rest_token beside it';
    return null;
  },
  create: (name, config, deps) => {
    const { rest_token: token, from_email: fromEmail } = config;
    const rest =
      token === undefined || fromEmail === undefined ? null : { token, fromEmail, url: config.rest_url };
    const sync = createPagerDutySync({
      name,
      routingKey: config.routing_key,
      eventsUrl: config.events_url,
      rest,
      timeoutMs: config.timeout,
      deps,
    });
    return { name, type: 'pagerduty', pace: null, sync };
  },
};
