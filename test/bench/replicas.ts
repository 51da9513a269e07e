import { startPostgres } from '../servers/postgres.ts';
import type { LoadResult } from './load-generator.ts';
import { generateLoad, startBenchService, startSink } from './programs.ts';
import { type Table, toMs, toRate } from './table.ts';

const counts = [1, 2, 3] as const;
const connections = 12;

function worst(results: readonly LoadResult[], of: (result: LoadResult) => number): number {
  return Math.max(...results.map(of));
}

/** The same load on one, two and three replicas that share a PostgreSQL. */
export async function benchReplicas(options: { readonly durationMs: number }): Promise<Table> {
  const postgres = await startPostgres();
  const rows: string[][] = [];
  for (const count of counts) {
    const sink = await startSink();
    const url = await postgres.createDatabase();
    const config = {
      storage: { url },
      notifiers: [{ type: 'webhook', url: sink.url }],
      route: { notifiers: ['webhook'] },
    };
    const replicas = [];
    for (let index = 0; index < count; index += 1) replicas.push(await startBenchService({ config }));
    const load = { warmUpMs: 1000, durationMs: options.durationMs, alerts: 10, groups: 500, news: false };
    const results = await Promise.all(
      replicas.map((replica) =>
        generateLoad({ ...load, connections: Math.ceil(connections / count), url: replica.url }),
      ),
    );
    rows.push([
      String(count),
      toRate(results.reduce((sum, result) => sum + result.perSecond, 0)),
      toMs(worst(results, (result) => result.p50Ms)),
      toMs(worst(results, (result) => result.p99Ms)),
      String(results.reduce((sum, result) => sum + result.refused, 0)),
    ]);
    for (const replica of replicas) await replica.stop();
    await sink.stop();
  }
  await postgres.stop();
  return {
    title: 'Replicas on PostgreSQL',
    notes: [
      `Payloads of 10 alerts, mostly repeats, over ${connections} connections in all. PostgreSQL, the replicas, the load generators and the vendor share two cores, so more replicas add availability here, not throughput.`,
    ],
    header: ['replicas', 'acknowledged', 'p50 (worst replica)', 'p99 (worst replica)', 'refused'],
    rows,
  };
}
