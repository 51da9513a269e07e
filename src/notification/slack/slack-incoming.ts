import type { Message } from '../../domain/message.ts';
import type { Secret } from '../../domain/secret.ts';
import { hashContent } from '../content-hash.ts';
import { sendJson } from '../http.ts';
import { toBadAnswerError, toStatusError } from '../http-errors.ts';
import type { Handle, Notifier, NotifierDeps } from '../notifier.ts';
import { renderSlack, renderSlackResolved, type SlackContent, toTextOnly } from './slack-blocks.ts';
import { areBlocksRefused, toSlackError } from './slack-errors.ts';

export interface SlackIncomingOptions {
  readonly name: string;
  readonly webhookUrl: Secret;
  readonly timeoutMs: number;
  readonly deps: NotifierDeps;
}

/** Posts once. Gives Slack's error code when it refuses, null when it took it. */
async function post(
  options: SlackIncomingOptions,
  content: SlackContent,
  signal: AbortSignal,
): Promise<string | null> {
  const { name, deps, timeoutMs } = options;
  const callee = { vendor: 'Slack', notifier: name };
  const reply = await sendJson({
    ...callee,
    method: 'POST',
    url: options.webhookUrl.reveal(),
    headers: {},
    body: {
      text: content.text,
      ...(content.blocks.length > 0 ? { blocks: content.blocks } : {}),
      unfurl_links: false,
      unfurl_media: false,
    },
    signal,
    timeoutMs,
    deps,
  });
  const slackError = reply.text.trim();
  const { status, retryAfterMs } = reply;
  if (reply.ok) {
    if (slackError === 'ok') return null;
    throw toBadAnswerError(callee, status);
  }
  if (status === 429 || status >= 500 || !/^[a-z0-9_]{1,60}$/.test(slackError)) {
    throw toStatusError({ ...callee, status, retryAfterMs, detail: null });
  }
  if (areBlocksRefused(slackError) && content.blocks.length > 0) return slackError;
  throw toSlackError(slackError, { notifier: name, channel: null, status, retryAfterMs });
}

interface Told {
  readonly explained: boolean;
  readonly resolved: boolean;
  /** Which alerts fire, and how bad they are, as a hash. */
  readonly alerts: string;
}

function hashAlerts(message: Message): string {
  const firing = message.alerts.filter((alert) => alert.status === 'firing');
  const names = firing.map(({ name, target, summary }) => [name, target, summary].join('\n')).sort();
  return hashContent([message.severity, message.firingCount, names]);
}

/** What a message tells that the posts before it did not; null when that is nothing. */
function decidePost(message: Message, handle: Handle | null): { content: SlackContent; told: Told } | null {
  const before = { explained: handle?.['explained'] === true, resolved: handle?.['resolved'] === true };
  const now = { explained: message.analysis.state === 'done', resolved: message.state === 'resolved' };
  const alerts = hashAlerts(message);
  const told = {
    explained: before.explained || now.explained,
    resolved: before.resolved || now.resolved,
    alerts,
  };
  // Alerts that join, or a severity that rises, are news; an alert of several that ends is not.
  const grown = handle !== null && !now.resolved && isGrown(message, handle, alerts);
  const explains = now.explained && !before.explained;
  if (handle !== null && !grown && !explains && told.resolved === before.resolved) return null;
  const whole = handle === null || explains || grown;
  return {
    content: whole ? renderSlack(message, { buttons: false }) : renderSlackResolved(message),
    told: { ...told, alerts },
  };
}

function isGrown(message: Message, handle: Handle, alerts: string): boolean {
  const [known, count] = [handle['alerts'], handle['firing']];
  if (known === undefined || known === alerts) return false;
  return typeof count !== 'number' || message.firingCount >= count;
}

/**
 * With an incoming webhook: Slack gives no way to edit, so the raw alert, its explanation and its end are a post each.
 * The handle is `{ explained, resolved, alerts, firing }`: what was told already.
 */
export function createSlackIncoming(options: SlackIncomingOptions): Notifier['sync'] {
  return async ({ message, handle, signal }) => {
    const next = decidePost(message, handle);
    if (next === null) return { action: 'unchanged', handle: handle ?? {} };
    const refused = await post(options, next.content, signal);
    if (refused !== null) await post(options, toTextOnly(next.content), signal);
    return {
      action: handle === null ? 'posted' : 'followed_up',
      handle: { ...next.told, firing: message.firingCount },
    };
  };
}
