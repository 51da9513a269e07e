import { describe, expect, test } from 'vitest';
import type { Labels } from '../../domain/labels.ts';
import { describeReach, measureReach } from './measure-reach.ts';
import { type ReadSeries, readSeries } from './read-series.ts';
import { findLimits, limitAt } from './series-limit.ts';

const minuteMs = 60_000;

function series(name: string, values: readonly number[], labels: Labels = {}): ReadSeries {
  const points = values.map((value, index) => [index * minuteMs, value] as const);
  const read = readSeries({ key: name, name, labels: { service: 'inventory', ...labels }, points });
  if (read === null) throw new Error(`${name} cannot be read`);
  return read;
}

const calm = [3, 4, 3, 4, 3, 4, 3, 4];
const ten = calm.map(() => 10);

describe('the limit of a series', () => {
  test.each<readonly [used: string, limit: string]>([
    ['db_pool_in_use', 'db_pool_max_conns'],
    ['process_open_fds', 'process_max_fds'],
    ['hikaricp_connections_active', 'hikaricp_connections_max'],
    ['container_memory_working_set_bytes', 'container_spec_memory_limit_bytes'],
    ['container_memory_rss_mb', 'container_memory_limit_mb'],
    ['node_filesystem_avail_bytes', 'node_filesystem_size_bytes'],
    ['node_memory_MemUsed_bytes', 'node_memory_MemTotal_bytes'],
  ])('of %s is %s', (used, limit) => {
    const [use, most] = [series(used, calm), series(limit, ten)];
    const found = findLimits([use, most], null).get(use);
    expect(found).toMatchObject({ kind: 'limit', key: limit });
  });

  test.each<readonly [why: string, limit: ReadSeries]>([
    ['is of another thing', series('http_threads_max', ten)],
    ['is of another unit', series('db_pool_max_bytes', ten)],
    ['is of another pool', series('db_pool_max', ten, { pool: 'reports' })],
    ['is the peak of it', series('db_pool_in_use_max', ten)],
    ['moves', series('db_pool_size', [5, 6, 7, 8, 9, 10, 9, 8])],
    [
      'is passed',
      series(
        'db_pool_max',
        calm.map(() => 2),
      ),
    ],
  ])('is none when it %s', (_, limit) => {
    const use = series('db_pool_connections_in_use_count', calm, { pool: 'main' });
    expect(findLimits([use, limit], null).get(use)).toBeUndefined();
  });

  test('is all of a share, and none of one that goes beyond', () => {
    const [disk, cores] = [series('disk_used_percent', calm), series('cpu_usage_percent', [250, 320, 310])];
    const found = findLimits([disk, cores], null);
    expect(found.get(disk)).toMatchObject({ kind: 'whole', values: Float64Array.of(100) });
    expect(found.get(cores)).toBeUndefined();
  });

  const filling = [0.3, 0.4, 0.3, 0.4, 0.9, 0.95, 1, 1];

  test('is not known of a percentage that may be a share, until something tells', () => {
    const buffer = series('buffer_used_pct', filling);
    const wholeOf = (...found: Parameters<typeof findLimits>) => findLimits(...found).get(buffer)?.values[0];
    expect(wholeOf([buffer], null)).toBeUndefined();
    expect(wholeOf([buffer], { metric: 'buffer_used_pct', value: 0.8 })).toBe(1);
    expect(wholeOf([buffer], { metric: 'buffer_used_pct', value: 80 })).toBe(100);
    expect(wholeOf([buffer], { metric: 'queue_used_pct', value: 80 })).toBeUndefined();
    const other = series('buffer_used_pct', [20, 30, 20, 30], { service: 'orders' });
    expect(wholeOf([buffer, other], null)).toBe(100);
  });

  test.each([
    ['db_cpu_utilization', filling, 1],
    ['db_cpu_utilization', [23, 24, 90, 95], 100],
    ['buffer_used_ratio', filling, 1],
    ['buffer_used_ratio', [30, 40, 85, 90], undefined],
  ] as const)('of %s from %j is %j', (name, values, whole) => {
    const use = series(name, values);
    expect(findLimits([use], null).get(use)?.values[0]).toBe(whole);
  });

  test('is what the alert compares it with when nothing else is known', () => {
    const depth = series('queue_depth', [5, 6, 5, 900]);
    const found = findLimits([depth], { metric: 'queue_depth', value: 500 });
    expect(found.get(depth)).toMatchObject({ kind: 'threshold', values: Float64Array.of(500) });
  });

  test('is another one since it was changed', () => {
    const [use, most] = [
      series('db_pool_in_use', calm),
      series('db_pool_max', [50, 50, 50, 50, 10, 10, 10, 10]),
    ];
    const limit = findLimits([use, most], null).get(use);
    expect(limit).toBeDefined();
    if (limit === undefined) return;
    expect(limitAt(limit, 3.5 * minuteMs)).toBe(50);
    expect(limitAt(limit, 4 * minuteMs)).toBe(10);
    expect(limitAt(limit, 99 * minuteMs)).toBe(10);
  });
});

