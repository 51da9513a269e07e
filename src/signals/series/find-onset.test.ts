import { describe, expect, test } from 'vitest';
import { minuteMs, startMs } from '../../../test/samples.ts';
import { findOnset } from './find-onset.ts';
import { type ReadSeries, readSeries } from './read-series.ts';

const recordedMin = 24;
const services = ['cart', 'mail', 'stock', 'web', 'pay'] as const;

/** One point a minute up to five minutes before the alert; `factorOf` says how many times its level each is, by how many follow. */
function recorded(service: string, name: string, factorOf: (left: number) => number): readonly ReadSeries[] {
  const points = Array.from({ length: recordedMin }, (_, index) => {
    const left = recordedMin - 1 - index;
    const noise = 0.1 * Math.sin(78.233 * index + 3 * service.length + name.length);
    return [startMs - (5 + left) * minuteMs, (1 + noise) * factorOf(left)] as const;
  });
  return [readSeries({ key: `${service}/${name}`, name, labels: { service }, points }) ?? []].flat();
}

/** `pay` is busy for the last eight minutes, and the last point of latency jumps in two others. */
function beganBefore(percentiles: readonly string[]): number {
  const processors = services.flatMap((service) =>
    recorded(service, 'cpu_usage', (left) => (service === 'pay' && left < 8 ? 30 : 1)),
  );
  const latencies = percentiles.flatMap((percentile) =>
    services.flatMap((service) =>
      recorded(service, `server_latency_${percentile}_seconds`, (left) =>
        left === 0 && (service === 'mail' || service === 'stock') ? 30 : 1,
      ),
    ),
  );
  const onset = findOnset([...processors, ...latencies], startMs);
  return (startMs - (onset?.atMs ?? 0)) / minuteMs;
}

describe('the onset in a recording of few minutes', () => {
  test('is where a step begins that takes a third of it, not where a last point jumps', () => {
    expect(beganBefore(['p90'])).toBe(12);
  });

  test('is not moved by what is measured several times', () => {
    expect(beganBefore(['p90', 'p95', 'p99'])).toBe(12);
  });
});
