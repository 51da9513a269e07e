import { z } from 'zod';
import { duration, httpUrl, secret } from '../../config/fields.ts';
import { freezeAge, hashContent } from '../content-hash.ts';
import { sendJson } from '../http.ts';
import { toStatusError } from '../http-errors.ts';
import type { NotifierAdapter } from '../notifier.ts';
import { decideEvent } from '../webhook/decide-event.ts';
import { toWebhookBody } from '../webhook/webhook-body.ts';

/** A token as HTTP has it: https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

const Config = z.strictObject({
  url: httpUrl('Where to post. Redirects are not followed.'),
  bearer_token: secret('Sent as "Authorization: Bearer …".').optional(),
  headers: z
    .record(
      z.string().regex(headerName, 'expected the name of an HTTP header'),
      z.string().regex(/^[\x20-\x7e]*$/, 'expected printable ASCII characters'),
    )
    .default({})
    .meta({ description: 'More headers to send, by name. For secrets use bearer_token.' }),
  timeout: duration('How long one call may take.').prefault('10s'),
});

/**
 * Any HTTP server that takes JSON: one POST for each news, see `WebhookBody`.
 * The handle is `{ hash, explained, resolved }`.
 */
export const webhook: NotifierAdapter<typeof Config> = {
  id: 'webhook',
  Config,
  create: (name, config, deps) => ({
    name,
    type: 'webhook',
    pace: null,
    sync: async ({ message, handle, signal }) => {
      const hash = hashContent(toWebhookBody(freezeAge(message), 'updated'));
      if (handle?.['hash'] === hash) return { action: 'unchanged', handle };
      const { event, explained, resolved } = decideEvent(message, handle);
      const token = config.bearer_token;
      const callee = { vendor: 'the webhook', notifier: name };
      const reply = await sendJson({
        ...callee,
        method: 'POST',
        url: config.url,
        headers: {
          ...config.headers,
          ...(token === undefined ? {} : { authorization: `Bearer ${token.reveal()}` }),
        },
        body: toWebhookBody(message, event),
        signal,
        timeoutMs: config.timeout,
        deps,
      });
      if (!reply.ok) throw toStatusError({ ...callee, ...reply, detail: null });
      return { action: handle === null ? 'posted' : 'followed_up', handle: { hash, explained, resolved } };
    },
  }),
};
