import { Agent, request } from 'node:http';
import { createPayload } from './payloads.ts';

/** What the generator is told, as JSON in its only argument. It is a process of its own, and prints its result. */
export interface LoadOptions {
  readonly url: string;
  readonly connections: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
  readonly alerts: number;
  readonly groups: number;
  /** Whether each payload is news about its group, or one that was sent before. */
  readonly news: boolean;
}

export interface LoadResult {
  readonly acknowledged: number;
  readonly refused: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export function post(url: string, agent: Agent, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const call = request(`${url}/webhook`, { agent, method: 'POST', headers }, (response) => {
      response.on('end', () => resolve(response.statusCode ?? 0)).resume();
    });
    call.on('error', reject);
    call.end(body);
  });
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

async function generate(options: LoadOptions): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  const { groups, alerts } = options;
  // Made before, so that the generator costs little while it runs; versions make them news.
  const versions = options.news ? Math.max(2, Math.ceil(100 / alerts)) : 1;
  const bodies = Array.from({ length: versions * groups }, (_, index) =>
    createPayload({ group: index % groups, alerts, version: Math.floor(index / groups) }),
  );
  const measureFromMs = performance.now() + options.warmUpMs;
  const untilMs = measureFromMs + options.durationMs;
  const tookMs: number[] = [];
  let refused = 0;
  let next = 0;
  async function connection(): Promise<void> {
    while (performance.now() < untilMs) {
      const body = bodies[next++ % bodies.length] ?? '';
      const startedAtMs = performance.now();
      const status = await post(options.url, agent, body);
      const endedAtMs = performance.now();
      if (status !== 200) refused++;
      else if (startedAtMs >= measureFromMs && endedAtMs <= untilMs) tookMs.push(endedAtMs - startedAtMs);
    }
  }
  await Promise.all(Array.from({ length: options.connections }, connection));
  agent.destroy();
  tookMs.sort((a, b) => a - b);
  return {
    acknowledged: tookMs.length,
    refused,
    perSecond: tookMs.length / (options.durationMs / 1000),
    p50Ms: quantile(tookMs, 0.5),
    p99Ms: quantile(tookMs, 0.99),
  };
}

if (import.meta.main) {
  console.log(JSON.stringify(await generate(JSON.parse(process.argv[2] ?? '{}') as LoadOptions)));
}
