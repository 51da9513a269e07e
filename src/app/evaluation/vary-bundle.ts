import { serviceOfLabels } from '../../signals/service-of-labels.ts';
import type { BundleFiles } from './bundle-files.ts';

/** Pure changes of the files of a bundle: the same incident, told later or with less. */

function replaceFile(files: BundleFiles, name: string, change: (text: string) => string): BundleFiles {
  const text = files.get(name);
  return text === undefined ? files : new Map([...files, [name, change(text)]]);
}

type Timed = Readonly<Record<string, unknown>> & { readonly startsAt?: string };

/** All its alerts began at a time that is made of the one that they tell. What was recorded stays as it is. */
function moveAlerts(files: BundleFiles, toMs: (startsAtMs: number) => number): BundleFiles {
  return replaceFile(files, 'alert.json', (text) => {
    const body = JSON.parse(text) as { readonly alerts?: readonly Timed[] };
    const alerts = (body.alerts ?? []).map((alert) => {
      const startsAtMs = Date.parse(alert.startsAt ?? '');
      return Number.isNaN(startsAtMs)
        ? alert
        : { ...alert, startsAt: new Date(toMs(startsAtMs)).toISOString() };
    });
    return JSON.stringify({ ...body, alerts });
  });
}

export function delayAlert(files: BundleFiles, byMs: number): BundleFiles {
  return moveAlerts(files, (startsAtMs) => startsAtMs + byMs);
}

export function dropFile(files: BundleFiles, name: string): BundleFiles {
  return new Map([...files].filter(([path]) => path !== name));
}

interface SeriesLine {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [seconds: number, value: unknown])[];
}

/** Of lines of JSON, what `change` makes of each; null drops one. */
function changeLines<Line>(text: string, change: (line: Line) => Line | null): string {
  return text
    .split('\n')
    .flatMap((line) => {
      if (line.trim() === '') return [];
      const changed = change(JSON.parse(line) as Line);
      return changed === null ? [] : `${JSON.stringify(changed)}\n`;
    })
    .join('');
}

/** As if nobody had ever measured this service. */
export function dropSeriesOf(files: BundleFiles, service: string): BundleFiles {
  return replaceFile(files, 'metrics.ndjson', (text) =>
    changeLines<SeriesLine>(text, (line) => (serviceOfLabels(line.metric) === service ? null : line)),
  );
}

/** Services that its series are about. */
export function listMeasured(files: BundleFiles): readonly string[] {
  const services = new Set<string>();
  changeLines<SeriesLine>(files.get('metrics.ndjson') ?? '', ({ metric }) => {
    const service = serviceOfLabels(metric);
    if (service !== null) services.add(service);
    return null;
  });
  return [...services].sort();
}

interface EventLine {
  readonly time?: string;
  readonly startTime?: string;
}

/** Only what was recorded from one time to another, and an alert that begins within it. */
export function cutTo(
  files: BundleFiles,
  cut: { readonly fromMs: number; readonly toMs: number; readonly alertAtMs: number },
): BundleFiles {
  const isWithin = (timeMs: number): boolean => timeMs >= cut.fromMs && timeMs <= cut.toMs;
  const series = replaceFile(files, 'metrics.ndjson', (text) =>
    changeLines<SeriesLine>(text, ({ metric, values }) => ({
      metric,
      values: values.filter(([seconds]) => isWithin(seconds * 1000)),
    })),
  );
  const events = ['logs.ndjson', 'traces.ndjson', 'changes.ndjson'].reduce(
    (before, name) =>
      replaceFile(before, name, (text) =>
        changeLines<EventLine>(text, (line) =>
          isWithin(Date.parse(line.time ?? line.startTime ?? '')) ? line : null,
        ),
      ),
    series,
  );
  return moveAlerts(events, () => cut.alertAtMs);
}
