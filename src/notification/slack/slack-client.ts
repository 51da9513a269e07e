import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import type { Clock } from '../../domain/clock.ts';
import type { Secret } from '../../domain/secret.ts';
import { parseRetryAfter } from '../http-errors.ts';

/** The client would write to the console, which belongs to nobody here. What matters is thrown. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/** The last answer's status, which the client does not always tell. */
export interface Trace {
  status: number | null;
  retryAfterMs: number | null;
}

export interface SlackClientOptions {
  readonly token: Secret;
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly trace: Trace;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/** A client for one call or a few: without retries of its own, ended by `signal`. */
export function createSlackClient(options: SlackClientOptions): WebClient {
  const { signal, trace } = options;
  return new WebClient(options.token.reveal(), {
    slackApiUrl: `${options.apiUrl}/`,
    allowAbsoluteUrls: false,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: options.timeoutMs,
    logger: silentLogger,
    fetch: async (url, init) => {
      const signals = init?.signal === undefined ? [signal] : [signal, init.signal];
      const response = await options.fetch(url, { ...init, signal: AbortSignal.any(signals) });
      trace.status = response.status;
      trace.retryAfterMs = parseRetryAfter(response.headers.get('retry-after'), options.clock.now());
      return response;
    },
  });
}
