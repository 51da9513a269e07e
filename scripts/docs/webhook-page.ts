import { z } from 'zod';
import {
  toWebhookBody,
  WebhookBody,
  type WebhookEvent,
} from '../../src/notification/webhook/webhook-body.ts';
import { explainedMessage } from '../../test/contract/message-samples.ts';
import { code, codeBlock, page, table } from './markdown.ts';

const intro = `
The notifier [\`webhook\`](configuration.md#type-webhook) sends a \`POST\` with a JSON body for each news of an incident, to
any HTTP server. An answer with a status 2xx means that it has arrived. Every other answer, and none within \`timeout\`,
means that it is tried again later, with the incident as it is by then. So a server may see the same news twice:
\`incident_id\` and \`revision\` tell.

Within version 1 keys are only ever added. Text comes from alerts, and some of it from a language model: escape it before
you show it, and never execute a \`command\`.
`;

const events: Readonly<Record<WebhookEvent, string>> = {
  opened: 'The first post of an incident that is still firing.',
  explained: 'The explanation is there for the first time.',
  updated: 'Something else has changed.',
  resolved: 'The incident is over.',
};

/** The body's JSON Schema. It allows more keys than it knows, because a later release may add some. */
function createBodySchema(): unknown {
  return z.toJSONSchema(WebhookBody, {
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties;
    },
  });
}

/** `docs/webhook-notifier.md` */
export function renderWebhookPage(): string {
  const example = WebhookBody.parse(toWebhookBody(explainedMessage, 'explained'));
  return page('The webhook notifier', [
    intro,
    table(
      ['`event`', 'What is new'],
      Object.entries(events).map(([event, meaning]) => [code(event), meaning]),
    ),
    '## Example',
    codeBlock('json', JSON.stringify(example, null, 2)),
    '## JSON Schema',
    codeBlock('json', JSON.stringify(createBodySchema(), null, 2)),
  ]);
}
