import type { ObservedLog } from '../../domain/observation.ts';

export interface LogGrowth {
  readonly writer: string;
  /** Of the lines that were read. */
  readonly sinceBytes: number;
  readonly beforeBytes: number;
  /** How many times as much in the same time. */
  readonly factor: number;
}

export interface GrowthWindow {
  readonly fromMs: number;
  readonly splitMs: number;
  readonly toMs: number;
}

/** Twice as much may be a busy hour. */
const growsFrom = 2;
const fewestBytes = 1000;

function sizeOf(lines: readonly ObservedLog[]): number {
  return lines.reduce((sum, { line }) => sum + Buffer.byteLength(line) + 1, 0);
}

/** Who writes more than before, the largest first: what fills a disk is often a log. */
export function findLogGrowth(logs: readonly ObservedLog[], window: GrowthWindow): readonly LogGrowth[] {
  const { fromMs, splitMs, toMs } = window;
  const lengths = Math.max(1, toMs - splitMs) / Math.max(1, splitMs - fromMs);
  const within = logs.filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs);
  const byWriter = Map.groupBy(
    within,
    ({ labels }) => labels['service'] ?? labels['unit'] ?? labels['host'] ?? '',
  );
  return [...byWriter]
    .flatMap(([writer, lines]): readonly LogGrowth[] => {
      const since = lines.filter(({ timeMs }) => timeMs >= splitMs);
      const [sinceBytes, beforeBytes] = [
        sizeOf(since),
        sizeOf(lines.filter(({ timeMs }) => timeMs < splitMs)),
      ];
      const factor = sinceBytes / Math.max(1, beforeBytes * lengths);
      if (writer === '' || sinceBytes < fewestBytes || factor < growsFrom) return [];
      return [{ writer, sinceBytes, beforeBytes, factor }];
    })
    .sort((a, b) => b.sinceBytes - a.sinceBytes);
}
