import type { WebClient } from '@slack/web-api';
import type { Secret } from '../../domain/secret.ts';
import { freezeAge, hashContent } from '../content-hash.ts';
import type { Handle, Notifier, NotifierDeps } from '../notifier.ts';
import { renderSlack, type SlackContent, toTextOnly } from './slack-blocks.ts';
import { createSlackClient, type Trace } from './slack-client.ts';
import { areBlocksRefused, classifySlackFailure, isUneditable, readSlackError } from './slack-errors.ts';

export interface SlackBotOptions {
  readonly name: string;
  readonly token: Secret;
  readonly channel: string;
  readonly apiUrl: string;
  readonly timeoutMs: number;
  /** Whether Slack tells us of buttons that people press. */
  readonly buttons: boolean;
  readonly deps: NotifierDeps;
}

/** Tries with blocks, and once more as plain text when it is the blocks that Slack refuses. */
async function withTextFallback<T>(
  content: SlackContent,
  call: (content: SlackContent) => Promise<T>,
): Promise<T> {
  try {
    return await call(content);
  } catch (thrown) {
    if (!areBlocksRefused(readSlackError(thrown))) throw thrown;
    return await call(toTextOnly(content));
  }
}

async function post(client: WebClient, channel: string, content: SlackContent): Promise<Handle> {
  const answer = await client.chat.postMessage({
    channel,
    text: content.text,
    blocks: [...content.blocks],
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  });
  return { channel: answer.channel ?? channel, ts: answer.ts ?? null };
}

/** False when the message is gone or may no longer be edited. */
async function edit(client: WebClient, handle: Handle, content: SlackContent): Promise<boolean> {
  const { channel, ts } = handle;
  if (typeof channel !== 'string' || typeof ts !== 'string') return false;
  try {
    await client.chat.update({
      channel,
      ts,
      text: content.text,
      blocks: [...content.blocks],
      parse: 'none',
      link_names: false,
    });
    return true;
  } catch (thrown) {
    if (isUneditable(readSlackError(thrown))) return false;
    throw thrown;
  }
}

/**
 * With a bot token: one message for each incident, posted raw and edited in place.
 * The handle is `{ channel, ts, hash }`; `hash` tells what the message shows.
 */
export function createSlackBot(options: SlackBotOptions): Notifier['sync'] {
  const { name, channel, buttons, deps } = options;
  return async ({ message, handle, signal }) => {
    const hash = hashContent(renderSlack(freezeAge(message), { buttons }));
    if (handle?.['hash'] === hash) return { action: 'unchanged', handle };
    const trace: Trace = { status: null, retryAfterMs: null };
    const client = createSlackClient({ ...options, ...deps, signal, trace });
    const content = renderSlack(message, { buttons });
    try {
      if (handle !== null && (await withTextFallback(content, (form) => edit(client, handle, form)))) {
        return { action: 'edited', handle: { ...handle, hash } };
      }
      const posted = await withTextFallback(content, (form) => post(client, channel, form));
      return { action: 'posted', handle: { ...posted, hash } };
    } catch (thrown) {
      throw classifySlackFailure(thrown, { notifier: name, channel, ...trace });
    }
  };
}
