import type { EvidenceDraft, Fact } from '../../domain/evidence.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Observations, ObservedLog, ObservedSeries } from '../../domain/observation.ts';
import type { TimeRange } from '../../domain/series.ts';
import { formatDuration, formatTime } from '../../domain/time.ts';
import { formatValue } from '../../domain/unit.ts';
import { toSeriesFacts } from '../../signals/series-facts.ts';
import { summariseSeries } from '../../signals/summarise-series.ts';
import { emptyDraft } from '../drafts.ts';
import { splitOf } from '../log-drafts.ts';
import { findImagePulls } from './image-pulls.ts';
import { findLogGrowth } from './log-growth.ts';
import { findMemoryKills } from './memory-kills.ts';

const aboutDisks = /disk|file ?system|filesystem|volume|inode|storage|no ?space|mountpoint/i;
const aboutMemory = /memory|oom|swap|\brss\b/i;

/** Free bytes by the label that names the place: https://github.com/prometheus-community/windows_exporter for the second. */
const freeBytes: readonly (readonly [metric: string, whole: string, place: string])[] = [
  ['node_filesystem_avail_bytes', 'node_filesystem_size_bytes', 'mountpoint'],
  ['windows_logical_disk_free_bytes', 'windows_logical_disk_size_bytes', 'volume'],
  ['kubelet_volume_stats_available_bytes', 'kubelet_volume_stats_capacity_bytes', 'persistentvolumeclaim'],
];
const inMemory = /^(?:tmpfs|ramfs|overlay|squashfs|nsfs|devtmpfs|iso9660)$/;

const mostPlaces = 8;
const mostNamed = 5;

interface HostWindows {
  readonly incident: Incident;
  readonly range: TimeRange;
}

interface Told {
  readonly facts: readonly Fact[];
  /** Keys of what is told in full. */
  readonly observed: readonly string[];
  readonly total: number;
}

function fact(name: string, text: string, more: Partial<Fact> = {}): Fact {
  return { name, text, value: null, unit: 'none', atMs: null, ...more };
}

function wholeOf(one: ObservedSeries, metric: string, series: readonly ObservedSeries[]): number | null {
  const same = series.find(
    ({ name, labels }) =>
      name === metric && Object.entries(labels).every(([label, value]) => one.labels[label] === value),
  );
  return same?.points.findLast(([, value]) => Number.isFinite(value))?.[1] ?? null;
}

/** Each mount of its own: which one fills, which ones do not. */
function describePlaces(series: readonly ObservedSeries[]): Told {
  const places = freeBytes.flatMap(([metric, whole, place]) =>
    series
      .filter(({ name, labels }) => name === metric && !inMemory.test(labels['fstype'] ?? ''))
      .flatMap((one) => {
        const summary = summariseSeries(one.points, null);
        if (summary === null) return [];
        const size = wholeOf(one, whole, series);
        const free = summary.last[1];
        const words = toSeriesFacts(summary, 'bytes', null)
          .filter(({ name }) => ['earlier', 'time_to_limit'].includes(name))
          .map(({ text }) => text);
        const used =
          size === null || size <= 0
            ? []
            : [`${formatValue(100 * (1 - free / size), 'percent')} of ${formatValue(size, 'bytes')} in use`];
        const where = `${one.labels[place] ?? one.name}: ${formatValue(free, 'bytes')} free`;
        const text = [where, ...used, ...words].join(', ');
        return [
          {
            key: one.key,
            free,
            fact: fact('filesystem', text, { value: free, unit: 'bytes', atMs: summary.last[0] }),
          },
        ];
      }),
  );
  const told = places.toSorted((a, b) => a.free - b.free).slice(0, mostPlaces);
  return { facts: told.map((one) => one.fact), observed: told.map(({ key }) => key), total: places.length };
}

function describeGrowth(logs: readonly ObservedLog[], about: HostWindows): Told {
  const { range } = about;
  const splitMs = splitOf(about);
  const [recent, earlier] = [range.toMs - splitMs, splitMs - range.fromMs].map(formatDuration);
  const growth = findLogGrowth(logs, { fromMs: range.fromMs, splitMs, toMs: range.toMs });
  const facts = growth
    .slice(0, mostNamed)
    .map(({ writer, sinceBytes, beforeBytes }) =>
      fact(
        'log_growth',
        `${writer} logged ${formatValue(sinceBytes, 'bytes')} in the last ${recent} and ${formatValue(beforeBytes, 'bytes')} in the ${earlier} before, of the lines that were read`,
        { value: sinceBytes, unit: 'bytes' },
      ),
    );
  return { facts, observed: [], total: growth.length };
}

