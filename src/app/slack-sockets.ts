import type { SlackDesk } from '../notification/slack/slack-desk.ts';
import { openSlackSocket } from '../notification/slack/slack-socket.ts';
import type { AppContext } from './context.ts';
import type { SlackInteractions } from './slack-interactions.ts';

/** The connections to Slack of apps with Socket Mode, one for each app. */
export interface SlackSockets {
  /** Opens what the configuration names and is not open yet, closes what it does not name any more. */
  readonly update: (desks: readonly SlackDesk[]) => void;
  readonly stop: () => Promise<void>;
}

export function createSlackSockets(context: AppContext, interactions: SlackInteractions): SlackSockets {
  const open = new Map<string, { readonly stop: () => Promise<void> }>();
  const closing = new Set<Promise<void>>();
  /** By app: the newest desk, whose tokens count. */
  let wanted = new Map<string, SlackDesk>();

  function close(app: string): void {
    const stopped = open.get(app)?.stop() ?? Promise.resolve();
    open.delete(app);
    closing.add(stopped);
    void stopped.finally(() => closing.delete(stopped));
  }

  function connect(app: string, desk: SlackDesk): void {
    if (desk.socket === null) return;
    const { notifier } = desk;
    const connection = openSlackSocket(desk.socket, {
      onPayload: (payload) => interactions.receive(wanted.get(app) ?? desk, payload),
      onState: (connected, reason) => {
        context.metrics.slackSockets.set({ notifier }, connected ? 1 : 0);
        if (connected) context.log.info({ notifier }, 'connected to Slack, buttons work');
        else context.log.warn({ notifier, reason }, 'not connected to Slack, buttons do not work');
      },
    });
    open.set(app, connection);
  }

  return {
    update: (desks) => {
      wanted = new Map(
        desks.flatMap((desk) =>
          desk.socket === null ? [] : [[`${desk.socket.apiUrl} ${desk.socket.appToken.reveal()}`, desk]],
        ),
      );
      for (const app of open.keys()) if (!wanted.has(app)) close(app);
      for (const [app, desk] of wanted) if (!open.has(app)) connect(app, desk);
    },
    stop: async () => {
      for (const app of [...open.keys()]) close(app);
      await Promise.all(closing);
    },
  };
}
