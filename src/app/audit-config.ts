import { createHash } from 'node:crypto';
import type { Config } from '../config/schema.ts';
import { toAppError } from '../domain/errors.ts';
import { appendAudit, findLastAudit } from '../storage/audit-log.ts';
import { inTransaction } from '../storage/guard.ts';
import type { AppContext } from './context.ts';

/** The parts of a configuration that say who may do what, and what may leave or be shown. */
const policies: Readonly<Record<string, (config: Config) => unknown>> = {
  access: ({ server }) => [server.access, server.auth, server.trusted_proxies, server.metrics_auth],
  route: ({ route }) => route,
  review: ({ review }) => review,
  redaction: ({ redaction }) => redaction,
};

const digestLength = 16;

/** Secrets write themselves as a placeholder: a digest tells nothing of them, and does not change with them. */
function digest(value: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(value) ?? '');
  return hash.digest('hex').slice(0, digestLength);
}

function digestPolicies(config: Config): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(policies).map(([name, read]) => [name, digest(read(config))]));
}

/** Writes down that a configuration counts from now on and, where a policy is not what it was at the load before, which. */
export async function auditConfig(
  context: AppContext,
  load: { readonly config: Config; readonly actor: string },
): Promise<void> {
  const { config, actor } = load;
  const atMs = context.clock.now();
  const digests = digestPolicies(config);
  await inTransaction(context.db, async (db) => {
    const before = await findLastAudit(db, 'config_loaded');
    const base = { atMs, actor, subject: 'configuration' };
    const detail = { ...digests, whole: digest(config) };
    await appendAudit(db, { ...base, action: 'config_loaded', detail });
    if (before === null) return;
    const changed = Object.keys(digests).filter((name) => digests[name] !== before.detail[name]);
    if (changed.length === 0) return;
    await appendAudit(db, { ...base, action: 'policy_changed', detail: { changed: changed.join(', ') } });
  });
}

const retryMs = 5000;

/** The same in the background, again and again until the store takes it: a service starts without its database, too. */
export function createConfigAudit(context: AppContext): {
  readonly note: (load: { readonly config: Config; readonly actor: string }) => void;
  readonly stop: () => Promise<void>;
} {
  let queue: Promise<void> = Promise.resolve();
  let stopped = false;
  let wake: () => void = () => undefined;

  async function pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = context.clock.after(retryMs, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });
  }

  async function write(load: { readonly config: Config; readonly actor: string }): Promise<void> {
    while (!stopped) {
      try {
        await auditConfig(context, load);
        return;
      } catch (thrown) {
        const { code, message: reason } = toAppError(thrown);
        context.log.warn({ code, reason }, 'that a configuration was loaded is not in the audit log yet');
        await pause();
      }
    }
  }

  return {
    note: (load) => {
      queue = queue.then(() => write(load));
    },
    stop: async () => {
      stopped = true;
      wake();
      await queue;
    },
  };
}
