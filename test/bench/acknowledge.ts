import type { LoadOptions, LoadResult } from './load-generator.ts';
import {
  generateLoad,
  type Program,
  readCpuMs,
  startBareServer,
  startBenchService,
  startSink,
  waitUntilIdle,
} from './programs.ts';
import { type Table, toMs, toRate } from './table.ts';

const sizes = [1, 10, 100] as const;
const load = { connections: 16, warmUpMs: 1000, groups: 500 };
/** Long enough that every group has been told of once. */
const firstReportsMs = 6000;

interface Measured extends LoadResult {
  /** Processor time of the process that is measured, for each acknowledged webhook. */
  readonly cpuMs: number;
}

type Load = Omit<LoadOptions, 'url'>;

async function measure(program: Program, options: Load): Promise<Measured> {
  const before = readCpuMs(program.pid);
  const result = await generateLoad({ ...options, url: program.url });
  const share = options.durationMs / (options.durationMs + options.warmUpMs);
  const cpuMs = ((readCpuMs(program.pid) - before) * share) / Math.max(1, result.acknowledged);
  return { ...result, cpuMs };
}

async function measureBare(options: Load): Promise<Measured> {
  const server = await startBareServer();
  try {
    return await measure(server, options);
  } finally {
    await server.stop();
  }
}

/** What a group brings that is reported for the first time is done before repeats are measured. */
async function measureService(options: Load): Promise<Measured> {
  const sink = await startSink();
  const service = await startBenchService({
    config: {
      notifiers: [{ type: 'webhook', url: sink.url }],
      route: { notifiers: ['webhook'] },
    },
  });
  try {
    if (!options.news) {
      await generateLoad({ ...options, url: service.url, warmUpMs: 0, durationMs: firstReportsMs });
      await waitUntilIdle(service.pid);
    }
    return await measure(service, options);
  } finally {
    await service.stop();
    await sink.stop();
  }
}

function describe({ perSecond, p50Ms, p99Ms, cpuMs }: Measured): string {
  return `${toRate(perSecond)} (${toMs(p50Ms)}, ${toMs(p99Ms)}; ${cpuMs.toFixed(2)} ms)`;
}

/** Webhooks acknowledged a second, beside a bare Fastify handler with one durable commit, in the same run. */
export async function benchAcknowledge(options: { readonly durationMs: number }): Promise<Table> {
  const rows: string[][] = [];
  for (const alerts of sizes) {
    const common = { ...load, alerts, durationMs: options.durationMs };
    const bare = await measureBare({ ...common, news: true });
    const repeats = await measureService({ ...common, news: false });
    const news = await measureService({ ...common, news: true });
    rows.push([
      String(alerts),
      describe(bare),
      describe(repeats),
      (repeats.perSecond / bare.perSecond).toFixed(2),
      describe(news),
      (news.perSecond / bare.perSecond).toFixed(2),
      String(bare.refused + news.refused + repeats.refused),
    ]);
  }
  return {
    title: 'Acknowledged webhooks a second (p50, p99 of the acknowledgement; processor time for each)',
    notes: [
      `${load.connections} connections, ${load.groups} alert groups; the load generator and the notifier's vendor run on the same machine.`,
      '"Repeats" is what Alertmanager sends most: a group in which nothing has changed. "News" changes its group with every payload, so that it is stored, shown by a notifier and analysed while the next ones come in.',
    ],
    header: ['alerts a payload', 'bare Fastify + one commit', 'repeats', 'ratio', 'news', 'ratio', 'refused'],
    rows,
  };
}
