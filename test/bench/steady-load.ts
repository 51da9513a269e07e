import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type LoadResult, post, quantile } from './load-generator.ts';
import { createPayload } from './payloads.ts';

/** What the generator is told, as JSON in its only argument. It is a process of its own, and prints its result. */
export interface SteadyLoadOptions {
  readonly url: string;
  readonly perSecond: number;
  readonly durationMs: number;
  readonly alerts: number;
  readonly groups: number;
}

/**
 * Sends at a fixed pace, however long answers take. An acknowledgement is measured from when its webhook was due, so that
 * those count which a busy server keeps from being sent.
 */
async function generate({
  url,
  perSecond,
  durationMs,
  alerts,
  groups,
}: SteadyLoadOptions): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true });
  const bodies = Array.from({ length: groups }, (_, group) => createPayload({ group, alerts, version: 0 }));
  const startMs = performance.now();
  const tookMs: number[] = [];
  let refused = 0;
  async function send(index: number, dueMs: number): Promise<void> {
    const status = await post(url, agent, bodies[index % groups] ?? '');
    if (status === 200) tookMs.push(performance.now() - dueMs);
    else refused += 1;
  }
  const sent = await Promise.all(
    Array.from({ length: Math.floor((durationMs * perSecond) / 1000) }, async (_, index) => {
      const dueMs = startMs + (index * 1000) / perSecond;
      await delay(Math.max(0, dueMs - performance.now()));
      return send(index, dueMs);
    }),
  );
  agent.destroy();
  tookMs.sort((a, b) => a - b);
  return {
    acknowledged: tookMs.length,
    refused,
    perSecond: sent.length / (durationMs / 1000),
    p50Ms: quantile(tookMs, 0.5),
    p99Ms: quantile(tookMs, 0.99),
  };
}

if (import.meta.main) {
  console.log(JSON.stringify(await generate(JSON.parse(process.argv[2] ?? '{}') as SteadyLoadOptions)));
}
