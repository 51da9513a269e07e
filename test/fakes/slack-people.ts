import { createHmac, randomUUID } from 'node:crypto';
import { asList, asObject, asText, type JsonObject } from './json.ts';
import type { SlackMessage } from './slack-store.ts';

/** People who work in Slack: what Slack sends when they press a button or end a dialog. */

export type SlackUser = { readonly id: string; readonly name: string; readonly teamId?: string };

function senderOf({ id, name, teamId = 'T000' }: SlackUser): object {
  return {
    user: { id, username: name, name, team_id: teamId },
    team: { id: 'T000', domain: 'example' },
    enterprise: null,
    is_enterprise_install: false,
    api_app_id: 'A000',
    token: 'not-used-any-more',
  };
}

/** Every button of a message, in order. */
export function listButtons(message: SlackMessage): readonly JsonObject[] {
  return message.blocks
    .filter((block) => block.type === 'actions')
    .flatMap((block) => asList(block['elements']).map(asObject));
}

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
export function toPress(
  message: SlackMessage,
  press: { readonly action: string; readonly user: SlackUser; readonly triggerId: string },
): object {
  const button = listButtons(message).find((one) => one['action_id'] === press.action);
  if (button === undefined) throw new Error(`the message has no button ${press.action}`);
  return {
    type: 'block_actions',
    ...senderOf(press.user),
    container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: false },
    trigger_id: press.triggerId,
    channel: { id: message.channel, name: 'alerts' },
    message: { type: 'message', bot_id: 'B000', ts: message.ts, text: message.text, blocks: message.blocks },
    state: { values: {} },
    response_url: 'https://hooks.slack.com/actions/T000/1/x',
    actions: [{ ...button, block_id: 'b1', action_ts: message.ts }],
  };
}

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
export function toSubmission(
  view: JsonObject,
  given: { readonly text: string; readonly user: SlackUser },
): object {
  const values = Object.fromEntries(
    asList(view['blocks'])
      .map(asObject)
      .filter((block) => block['type'] === 'input')
      .map((block) => {
        const action = asText(asObject(block['element'])['action_id']) ?? '';
        const value = given.text === '' ? null : given.text;
        return [asText(block['block_id']) ?? '', { [action]: { type: 'plain_text_input', value } }];
      }),
  );
  return {
    type: 'view_submission',
    ...senderOf(given.user),
    trigger_id: randomUUID(),
    view: { ...view, id: 'V000', team_id: 'T000', state: { values }, hash: '1.x' },
    response_urls: [],
  };
}

/** The request as Slack makes and signs it. */
export function signPayload(
  payload: object,
  options: { readonly secret: string; readonly atMs: number },
): { readonly body: string; readonly headers: Record<string, string> } {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(Math.floor(options.atMs / 1000));
  const hash = createHmac('sha256', options.secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hash}`,
    },
  };
}