function describePulls(logs: readonly ObservedLog[], { range }: HostWindows): Told {
  const pulls = findImagePulls(logs).filter(({ atMs }) => atMs >= range.fromMs && atMs <= range.toMs);
  const facts = pulls
    .slice(-mostNamed)
    .map(({ image, bytes, atMs }) =>
      fact(
        'image_pull',
        `image ${image} pulled ${formatTime(atMs)}${bytes === null ? '' : `, ${formatValue(bytes, 'bytes')}`}`,
        { value: bytes, unit: bytes === null ? 'none' : 'bytes', atMs },
      ),
    );
  return { facts, observed: pulls.map(({ key }) => key), total: pulls.length };
}

function describeKills(logs: readonly ObservedLog[], { range }: HostWindows): Told {
  const kills = findMemoryKills(logs).filter(({ atMs }) => atMs >= range.fromMs && atMs <= range.toMs);
  const facts = kills
    .slice(-mostNamed)
    .map(({ process, bytes, atMs, ofLimit }) =>
      fact(
        'memory_kill',
        `${process} was ended ${formatTime(atMs)} because ${ofLimit ? 'its own limit of memory was reached' : 'memory ran out'}${bytes === null ? '' : `, it held ${formatValue(bytes, 'bytes')}`}`,
        { value: bytes, unit: bytes === null ? 'none' : 'bytes', atMs },
      ),
    );
  return { facts, observed: kills.map(({ key }) => key), total: kills.length };
}

const fullDisk = /no space left on device|\bENOSPC\b|disk quota exceeded/i;

function describeFull(logs: readonly ObservedLog[], { range }: HostWindows): Told {
  const lines = logs.filter(
    ({ line, timeMs }) => timeMs >= range.fromMs && timeMs <= range.toMs && fullDisk.test(line),
  );
  const byWriter = [...Map.groupBy(lines, ({ labels }) => labels['service'] ?? labels['host'] ?? 'somebody')];
  const facts = byWriter.slice(0, mostNamed).map(([writer, own]) => {
    const first = Math.min(...own.map(({ timeMs }) => timeMs));
    return fact(
      'no_space',
      `${writer} found no space left ${own.length === 1 ? 'once' : `${own.length} times`}, first at ${formatTime(first)}`,
      { value: own.length, unit: 'count', atMs: first },
    );
  });
  return { facts, observed: [], total: byWriter.length };
}

function wordsOf({ alertName, labels, annotations }: Incident): string {
  return [alertName, annotations['summary'], annotations['description'], ...Object.keys(labels)].join(' ');
}

/**
 * What explains a full disk or memory that ran out, from metrics and logs alone: each filesystem, logs that grew, images
 * that came, processes that were ended. None for alerts that are about neither.
 */
export function toHostDrafts(about: HostWindows, { series, logs }: Observations): readonly EvidenceDraft[] {
  const words = wordsOf(about.incident);
  const [disks, memory] = [aboutDisks.test(words), aboutMemory.test(words)];
  if (!disks && !memory) return [];
  const parts: readonly (readonly [title: string, told: Told])[] = [
    ...(disks
      ? ([
          ['filesystems', describePlaces(series)],
          ['writes that found no space', describeFull(logs, about)],
          ['logs that grew', describeGrowth(logs, about)],
          ['images that were pulled', describePulls(logs, about)],
        ] as const)
      : []),
    ...(memory ? ([['processes ended for memory', describeKills(logs, about)]] as const) : []),
  ];
  const base: EvidenceDraft = { ...emptyDraft('host', 'host context'), range: about.range };
  const told = parts.filter(([, { facts }]) => facts.length > 0);
  if (told.length === 0) {
    // Why there is nothing at all, the sources say themselves.
    if (series.length + logs.length === 0) return [];
    const sought = parts.map(([title]) => title).join(', ');
    return [{ ...base, reason: `what was gathered says nothing of ${sought}` }];
  }
  return told.map(([title, { facts, observed, total }]) => ({
    ...base,
    title: `host: ${title}`,
    status: 'observed',
    facts,
    observed,
    total,
    kept: facts.length,
  }));
}
