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

interface ConfigLoad {
  readonly config: Config;
  readonly actor: string;
}

interface AuditedLoad extends ConfigLoad {
  /** Of the file with rules on commands, as it was read: the configuration only names it. Null without one. */
  readonly commandsSha256: string | null;
}

function digestPolicies({ config, commandsSha256 }: AuditedLoad): Readonly<Record<string, string | null>> {
  const digests = Object.entries(policies).map(([name, read]) => [name, digest(read(config))] as const);
  return { ...Object.fromEntries(digests), safe_commands: commandsSha256 };
}

/** Writes down that a configuration counts from now on and, where a policy is not what it was at the load before, which. */
export async function auditConfig(context: AppContext, load: AuditedLoad): Promise<void> {
  const { config, actor } = load;
  const atMs = context.clock.now();
  const digests = digestPolicies(load);
  await inTransaction(context.db, async (db) => {
    const before = await findLastAudit(db, 'config_loaded');
    const base = { atMs, actor, subject: 'configuration' };
    const detail = { ...digests, whole: digest(config) };
    await appendAudit(db, { ...base, action: 'config_loaded', detail });
    if (before === null) return;
    // What was not written down at the load before is not known to have changed.
    const known = Object.keys(digests).filter((name) => Object.hasOwn(before.detail, name));
    const changed = known.filter((name) => digests[name] !== before.detail[name]);
    if (changed.length === 0) return;
    await appendAudit(db, { ...base, action: 'policy_changed', detail: { changed: changed.join(', ') } });
  });
}

const retryMs = 5000;

/** The same in the background, again and again until the store takes it: a service starts without its database, too. */
export function createConfigAudit(context: AppContext): {
  readonly note: (load: ConfigLoad) => void;
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

  async function write(load: AuditedLoad): Promise<void> {
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
      // Read now: by the time that it is written, another one may count.
      const { sha256 } = context.assembly().commandPolicies;
      queue = queue.then(() => write({ ...load, commandsSha256: sha256 }));
    },
    stop: async () => {
      stopped = true;
      wake();
      await queue;
    },
  };
}
