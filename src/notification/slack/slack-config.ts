import { z } from 'zod';
import { duration, httpUrl, secret } from '../../config/fields.ts';

export const SlackConfig = z.strictObject({
  bot_token: secret(
    'Bot token of a Slack app with the scope chat:write ("xoxb-…"). Messages are then edited in place.',
  ).optional(),
  channel: z
    .string()
    .min(1)
    .meta({
      description: 'Channel to post to: an id such as C0123456789, or "#alerts". Goes with bot_token.',
    })
    .optional(),
  webhook_url: secret(
    'URL of an incoming webhook, instead of bot_token. Slack cannot edit these messages: updates are new posts.',
  ).optional(),
  signing_secret: secret(
    'Signing secret of the Slack app, for buttons over HTTP: set the app’s interactivity request URL to this service’s /slack/interactions. Goes with bot_token.',
  ).optional(),
  app_token: secret(
    'App-level token with the scope connections:write ("xapp-…"), for buttons over Socket Mode, where Slack cannot reach this service. Goes with bot_token, in place of signing_secret.',
  ).optional(),
  charts: z.boolean().default(false).meta({
    description:
      'Whether the most telling series of an incident are drawn and put into the thread of its message. Needs bot_token, and the scope files:write. A picture takes about 0.2 s of one processor and 100 MB of memory.',
  }),
  api_url: httpUrl('Address of the Slack API, for a proxy.').prefault('https://slack.com/api'),
  messages_per_second: z.number().positive().default(1).meta({
    description: 'How many messages a channel takes; Slack allows one a second, with short bursts.',
  }),
  timeout: duration('How long one call may take.').prefault('10s'),
});

export type SlackConfig = z.output<typeof SlackConfig>;

/** What is wrong with these options taken together; null when nothing is. */
export function findSlackConfigProblem(config: SlackConfig): string | null {
  const { bot_token, channel, webhook_url, signing_secret, app_token } = config;
  const answers = signing_secret !== undefined || app_token !== undefined;
  if (bot_token !== undefined && webhook_url !== undefined)
    return 'give either bot_token or webhook_url, not both';
  if (signing_secret !== undefined && app_token !== undefined)
    return 'buttons come either over HTTP (signing_secret) or over Socket Mode (app_token), not both';
  if (answers && bot_token === undefined) return 'buttons need a bot_token, a webhook has none';
  if (config.charts && bot_token === undefined) return 'charts need a bot_token, a webhook takes no files';
  if (bot_token !== undefined && channel === undefined) return 'bot_token needs a channel to post to';
  if (bot_token === undefined && webhook_url === undefined) {
    return 'missing: expected bot_token and channel, or webhook_url';
  }
  if (webhook_url !== undefined && channel !== undefined) {
    return 'a webhook always posts to its own channel; remove channel, or use bot_token';
  }
  if (webhook_url !== undefined && !/^https?:$/.test(URL.parse(webhook_url.reveal())?.protocol ?? '')) {
    return 'webhook_url is not a URL that starts with https://';
  }
  return null;
}
