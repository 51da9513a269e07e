import type { ObservedLog } from '../../domain/observation.ts';

export interface MemoryKill {
  readonly process: string;
  readonly atMs: number;
  /** What it held in memory; null where the line does not tell. */
  readonly bytes: number | null;
  /** Whether a limit of its own was reached, not the machine's memory. */
  readonly ofLimit: boolean;
  readonly key: string;
}

/** The kernel's own words: https://www.kernel.org/doc/html/latest/admin-guide/mm/concepts.html#oom-killer */
const kernel = /\b(Out of memory|Memory cgroup out of memory): Kill(?:ed)? process \d+ \(([^)]+)\)/;
const resident = /\banon-rss:(\d+)\s?kB/;
/** https://www.freedesktop.org/software/systemd/man/latest/systemd-oomd.service.html */
const oomd = /\bKilled (\/\S+) due to memory/;

/** Processes that were ended because memory ran out, in the order in which it happened. */
export function findMemoryKills(logs: readonly ObservedLog[]): readonly MemoryKill[] {
  return logs
    .flatMap(({ line, timeMs, key }): readonly MemoryKill[] => {
      const [, what, byKernel] = kernel.exec(line) ?? [];
      const process = byKernel ?? oomd.exec(line)?.[1];
      if (process === undefined) return [];
      const kilobytes = resident.exec(line)?.[1];
      const bytes = kilobytes === undefined ? null : Number(kilobytes) * 1024;
      return [{ process, atMs: timeMs, bytes, ofLimit: what?.startsWith('Memory cgroup') === true, key }];
    })
    .sort((a, b) => a.atMs - b.atMs);
}
