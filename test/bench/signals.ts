import type { Observations, ObservedSeries } from '../../src/domain/observation.ts';
import { diagnose } from '../../src/signals/diagnose.ts';
import type { DiagnosisContext } from '../../src/signals/diagnosis-context.ts';
import { createRandom } from '../faults/random.ts';
import { quantile } from './load-generator.ts';
import { type Table, toMs } from './table.ts';

interface Size {
  readonly services: number;
  readonly metrics: readonly string[];
  readonly points: number;
  readonly stepSeconds: number;
  /** What the issue asks for; null where only growth is of interest. */
  readonly limitMs: number | null;
}

const metricNames = [
  'cpu_usage_cores',
  'memory_working_set_bytes',
  'http_server_duration_p50_seconds',
  'http_server_duration_p90_seconds',
  'http_server_duration_p99_seconds',
  'http_client_duration_p99_seconds',
  'http_requests_per_second',
  'http_errors_per_second',
  'network_receive_bytes',
  'network_transmit_bytes',
  'disk_read_bytes',
  'disk_write_bytes',
  'disk_usage_percent',
  'db_pool_in_use',
  'db_pool_waiting',
  'open_connections',
  'queue_depth',
  'threads',
  'gc_pause_seconds',
  'restarts',
] as const;

const startMs = Date.parse('2026-03-02T12:00:00Z');

export const benchContext: DiagnosisContext = { startedAtMs: startMs, services: ['service-0'], text: 'slow' };

function metricsOf(count: number): readonly string[] {
  return metricNames.slice(0, count);
}

/** Noise around levels, and one service that is out of processors and slow for the last five minutes. */
export function observe({ services, metrics, points, stepSeconds }: Size): Observations {
  const { next: random } = createRandom(services * points);
  const stepMs = stepSeconds * 1000;
  const firstMs = startMs - (points - 1) * stepMs;
  const series = Array.from({ length: services }, (_, service) =>
    metrics.map((name): ObservedSeries => {
      const level = 1 + random() * 100;
      const isOwn = /cpu|server|queue|gc/.test(name);
      return {
        key: `bench:${service}:${name}`,
        name,
        labels: { service: `service-${service}` },
        points: Array.from({ length: points }, (__, index) => {
          const timeMs = firstMs + index * stepMs;
          const broken = service === 3 && isOwn && timeMs >= startMs - 300_000 ? 3 : 1;
          return [timeMs, level * broken * (1 + 0.1 * random())] as const;
        }),
      };
    }),
  ).flat();
  const edges = Array.from({ length: services - 1 }, (_, index) => ({
    from: `service-${index >> 1}`,
    to: `service-${index + 1}`,
    source: 'bench',
    weight: 1,
  }));
  return { series, logs: [], spans: [], changes: [], edges };
}

interface Measured {
  readonly wallMs: number;
  /** What the thread itself worked, whatever else the machine did. */
  readonly ownMs: number;
  readonly first: string;
}

function ownTimeMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function middle(times: readonly number[]): number {
  return quantile(
    times.toSorted((a, b) => a - b),
    0.5,
  );
}

function measure(size: Size, repetitions: number): Measured {
  const observations = observe(size);
  const wallMs: number[] = [];
  const ownMs: number[] = [];
  let first = '';
  for (let index = 0; index < repetitions + 1; index += 1) {
    const fromMs = performance.now();
    const ownFromMs = ownTimeMs();
    first = diagnose(observations, benchContext).candidates[0]?.service ?? 'none';
    // The first run compiles.
    if (index === 0) continue;
    wallMs.push(performance.now() - fromMs);
    ownMs.push(ownTimeMs() - ownFromMs);
  }
  return { wallMs: middle(wallMs), ownMs: middle(ownMs), first };
}

const day = { points: 5760, stepSeconds: 15 };

/** 46 services with 20 metrics each, a day at a point every 15 s. */
export const largestDay: Size = { services: 46, metrics: metricsOf(20), ...day, limitMs: 300 };

/** How long the diagnosis takes by itself, and how that grows with what it is given. */
export function benchSignals(options: { readonly repetitions: number }): Table {
  const sizes: readonly Size[] = [
    { services: 50, metrics: metricsOf(20), points: 240, stepSeconds: 60, limitMs: 150 },
    { services: 100, metrics: metricsOf(20), points: 240, stepSeconds: 60, limitMs: null },
    { services: 200, metrics: metricsOf(20), points: 240, stepSeconds: 60, limitMs: null },
    { services: 12, metrics: metricsOf(20), ...day, limitMs: null },
    { services: 23, metrics: metricsOf(20), ...day, limitMs: null },
    largestDay,
  ];
  const rows = sizes.map((size) => {
    const { wallMs, ownMs, first } = measure(size, options.repetitions);
    const series = size.services * size.metrics.length;
    return [
      String(series),
      size.points.toLocaleString('en'),
      toMs(wallMs),
      toMs(ownMs),
      `${((ownMs / series) * 1000).toFixed(0)} µs`,
      size.limitMs === null ? '' : `< ${size.limitMs} ms`,
      first === 'service-3' ? 'found' : first,
    ];
  });
  return {
    title: 'Signals: from observations to a diagnosis',
    notes: [
      'Noise on 20 metrics of every service, one of which is out of processors and slow; without logs, spans and changes. Near-linear growth shows as the same time for each series.',
    ],
    header: ['series', 'points each', 'median', 'of which worked', 'for each series', 'wanted', 'cause'],
    rows,
  };
}
