import { AppError } from '../../domain/errors.ts';
import type { NotifierAdapter } from '../notifier.ts';
import { createSlackBot } from '../slack/slack-bot.ts';
import { findSlackConfigProblem, SlackConfig } from '../slack/slack-config.ts';
import { createSlackIncoming } from '../slack/slack-incoming.ts';
import { createSlackPicture } from '../slack/slack-picture.ts';

/** Slack says "short bursts" and names no number. */
const shortBurst = 10;

/** Slack, with a bot token (one message, edited in place) or an incoming webhook (a post for each news). */
export const slack: NotifierAdapter<typeof SlackConfig> = {
  id: 'slack',
  Config: SlackConfig,
  check: findSlackConfigProblem,
  create: (name, config, deps) => {
    const { bot_token: token, channel, webhook_url: webhookUrl, timeout: timeoutMs } = config;
    const base = { name, timeoutMs, deps };
    const pace = { perSecond: config.messages_per_second, burst: shortBurst };
    const buttons = config.signing_secret !== undefined || config.app_token !== undefined;
    if (token !== undefined && channel !== undefined) {
      const place = { ...base, token, channel, apiUrl: config.api_url };
      const bot = createSlackBot({ ...place, buttons });
      const pictures = config.charts ? { attach: createSlackPicture(place) } : {};
      return { name, type: 'slack', pace, sync: bot, ...pictures };
    }
    if (webhookUrl !== undefined) {
      return { name, type: 'slack', pace, sync: createSlackIncoming({ ...base, webhookUrl }) };
    }
    const problem = findSlackConfigProblem(config);
    throw new AppError({ code: 'config_invalid', message: `notifier "${name}": ${problem}` });
  },
};
