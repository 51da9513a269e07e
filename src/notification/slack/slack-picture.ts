import { AppError } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secret.ts';
import { toStatusError } from '../http-errors.ts';
import type { Notifier, NotifierDeps, Picture } from '../notifier.ts';
import { createSlackClient, type Trace } from './slack-client.ts';
import { classifySlackFailure, readSlackError } from './slack-errors.ts';

export interface SlackPictureOptions {
  readonly name: string;
  readonly token: Secret;
  readonly channel: string;
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly deps: NotifierDeps;
}

/** Slack says where the bytes go. Only to it, and never over a plain connection where the API has a safe one. */
function isTrusted(uploadUrl: string, apiUrl: string): boolean {
  const [to, api] = [URL.parse(uploadUrl), new URL(apiUrl)];
  return to !== null && (to.protocol === 'https:' || to.origin === api.origin);
}

/**
 * Puts a picture into the thread of a message: Slack names an address, takes the bytes there, and shows them when it has
 * worked on them, which may take a while. https://docs.slack.dev/messaging/working-with-files#upload
 */
export function createSlackPicture(options: SlackPictureOptions): NonNullable<Notifier['attach']> {
  const { name, channel, apiUrl, timeoutMs, deps } = options;
  let refusedScope = false;

  async function upload(url: string, picture: Picture, signal: AbortSignal): Promise<void> {
    const { status, ok } = await deps.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from(picture.png),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    if (ok) return;
    throw toStatusError({ vendor: 'Slack', notifier: name, status, retryAfterMs: null, detail: null });
  }

  return async ({ handle, picture, signal }) => {
    const { channel: channelId, ts } = handle;
    if (refusedScope || typeof channelId !== 'string' || typeof ts !== 'string') return false;
    const trace: Trace = { status: null, retryAfterMs: null };
    const client = createSlackClient({ ...options, ...deps, signal, trace });
    try {
      const place = await client.files.getUploadURLExternal({
        filename: `${picture.name}.png`,
        length: picture.png.byteLength,
        alt_text: picture.altText,
      });
      const { upload_url: url, file_id: id } = place;
      if (url === undefined || id === undefined || !isTrusted(url, apiUrl)) return false;
      await upload(url, picture, signal);
      await client.files.completeUploadExternal({
        files: [{ id, title: picture.title }],
        channel_id: channelId,
        thread_ts: ts,
      });
      return true;
    } catch (thrown) {
      // Nobody is helped by a refusal for every incident.
      refusedScope = readSlackError(thrown) === 'missing_scope';
      if (refusedScope) {
        const message =
          'Slack takes no charts (missing_scope); give the app the scope files:write and reinstall it';
        throw new AppError({ code: 'notifier_unauthorized', message, cause: thrown });
      }
      throw classifySlackFailure(thrown, { notifier: name, channel, ...trace });
    }
  };
}
