import { setTimeout as delay } from 'node:timers/promises';
import type { Postgres } from '../servers/postgres.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { waitFor } from '../servers/wait-for.ts';
import type { BridgeLife } from './bridge-life.ts';
import { type Crash, findUntold, judge, type Verdict } from './judge.ts';
import type { NumberedBody } from './numbered-alerts.ts';
import { createRandom } from './random.ts';
import { startReceiver } from './receiver.ts';
import { startSender } from './sender.ts';
import { createSubject, type Subject } from './subject.ts';

/** A replica is killed or stopped, or the PostgreSQL of all of them crashes and comes back. */
export type ReplicaFault = 'kill' | 'stop' | 'store';

export interface ReplicaRunOptions {
  readonly postgres: Postgres;
  readonly seed: number;
  /** What befalls a replica, round by round. */
  readonly faults: readonly ReplicaFault[];
}

export interface ReplicaRunResult extends Verdict {
  /** For each round: from the fault until everything that was accepted before it was told. */
  readonly takeoversMs: readonly number[];
}

/** So long that every replica is always in the middle of some call. */
const vendorTakesMs = 150;
/** Replicas find a PostgreSQL that is back within this time. */
const reconnectMs = 5000;
const longestWaitMs = 120_000;

interface Replica {
  readonly subject: Subject;
  life: BridgeLife;
}

/** Two replicas on one PostgreSQL; in each round something befalls them in the middle of their work. */
export async function runReplicaFaults(options: ReplicaRunOptions): Promise<ReplicaRunResult> {
  const random = createRandom(options.seed);
  const folder = await createTemporaryFolder('replicas');
  const receiver = await startReceiver(vendorTakesMs);
  const storeUrl = await options.postgres.createDatabase();
  const replicas: Replica[] = [];
  for (const name of ['one', 'two']) {
    const place = { folder: folder.path, receiverUrl: receiver.url, storeUrl };
    const subject = await createSubject({ name, ...place });
    replicas.push({ subject, life: await subject.start() });
  }
  await Promise.all(replicas.map(({ life }) => life.ready()));

  const accepted: NumberedBody[] = [];
  const senders = ['a', 'b', 'c', 'd'].map((name) =>
    startSender({
      name,
      // Whichever the load balancer picks, also one that is gone.
      url: () => replicas[random.between(0, replicas.length - 1)]?.subject.url ?? '',
      random,
      pauseMs: 200,
      accepted: (body) => void accepted.push(body),
    }),
  );
  const crashes: Crash[] = [];
  const resumesMs: number[] = [];
  const takeoversMs: number[] = [];

  async function runRound(fault: ReplicaFault, victim: Replica): Promise<void> {
    const told = receiver.posts.length;
    await waitFor(() => receiver.posts.length > told + 20, {
      what: 'work under way',
      timeoutMs: longestWaitMs,
    });
    await delay(random.between(0, 500));
    const faultAtMs = performance.now();
    if (fault === 'store') await options.postgres.restart();
    else if (fault === 'kill') await victim.life.end('SIGKILL');
    else victim.life.signal('SIGSTOP');
    crashes.push({ fromMs: faultAtMs, toMs: performance.now() + (fault === 'store' ? reconnectMs : 0) });
    const before = [...accepted];
    await waitFor(() => findUntold(before, receiver.posts).length === 0, {
      what: 'the other replica to take over',
      timeoutMs: longestWaitMs,
    }).catch(() => undefined);
    takeoversMs.push(performance.now() - faultAtMs);
    if (fault === 'kill') victim.life = await victim.subject.start();
    else if (fault === 'stop') {
      victim.life.signal('SIGCONT');
      resumesMs.push(performance.now());
    }
    await victim.life.ready();
  }

  try {
    for (const fault of options.faults) {
      const victim = replicas[random.between(0, replicas.length - 1)];
      if (victim !== undefined) await runRound(fault, victim);
    }
    await Promise.all(senders.map((sender) => sender.finish()));
    await waitFor(() => findUntold(accepted, receiver.posts).length === 0, {
      what: 'every accepted alert at the notifier',
      timeoutMs: longestWaitMs,
    }).catch(() => undefined);
    await Promise.all(replicas.map(({ life }) => life.end('SIGTERM')));
    const stored = (await replicas[0]?.subject.readStored()) ?? new Set();
    return { ...judge({ accepted, stored, posts: receiver.posts, crashes, resumesMs }), takeoversMs };
  } finally {
    await Promise.all(replicas.map(({ life }) => life.end('SIGKILL')));
    await receiver.stop();
    await folder.remove();
  }
}

export function describeReplicaRun(result: ReplicaRunResult): string {
  const { accepted, lost, duplicates, takeoversMs } = result;
  const longestS = Math.max(0, ...takeoversMs) / 1000;
  return `replica faults ${takeoversMs.length} accepted ${accepted} lost ${lost.length} duplicates ${duplicates} longest takeover ${longestS.toFixed(1)} s`;
}
