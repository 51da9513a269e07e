import type { Bundle } from '../../evidence/bundle/read-bundle.ts';
import { referenceBeyondMs } from '../analyse-bundle.ts';

/** An alert that is raised where nothing is wrong, and what has been recorded when it is looked at. */
export interface QuietSplit {
  readonly fromMs: number;
  readonly toMs: number;
  readonly alertAtMs: number;
}

export interface KnownAfter {
  readonly id: 'none' | 'some' | 'all';
  readonly title: string;
  /** Samples after the alert. */
  readonly samples: number;
}

/** How much was recorded after the alert, when it is looked at. */
export const knownAfter: readonly KnownAfter[] = [
  { id: 'none', title: 'nothing yet', samples: 0 },
  { id: 'some', title: '5 samples', samples: 5 },
  { id: 'all', title: 'all the rest', samples: Number.POSITIVE_INFINITY },
];

/** A quiet stretch is split so often, from here to there. */
const splits = 20;
const firstShare = 0.5;
const lastShare = 0.9;
/** Of fewer samples two splits would be the same. */
const fewestTimes = 50;

/** The longest stretch of times at which something was recorded far from the alert, in order; empty when there is none. */
export function findQuietTimes({ series }: Pick<Bundle, 'series'>, startedAtMs: number): readonly number[] {
  const times = new Set<number>();
  for (const { points } of series ?? [])
    for (const [timeMs] of points) if (Math.abs(timeMs - startedAtMs) > referenceBeyondMs) times.add(timeMs);
  const stretches: number[][] = [];
  for (const timeMs of [...times].sort((a, b) => a - b)) {
    const last = stretches.at(-1);
    if (last === undefined || timeMs - (last.at(-1) ?? 0) > referenceBeyondMs) stretches.push([timeMs]);
    else last.push(timeMs);
  }
  const longest = stretches.reduce<readonly number[]>((a, b) => (b.length > a.length ? b : a), []);
  return longest.length < fewestTimes ? [] : longest;
}

/** The quiet times, split into what was before the alert and what was after it, in 20 ways. */
export function splitQuiet(times: readonly number[], { samples }: KnownAfter): readonly QuietSplit[] {
  const [fromMs] = times;
  if (fromMs === undefined) return [];
  return Array.from({ length: splits }, (_, index): QuietSplit => {
    const share = firstShare + ((lastShare - firstShare) * index) / (splits - 1);
    const place = Math.floor(times.length * share);
    const alertAtMs = times[place] ?? fromMs;
    const last = Math.min(times.length - 1, place + samples);
    return { fromMs, toMs: times[last] ?? alertAtMs, alertAtMs };
  });
}
