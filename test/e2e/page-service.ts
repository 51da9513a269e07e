import { createHash } from 'node:crypto';
import pino from 'pino';
import type { RunningService } from '../../src/cli/run-service.ts';
import { runService } from '../../src/cli/run-service.ts';
import { type Clock, systemClock } from '../../src/domain/clock.ts';
import { readTestConfig } from '../integration/service-rig.ts';
import { freePort } from '../servers/free-port.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Who may do what in the tests of the page. */
export const pageTokens = {
  reads: 'page-reads-41c',
  decides: 'page-decides-8d2',
  sends: 'page-sends-b07',
} as const;

const access = {
  tokens: [
    { name: 'reader', sha256: sha256(pageTokens.reads), scopes: ['read'] },
    { name: 'on-call', sha256: sha256(pageTokens.decides), scopes: ['read', 'review', 'admin'] },
    { name: 'alertmanager', sha256: sha256(pageTokens.sends), scopes: ['ingest'] },
  ],
};

export interface PageService extends RunningService {
  /** Sends a body to the webhook, as Alertmanager would; the ids of its incidents. */
  readonly fire: (body: unknown) => Promise<readonly string[]>;
  /** Puts a command that changes something into the queue of an incident. */
  readonly suggest: (
    incidentId: string,
    command: {
      readonly command: string;
      readonly effect: string;
      readonly dryRun: string;
      readonly undo: string | null;
      readonly purpose: string;
    },
  ) => Promise<void>;
}

/** The whole service with the page that `npm test` has built, on a socket, with its rows in memory. */
export async function startPageService(
  extra: Readonly<Record<string, unknown>> = {},
  options: { readonly clock: Clock; readonly open: boolean } = { clock: systemClock, open: false },
): Promise<PageService> {
  const port = await freePort();
  const config = readTestConfig({
    storage: { path: ':memory:' },
    notifiers: [{ type: 'console' }],
    route: { notifiers: ['console'] },
    ...extra,
    server: { listen: `127.0.0.1:${port}`, ...(options.open ? {} : { access }) },
  });
  const service = await runService({
    config,
    readConfig: () => config,
    clock: options.clock,
    log: pino({ level: 'silent' }),
  });
  return {
    ...service,
    suggest: (incidentId, command) =>
      service.bridge.queueReviews(incidentId, [{ ...command, sha256: sha256(command.command) }]),
    fire: async (body) => {
      const response = await fetch(`${service.url}/webhook`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${pageTokens.sends}` },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
      const { incidents } = (await response.json()) as { incidents: readonly { readonly id: string }[] };
      return incidents.map(({ id }) => id);
    },
  };
}
