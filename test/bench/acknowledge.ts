import type { LoadOptions, LoadResult } from './load-generator.ts';
import { generateLoad, startBareServer, startBenchService, startSink } from './programs.ts';
import { type Table, toMs, toRate } from './table.ts';

const sizes = [1, 10, 100] as const;
const load = { connections: 16, warmUpMs: 1000, groups: 500 };

interface Measured {
  readonly alerts: number;
  readonly bare: LoadResult;
  readonly news: LoadResult;
  readonly repeats: LoadResult;
}

async function measureService(options: LoadOptions, nodeArgs: readonly string[]): Promise<LoadResult> {
  const sink = await startSink();
  const service = await startBenchService({
    nodeArgs,
    config: {
      notifiers: [{ type: 'webhook', url: sink.url }],
      route: { notifiers: ['webhook'] },
    },
  });
  try {
    return await generateLoad({ ...options, url: service.url });
  } finally {
    await service.stop();
    await sink.stop();
  }
}

async function measureSize(
  alerts: number,
  durationMs: number,
  nodeArgs: readonly string[],
): Promise<Measured> {
  const options = { ...load, alerts, durationMs, url: '', news: true };
  const server = await startBareServer();
  const bare = await generateLoad({ ...options, url: server.url });
  await server.stop();
  const news = await measureService(options, nodeArgs);
  const repeats = await measureService({ ...options, news: false }, nodeArgs);
  return { alerts, bare, news, repeats };
}

/** Webhooks acknowledged a second, beside a bare Fastify handler with one durable commit, in the same run. */
export async function benchAcknowledge(options: {
  readonly durationMs: number;
  readonly nodeArgs?: readonly string[];
}): Promise<Table> {
  const rows: string[][] = [];
  for (const alerts of sizes) {
    const { bare, news, repeats } = await measureSize(alerts, options.durationMs, options.nodeArgs ?? []);
    const refused = bare.refused + news.refused + repeats.refused;
    rows.push([
      String(alerts),
      `${toRate(bare.perSecond)} (${toMs(bare.p50Ms)}, ${toMs(bare.p99Ms)})`,
      `${toRate(repeats.perSecond)} (${toMs(repeats.p50Ms)}, ${toMs(repeats.p99Ms)})`,
      (repeats.perSecond / bare.perSecond).toFixed(2),
      `${toRate(news.perSecond)} (${toMs(news.p50Ms)}, ${toMs(news.p99Ms)})`,
      (news.perSecond / bare.perSecond).toFixed(2),
      String(refused),
    ]);
  }
  return {
    title: 'Acknowledged webhooks a second (p50, p99 of the acknowledgement)',
    notes: [
      `${load.connections} connections, ${load.groups} alert groups; the load generator and the notifier's vendor run on the same machine.`,
      '"Repeats" is what Alertmanager sends most: a group in which nothing has changed. "News" changes its group with every payload, so that it is stored, shown by a notifier and analysed while the next ones come in.',
    ],
    header: ['alerts a payload', 'bare Fastify + one commit', 'repeats', 'ratio', 'news', 'ratio', 'refused'],
    rows,
  };
}
