import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { Bridge } from '../../app/compose.ts';
import type { Clock } from '../../domain/clock.ts';

const pollMs = 1000;
const keepAliveMs = 15_000;
/** Incidents that are watched for changes: those touched last. */
const watched = 500;

export interface ChangedIncident {
  readonly id: string;
  readonly revision: number;
}

/**
 * Tells of incidents that changed, whichever replica changed them: one poll a second for all listeners together, and
 * none while nobody listens.
 */
export function createChangeFeed(bridge: Bridge, clock: Clock) {
  const listeners = new Set<(changed: readonly ChangedIncident[]) => void>();
  let known: ReadonlyMap<string, string> | null = null;
  let cancel: (() => void) | null = null;

  async function poll(): Promise<void> {
    try {
      const rows = await bridge.listRevisions(watched);
      const now = new Map(rows.map((row) => [row.id, `${row.revision} ${row.state}`]));
      const before = known;
      known = now;
      const changed = before === null ? [] : rows.filter((row) => before.get(row.id) !== now.get(row.id));
      if (changed.length > 0) for (const listener of listeners) listener(changed);
    } catch {
      // The store is away: /-/ready says so, and the page asks again when it is back.
    }
    cancel = listeners.size === 0 ? null : clock.after(pollMs, () => void poll());
  }

  return {
    listen: (listener: (changed: readonly ChangedIncident[]) => void): (() => void) => {
      listeners.add(listener);
      if (cancel === null) {
        known = null;
        cancel = () => undefined;
        void poll();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          cancel?.();
          cancel = null;
        }
      };
    },
  };
}

/** Server-sent events: `incident` with the id and revision of what changed. */
export function createEventsApi(bridge: Bridge, clock: Clock): FastifyPluginCallbackZod {
  const feed = createChangeFeed(bridge, clock);
  return (api, _options, done) => {
    api.get(
      '/events',
      { schema: { summary: 'What changes, as it does (server-sent events)', tags: ['incidents'] } },
      (request, reply) => {
        reply.hijack();
        const { raw } = reply;
        raw.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        });
        raw.write('retry: 2000\n\n');
        let cancelPing = (): void => undefined;
        const ping = (): void => {
          raw.write(': still here\n\n');
          cancelPing = clock.after(keepAliveMs, ping);
        };
        cancelPing = clock.after(keepAliveMs, ping);
        const stop = feed.listen((changed) => {
          for (const { id, revision } of changed) {
            raw.write(`event: incident\ndata: ${JSON.stringify({ id, revision })}\n\n`);
          }
        });
        request.raw.once('close', () => {
          stop();
          cancelPing();
        });
      },
    );
    done();
  };
}
