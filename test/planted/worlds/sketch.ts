import type { EvidenceItem } from '../../../src/domain/evidence.ts';
import type { Labels } from '../../../src/domain/labels.ts';
import type { Point } from '../../../src/domain/series.ts';
import { formatDuration, formatTime } from '../../../src/domain/time.ts';
import type { Unit } from '../../../src/domain/unit.ts';
import { minuteMs, sampleEvidence, sampleFact, seriesEvidence, startMs } from '../../samples.ts';

/** Evidence as the collectors make it, of incidents that true and false sentences are told of. All start at 02:49 UTC. */

/** Something between -1 and 1 that looks as if it were by chance, the same for each minute in every run. */
function chanceOf(minute: number, seed: number): number {
  const wave = Math.sin(minute * 12.9898 + seed * 78.233) * 43_758.5453;
  return (wave - Math.floor(wave)) * 2 - 1;
}

/** Minutes after the alert started → value; between two of them on a straight line, off it by a share of the value at most. */
function course(
  corners: readonly (readonly [minute: number, value: number])[],
  { share: noise, seed }: Noise,
): readonly Point[] {
  const [first = [-60, 0], last = first] = [corners[0], corners.at(-1)];
  const points: Point[] = [];
  for (let minute = first[0]; minute <= last[0]; minute += 1) {
    const next = corners.findIndex(([at]) => at >= minute);
    const [to = last, from = to] = [corners[next], corners[Math.max(0, next - 1)]];
    const share = to[0] === from[0] ? 1 : (minute - from[0]) / (to[0] - from[0]);
    const value = from[1] + (to[1] - from[1]) * share;
    points.push([startMs + minute * minuteMs, value * (1 + noise * chanceOf(minute, seed))]);
  }
  return points;
}

/** How far a recorded series is off its straight course. */
interface Noise {
  readonly share: number;
  readonly seed: number;
}

const still: Noise = { share: 0, seed: 0 };

interface SeriesSketch {
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  readonly labels: Labels;
  readonly corners: readonly (readonly [minute: number, value: number])[];
  readonly limit?: number;
  readonly noise?: Noise;
}

export function series({
  id,
  title,
  unit,
  labels,
  corners,
  limit,
  noise = still,
}: SeriesSketch): EvidenceItem {
  const threshold = limit === undefined ? null : ({ operator: '>', value: limit } as const);
  return seriesEvidence(course(corners, noise), {
    id,
    title,
    unit,
    labels,
    ...(threshold === null ? {} : { threshold }),
    query: title,
    primary: limit !== undefined,
  });
}

export function alert(labels: Labels, summary: string): EvidenceItem {
  return sampleEvidence({
    id: 'E1',
    kind: 'alert',
    source: 'alert',
    title: `alert ${labels['alertname']}`,
    labels,
    facts: [
      ...Object.entries(labels).map(([name, value]) => sampleFact({ text: `label ${name}=${value}` })),
      sampleFact({ text: `annotation summary=${summary}` }),
      sampleFact({ text: `firing since ${formatTime(startMs)}` }),
      sampleFact({ text: '1 of 1 alerts firing' }),
    ],
  });
}

interface ChangeSketch {
  readonly id: string;
  readonly title: string;
  readonly service: string;
  /** Minutes after the alert started. */
  readonly minute: number;
  readonly author: string;
  readonly summary: string;
}

export function change({ id, title, service, minute, author, summary }: ChangeSketch): EvidenceItem {
  const atMs = startMs + minute * minuteMs;
  const side = minute <= 0 ? 'before' : 'after';
  const fact = (name: string, text: string) => sampleFact({ name, text, atMs });
  return sampleEvidence({
    id,
    kind: 'change',
    source: 'deploys',
    title,
    labels: { service },
    facts: [
      {
        ...fact('age', `${formatDuration(Math.abs(minute) * minuteMs)} ${side} the alert started`),
        value: -minute * 60,
        unit: 'seconds',
      },
      fact('time', formatTime(atMs)),
      fact('author', `by ${author}`),
      fact('summary', `"${summary}"`),
    ],
  });
}

interface LogSketch {
  readonly id: string;
  readonly service: string;
  readonly level: string;
  readonly line: string;
  readonly since: number;
  readonly before: number;
  readonly firstMinute: number;
}

export function logs({ id, service, level, line, since, before, firstMinute }: LogSketch): EvidenceItem {
  const atMs = startMs + firstMinute * minuteMs;
  return sampleEvidence({
    id,
    kind: 'logs',
    source: 'loki',
    title: `${service} ${level} log lines`,
    labels: { service, level },
    facts: [
      sampleFact({ name: 'line', text: `like "${line}"`, atMs }),
      sampleFact({ name: 'since', text: `${since} in the last 33 min`, value: since, unit: 'count' }),
      sampleFact({ name: 'before', text: `${before} in the 60 min before`, value: before, unit: 'count' }),
      sampleFact({ name: 'first', text: `first at ${formatTime(atMs)}`, atMs }),
    ],
  });
}

export const mebibyte = 1024 ** 2;
export const gibibyte = 1024 ** 3;
