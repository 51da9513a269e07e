import { describe, expect, test } from 'vitest';
import { minuteMs, startMs } from '../../../test/samples.ts';
import type { ObservedLog, ObservedSeries } from '../../domain/observation.ts';
import { toLogGroups } from '../logs/log-events.ts';
import { findMovedSeries } from '../moved-series.ts';
import { createServiceNames } from '../service-names.ts';
import { findCallEnds } from './call-ends.ts';

type Line = string | readonly [line: string, fields: Readonly<Record<string, string>>];

/** Lines of `orders`, a minute apart, that begin ten minutes before the alert; and one series of it. */
function find(lines: readonly Line[], given: readonly ObservedSeries[] = []) {
  const logs = lines.map((one, index): ObservedLog => {
    const [line, fields] = typeof one === 'string' ? [one, {}] : one;
    const timeMs = startMs + (index - 10) * minuteMs;
    return { key: `l${index}`, timeMs, labels: { service: 'orders', level: 'error' }, line, fields };
  });
  return findCallEnds({
    groups: toLogGroups(logs, createServiceNames(['orders'])),
    moved: findMovedSeries(given, startMs),
    series: given,
    usualUntilMs: startMs - 30 * minuteMs,
    untilMs: startMs + 10 * minuteMs,
  }).map(({ service, kind, value }) => [service, kind, value]);
}

/** As `before` until ten minutes before the alert, then as `since`. */
function series(
  name: string,
  before: (minute: number) => number,
  since: (minute: number) => number,
): ObservedSeries {
  const points = Array.from({ length: 70 }, (_, index) => {
    const minute = index - 60;
    return [startMs + minute * minuteMs, minute < -10 ? before(minute) : since(minute)] as const;
  });
  return { key: name, name, labels: { service: 'orders' }, points };
}

const trembling = (level: number) => (minute: number) => level * (1 + 0.08 * Math.sin(minute * 78.233));

describe('calls end', () => {
  test('after what every line says', () => {
    expect(find(Array.from({ length: 5 }, () => 'stock timed out after 400ms'))).toEqual([
      ['orders', 'time', 400],
    ]);
  });

  test('after what a field says, late by what a timer is', () => {
    const lines = [701, 700, 704, 700, 702].map(
      (ms) => ['stock gave no response', { elapsed_ms: `${ms}` }] as const,
    );
    expect(find(lines)).toEqual([['orders', 'time', 701]]);
  });

  test('after what every line says behind a name', () => {
    const lines = [603, 601, 600, 602].map((ms) => `stock: request timed out, elapsed_ms=${ms}`);
    expect(find(lines)).toEqual([['orders', 'time', 601.5]]);
  });

  test('where a latency no longer varies, whatever its unit', () => {
    const cut = series('http_client_duration_p99_seconds', trembling(1.6), () => 0.7);
    expect(find([], [cut])).toEqual([['orders', 'time', 700]]);
  });

  test('when all of a pool is in use, as a line or a gauge says', () => {
    expect(find(Array.from({ length: 3 }, () => 'pool exhausted: 12/12 in use'))).toEqual([
      ['orders', 'size', 12],
    ]);
    const gauge = series(
      'db_pool_in_use',
      (minute) => 5 + (Math.abs(minute) % 2),
      () => 12,
    );
    expect(find([], [gauge])).toEqual([['orders', 'size', 12]]);
  });

  test('after so many tries', () => {
    const lines = Array.from({ length: 3 }, () => 'stock failed, giving up after 2 attempts');
    expect(find(lines)).toEqual([['orders', 'tries', 2]]);
  });
});

describe('nothing is said to end calls by', () => {
  test.each<readonly [string, readonly Line[]]>([
    ['different times', [410, 980, 655, 1200, 2210].map((ms) => `stock timed out after ${ms}ms`)],
    ['two lines', ['stock timed out after 400ms', 'stock timed out after 400ms']],
    ['the same time of what went well', Array.from({ length: 5 }, () => 'report written in 400ms')],
    ['who was left', Array.from({ length: 5 }, () => 'client closed connection after 400ms, timeout')],
    ['a pool with room', Array.from({ length: 5 }, () => 'acquired connection, 3/12 in use')],
  ])('%s', (_, lines) => {
    expect(find(lines)).toEqual([]);
  });

  test('a latency that rose and still varies', () => {
    expect(find([], [series('http_client_duration_p99_seconds', trembling(0.2), trembling(1.5))])).toEqual(
      [],
    );
  });

  test('one that never varied', () => {
    expect(
      find(
        [],
        [
          series(
            'http_client_duration_p99_seconds',
            () => 0.2,
            () => 0.9,
          ),
        ],
      ),
    ).toEqual([]);
  });
});
