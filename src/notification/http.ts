import { type Callee, parseRetryAfter, toNetworkError } from './http-errors.ts';
import type { NotifierDeps } from './notifier.ts';

export interface HttpRequest extends Callee {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON; null for no body. */
  readonly body: unknown;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly deps: Pick<NotifierDeps, 'fetch' | 'clock'>;
}

export interface HttpReply {
  readonly ok: boolean;
  readonly status: number;
  readonly retryAfterMs: number | null;
  /** The beginning of the body. */
  readonly text: string;
}

/** No vendor answers with more than this; whoever does is not let into memory. */
const replyLimit = 1_000_000;

async function readText(response: Response): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > replyLimit) break;
  }
  return text.slice(0, replyLimit);
}

/** One request, never retried, redirects not followed. Throws AppError when no answer came; any status is an answer. */
export async function sendJson(request: HttpRequest): Promise<HttpReply> {
  const { deps, body, headers, timeoutMs } = request;
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await deps.fetch(request.url, {
      method: request.method,
      headers: body === null ? headers : { 'content-type': 'application/json', ...headers },
      body: body === null ? null : JSON.stringify(body),
      redirect: 'manual',
      signal,
    });
    return {
      ok: response.ok,
      status: response.status,
      retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), deps.clock.now()),
      text: await readText(response),
    };
  } catch (thrown) {
    throw toNetworkError(thrown, request);
  }
}
