import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { AppError, type ErrorCode } from '../../domain/errors.ts';
import { toBadAnswerError, toNetworkError, toStatusError } from '../http-errors.ts';

interface Meaning {
  readonly code: ErrorCode;
  readonly advice: string;
}

const newToken: Meaning = {
  code: 'notifier_unauthorized',
  advice: 'reinstall the Slack app and put its new bot token into the configuration',
};
const newScope: Meaning = {
  code: 'notifier_unauthorized',
  advice: 'give the Slack app the scope chat:write and reinstall it',
};
const newWebhook: Meaning = {
  code: 'notifier_unauthorized',
  advice: 'the webhook is gone; create a new one and put its URL into the configuration',
};
const invite: Meaning = {
  code: 'notifier_rejected',
  advice: 'invite the bot to the channel, or check the name of the channel',
};
const archived: Meaning = {
  code: 'notifier_rejected',
  advice: 'the channel is archived; name another one in the configuration',
};
const restricted: Meaning = {
  code: 'notifier_rejected',
  advice: 'a setting of the workspace forbids it; ask its administrators',
};
const trouble: Meaning = {
  code: 'notifier_unreachable',
  advice: 'Slack has a problem of its own and is asked again',
};
const limited: Meaning = { code: 'notifier_rate_limited', advice: 'it is asked again later' };

/**
 * What Slack's error codes mean for whoever runs this service.
 * https://docs.slack.dev/reference/methods/chat.postMessage#errors and
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
 */
const meanings: Readonly<Record<string, Meaning>> = {
  invalid_auth: newToken,
  not_authed: newToken,
  token_revoked: newToken,
  token_expired: newToken,
  account_inactive: newToken,
  access_denied: newToken,
  not_allowed_token_type: newToken,
  missing_scope: newScope,
  no_permission: newScope,
  no_service: newWebhook,
  no_service_id: newWebhook,
  no_active_hooks: newWebhook,
  no_team: newWebhook,
  invalid_token: newWebhook,
  team_disabled: newWebhook,
  channel_not_found: invite,
  not_in_channel: invite,
  is_archived: archived,
  channel_is_archived: archived,
  restricted_action: restricted,
  action_prohibited: restricted,
  posting_to_general_channel_denied: restricted,
  ekm_access_denied: restricted,
  internal_error: trouble,
  fatal_error: trouble,
  service_unavailable: trouble,
  rollup_error: trouble,
  request_timeout: { code: 'notifier_timeout', advice: 'it is asked again' },
  ratelimited: limited,
  rate_limited: limited,
  rate_limit_exceeded: limited,
  message_limit_exceeded: limited,
};

const unknown: Meaning = {
  code: 'notifier_rejected',
  advice: 'see the list of errors in the documentation of Slack',
};

/** Whether Slack's answer is about the form of the blocks or their length, not about who asks or where. */
const refusedBlocks: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'invalid_payload',
]);

/** Whether a message can no longer be edited, so that only a new one helps. */
const uneditable: ReadonlySet<string> = new Set([
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'cant_edit',
]);

/** Slack's own error code in whatever was thrown; null when Slack did not answer with one. */
export function readSlackError(thrown: unknown): string | null {
  if (!(thrown instanceof WebAPIPlatformError)) return null;
  const code = String(thrown.data.error);
  return /^[a-z0-9_]{1,60}$/.test(code) ? code : null;
}

export function areBlocksRefused(slackError: string | null): boolean {
  return slackError !== null && refusedBlocks.has(slackError);
}

export function isUneditable(slackError: string | null): boolean {
  return slackError !== null && uneditable.has(slackError);
}

export interface SlackCall {
  readonly notifier: string;
  /** The channel of the configuration; null for an incoming webhook. */
  readonly channel: string | null;
  /** The status of the last answer; null when there was none. */
  readonly status: number | null;
  readonly retryAfterMs: number | null;
}

/** An error code of Slack as an AppError. */
export function toSlackError(slackError: string, call: SlackCall): AppError {
  const { code, advice } = meanings[slackError] ?? unknown;
  const where = call.channel === null ? 'the incoming webhook' : `the channel ${call.channel}`;
  return new AppError({
    code,
    message: `Slack refused a message to ${where} (${slackError}); ${advice}`,
    context: { notifier: call.notifier, slackError, status: call.status },
    retryAfterMs: call.retryAfterMs,
  });
}

/** Whatever the Slack client threw, as an AppError. */
export function classifySlackFailure(thrown: unknown, call: SlackCall): AppError {
  const callee = { vendor: 'Slack', notifier: call.notifier };
  const { retryAfterMs } = call;
  const slackError = readSlackError(thrown);
  if (slackError !== null) return toSlackError(slackError, call);
  if (thrown instanceof WebAPIRateLimitedError) {
    return toStatusError({ ...callee, status: 429, retryAfterMs: thrown.retryAfter * 1000, detail: null });
  }
  if (thrown instanceof WebAPIHTTPError) {
    return toStatusError({ ...callee, status: thrown.statusCode, retryAfterMs, detail: null });
  }
  if (thrown instanceof WebAPIPlatformError) {
    return toBadAnswerError(callee, call.status ?? 200);
  }
  // The client throws a bare Error for a 429 without Retry-After.
  if (call.status === 429) return toStatusError({ ...callee, status: 429, retryAfterMs, detail: null });
  return toNetworkError(thrown, callee);
}
