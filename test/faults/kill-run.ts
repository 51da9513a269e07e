import { setTimeout as delay } from 'node:timers/promises';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { waitFor } from '../servers/wait-for.ts';
import { type Crash, findUntold, judge, type Verdict } from './judge.ts';
import type { NumberedBody } from './numbered-alerts.ts';
import { createRandom, type Random } from './random.ts';
import { startReceiver } from './receiver.ts';
import { startSender } from './sender.ts';
import { createSubject } from './subject.ts';

export interface KillRunOptions {
  readonly seed: number;
  readonly kills: number;
  /** Services side by side, each with a store of its own, that share the kills. */
  readonly lanes: number;
  /** Connections that alerts come from, for each service. */
  readonly connections: number;
}

export interface KillRunResult extends Verdict {
  readonly kills: number;
}

/** Killed this long after it was ready, at most. */
const longestLifeMs = 450;
/** Some are killed while they start: migrations, the first sweep. */
const killedWhileStarting = 0.1;
const longestStartMs = 900;
const drainTimeoutMs = 120_000;
/** So that the backlog after many short lives stays small enough for a quick end. */
const pauseMs = 60;

interface LaneOptions {
  readonly name: string;
  readonly kills: number;
  readonly connections: number;
  readonly random: Random;
  readonly folder: string;
}

/** One service that dies `kills` times while alerts come in, and lives on once more to the end of its work. */
async function runLane(options: LaneOptions): Promise<Verdict> {
  const { name, random, folder } = options;
  const receiver = await startReceiver();
  const subject = await createSubject({ name, folder, receiverUrl: receiver.url });
  const accepted: NumberedBody[] = [];
  const crashes: Crash[] = [];
  const senders = Array.from({ length: options.connections }, (_, index) =>
    startSender({
      name: `${name}${index}`,
      url: () => subject.url,
      random,
      pauseMs,
      accepted: (body) => void accepted.push(body),
    }),
  );
  for (let kill = 0; kill < options.kills; kill++) {
    const life = await subject.start();
    if (random.chance(killedWhileStarting)) await delay(random.between(0, longestStartMs));
    else {
      await life.ready();
      await delay(random.between(0, longestLifeMs));
    }
    const fromMs = performance.now();
    await life.end('SIGKILL');
    crashes.push({ fromMs, toMs: performance.now() });
  }
  const last = await subject.start();
  await last.ready();
  await Promise.all(senders.map((sender) => sender.finish()));
  await waitFor(() => findUntold(accepted, receiver.posts).length === 0, {
    what: 'every accepted alert at the notifier',
    timeoutMs: drainTimeoutMs,
    intervalMs: 100,
  }).catch(() => undefined);
  await last.end('SIGTERM');
  await receiver.stop();
  return judge({ accepted, stored: await subject.readStored(), posts: receiver.posts, crashes });
}

/** Kills the service with SIGKILL again and again while alerts come in, and says what became of them. */
export async function runKills(options: KillRunOptions): Promise<KillRunResult> {
  const folder = await createTemporaryFolder('kills');
  try {
    const lanes = Array.from({ length: options.lanes }, (_, index) =>
      runLane({
        name: String.fromCharCode(97 + index),
        kills: Math.floor((options.kills + index) / options.lanes),
        connections: options.connections,
        random: createRandom(options.seed + index),
        folder: folder.path,
      }),
    );
    const verdicts = await Promise.all(lanes);
    return {
      kills: options.kills,
      accepted: verdicts.reduce((sum, one) => sum + one.accepted, 0),
      lost: verdicts.flatMap((one) => one.lost),
      duplicates: verdicts.reduce((sum, one) => sum + one.duplicates, 0),
      unexplained: verdicts.flatMap((one) => one.unexplained),
    };
  } finally {
    await folder.remove();
  }
}

export function describeKillRun(result: KillRunResult): string {
  const { kills, accepted, lost, duplicates } = result;
  return `kills ${kills} accepted ${accepted} lost ${lost.length} duplicates ${duplicates}`;
}
