import type { LoadResult } from './load-generator.ts';
import {
  generateSteadyLoad,
  type Program,
  readCpuMs,
  startDiagnosingService,
  startSink,
  waitUntilIdle,
} from './programs.ts';
import { type Table, toMs } from './table.ts';

const load = { perSecond: 40, alerts: 10, groups: 50 };

const places = [
  ['nowhere', 'nothing is diagnosed'],
  ['apart', 'in a thread of its own, as analyses do'],
  ['here', 'in the thread that takes webhooks in'],
] as const;

interface Measured extends LoadResult {
  readonly diagnoses: number;
  /** Of one processor, by the whole process. */
  readonly cpuShare: number;
}

function countDiagnoses(service: Program): number {
  return service.output().split('diagnosed\n').length - 1;
}

async function measure(place: (typeof places)[number][0], durationMs: number): Promise<Measured> {
  const sink = await startSink();
  const service = await startDiagnosingService(place, {
    config: { notifiers: [{ type: 'webhook', url: sink.url }], route: { notifiers: ['webhook'] } },
  });
  try {
    // Every group has been told of, shown and analysed; what follows is repeats.
    await generateSteadyLoad({ ...load, url: service.url, durationMs: 3000 });
    await waitUntilIdle(service.pid);
    service.signal('SIGUSR2');
    // The first diagnoses compile.
    await generateSteadyLoad({ ...load, url: service.url, durationMs: 3000 });
    const [diagnosed, cpuMs] = [countDiagnoses(service), readCpuMs(service.pid)];
    const result = await generateSteadyLoad({ ...load, url: service.url, durationMs });
    return {
      ...result,
      diagnoses: countDiagnoses(service) - diagnosed,
      cpuShare: (readCpuMs(service.pid) - cpuMs) / durationMs,
    };
  } finally {
    await service.stop();
    await sink.stop();
  }
}

/** What a large diagnosis does to webhooks that come in meanwhile. */
export async function benchIntakeBesideDiagnosis(options: { readonly durationMs: number }): Promise<Table> {
  const rows: string[][] = [];
  for (const [place, title] of places) {
    const measured = await measure(place, options.durationMs);
    rows.push([
      title,
      toMs(measured.p50Ms),
      toMs(measured.p99Ms),
      String(measured.refused),
      String(measured.diagnoses),
      measured.cpuShare.toFixed(2),
    ]);
  }
  return {
    title:
      'Intake beside a diagnosis: the acknowledgement while 920 series of 5,760 points are diagnosed over and over',
    notes: [
      `${load.perSecond} webhooks of ${load.alerts} alerts a second, repeats, at a fixed pace; measured from when each was due. 200 ms pass between diagnoses. The service runs from its sources. The load generator and the notifier's vendor run on the same machine.`,
    ],
    header: ['diagnosed', 'p50', 'p99', 'refused', 'diagnoses', 'processors used'],
    rows,
  };
}
