import { z } from 'zod';
import { duration, httpUrl, secret } from '../../config/fields.ts';
import { AppError } from '../../domain/errors.ts';
import type { NotifierAdapter } from '../notifier.ts';
import { createSlackBot } from '../slack/slack-bot.ts';
import { createSlackIncoming } from '../slack/slack-incoming.ts';

const Config = z.strictObject({
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
  api_url: httpUrl('Address of the Slack API, for a proxy.').prefault('https://slack.com/api'),
  messages_per_second: z.number().positive().default(1).meta({
    description: 'How many messages a channel takes; Slack allows one a second, with short bursts.',
  }),
  timeout: duration('How long one call may take.').prefault('10s'),
});

/** Slack says "short bursts" and names no number. */
const shortBurst = 10;

type SlackConfig = z.output<typeof Config>;

function check({ bot_token, channel, webhook_url }: SlackConfig): string | null {
  if (bot_token !== undefined && webhook_url !== undefined)
    return 'give either bot_token or webhook_url, not both';
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

/** Slack, with a bot token (one message, edited in place) or an incoming webhook (a post for each news). */
export const slack: NotifierAdapter<typeof Config> = {
  id: 'slack',
  Config,
  check,
  create: (name, config, deps) => {
    const { bot_token: token, channel, webhook_url: webhookUrl, timeout: timeoutMs } = config;
    const base = { name, timeoutMs, deps };
    const pace = { perSecond: config.messages_per_second, burst: shortBurst };
    if (token !== undefined && channel !== undefined) {
      return {
        name,
        type: 'slack',
        pace,
        sync: createSlackBot({ ...base, token, channel, apiUrl: config.api_url }),
      };
    }
    if (webhookUrl !== undefined) {
      return { name, type: 'slack', pace, sync: createSlackIncoming({ ...base, webhookUrl }) };
    }
    throw new AppError({ code: 'config_invalid', message: `notifier "${name}": ${check(config)}` });
  },
};
