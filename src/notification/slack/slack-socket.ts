import { LogLevel, SocketModeClient } from '@slack/socket-mode';
import { silentLogger } from './slack-client.ts';
import type { SlackSocketOptions } from './slack-desk.ts';

/**
 * Socket Mode: the service dials out, Slack sends what people press through a WebSocket. The client's own reconnecting is
 * off, because what fails in it is thrown where nobody can catch it: a broken connection is replaced here, with a pause
 * that grows. Slack gives each press to one of an app's connections, so that replicas share them.
 * https://docs.slack.dev/apis/events-api/using-socket-mode
 */

export interface SlackSocketEvents {
  /** Gives what the dialog is to show, or null; within three seconds. */
  readonly onPayload: (payload: unknown) => Promise<object | null>;
  readonly onState: (connected: boolean, reason: string | null) => void;
}

const firstPauseMs = 1000;
const longestPauseMs = 60_000;

interface Envelope {
  readonly ack: (response?: object) => Promise<void>;
  readonly body: unknown;
}

function createClient(options: SlackSocketOptions): SocketModeClient {
  return new SocketModeClient({
    appToken: options.appToken.reveal(),
    autoReconnectEnabled: false,
    logger: silentLogger,
    logLevel: LogLevel.ERROR,
    clientOptions: {
      slackApiUrl: `${options.apiUrl}/`,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      fetch: (url, init) => options.fetch(url, init),
    },
  });
}

/** Keeps a connection until it is stopped. */
export function openSlackSocket(
  options: SlackSocketOptions,
  events: SlackSocketEvents,
): { readonly stop: () => Promise<void> } {
  const { clock } = options;
  let stopped = false;
  let pauseMs = firstPauseMs;
  let cancel: () => void = () => undefined;
  let client: SocketModeClient | null = null;

  function connect(): void {
    const current = createClient(options);
    client = current;
    let over = false;
    const again = (reason: string): void => {
      if (over || stopped) return;
      over = true;
      events.onState(false, reason);
      cancel = clock.after(pauseMs, connect);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    };
    current.on('connected', () => {
      pauseMs = firstPauseMs;
      events.onState(true, null);
    });
    current.on('disconnected', () => again('the connection was closed'));
    current.on('interactive', ({ ack, body }: Envelope) => {
      events.onPayload(body).then(
        (answer) => ack(answer ?? undefined).catch(() => undefined),
        () => undefined,
      );
    });
    current.start().catch((thrown: unknown) => {
      again(thrown instanceof Error ? thrown.message : 'the connection was not made');
    });
  }

  connect();
  return {
    stop: async () => {
      stopped = true;
      cancel();
      await client?.disconnect();
    },
  };
}