describe('how near it came', () => {
  const reach = (name: string, values: readonly number[], most: readonly number[]) => {
    const [use, limit] = [series(name, values), series('db_pool_max', most)];
    const found = findLimits([use, limit], null).get(use);
    if (found === undefined) throw new Error('no limit');
    return measureReach({ series: use, from: 5, to: values.length }, found);
  };

  test('counts what is full that was not', () => {
    const full = reach('db_pool_in_use', [3, 4, 3, 4, 3, 10, 10, 10], ten);
    expect(full).toMatchObject({ newly: 1, share: 1, limit: 10, fullInMs: null });
    expect(describeReach(full, { name: 'db_pool_in_use', unit: 'count' })).toBe(', reached its limit of 10');
  });

  test('counts a limit that came down to what is used', () => {
    const full = reach('db_pool_in_use', [9, 10, 9, 10, 9, 10, 10, 10], [50, 50, 50, 50, 50, 10, 10, 10]);
    expect(full.newly).toBe(1);
  });

  test('counts neither what is always full nor one point alone', () => {
    expect(reach('db_pool_in_use', ten, ten).newly).toBe(0);
    expect(reach('db_pool_in_use', [3, 4, 3, 4, 3, 4, 10, 4], ten).newly).toBe(0);
  });

  test('says when what fills will be full', () => {
    const filling = reach(
      'db_pool_in_use',
      [40, 41, 40, 41, 40, 80, 84, 88, 92],
      ten.map(() => 100).concat(100),
    );
    expect(filling.fullInMs).toBeCloseTo(2 * minuteMs, 3);
    expect(describeReach(filling, { name: 'db_pool_in_use', unit: 'count' })).toBe(
      ', near its limit of 100, full in 120 s at this pace',
    );
  });

  test.each([
    ['disk_used_percent', 'whole', ', near 100 %, full in 2 min at this pace'],
    ['render_error_percent', 'whole', ', near 100 %'],
    ['cpu_used_percent', 'whole', ', near 100 %'],
    ['jobs_waiting', 'threshold', ", near the alert's threshold of 100 %"],
  ] as const)('%s near its %s', (name, kind, told) => {
    const reach = { kind, isRest: false, limit: 100, share: 0.95, newly: 0.8, fullInMs: 2 * minuteMs };
    expect(describeReach(reach, { name, unit: 'percent' })).toBe(told);
  });

  test('reads what is left the other way round', () => {
    const [rest, all] = [
      series('node_filesystem_avail_bytes', [8, 8, 8, 8, 8, 1, 0, 0]),
      series('node_filesystem_size_bytes', ten),
    ];
    const limit = findLimits([rest, all], null).get(rest);
    if (limit === undefined) throw new Error('no limit');
    const near = measureReach({ series: rest, from: 5, to: 8 }, limit);
    expect(near).toMatchObject({ newly: 1, isRest: true });
    expect(describeReach(near, { name: 'node_filesystem_avail_bytes', unit: 'bytes' })).toBe(
      ', hardly anything left of 10 B',
    );
  });
});
