import { expect, test } from 'vitest';
import { formatValue, smallestSize, unitOfMetric } from './unit.ts';

test.each([
  ['node_filesystem_avail_bytes', 'bytes'],
  ['http_request_duration_seconds', 'seconds'],
  ['instance:node_cpu:ratio', 'ratio'],
  ['disk_used_pct', 'percent'],
  ['http_requests_total', 'count'],
  ['node_load1', 'none'],
])('the unit of %s is %s', (name, unit) => {
  expect(unitOfMetric(name)).toBe(unit);
});

test.each([
  [38_412_000_000, 'bytes', '38.4 GB'],
  [0.0042, 'seconds', '4.2 ms'],
  [0.934, 'ratio', '93.4 %'],
  [4.1234, 'percent', '4.12 %'],
  [0, 'none', '0'],
  [1234, 'count', '1234'],
  [2.5e-7, 'none', '2.50e-7'],
  [Number.NaN, 'none', 'not a number'],
  [Number.POSITIVE_INFINITY, 'bytes', '+Inf'],
  [-1500, 'bytes_per_second', '-1.5 kB/s'],
] as const)('%d as %s reads %s', (value, unit, text) => {
  expect(formatValue(value, unit)).toBe(text);
});

test.each([
  ['percent', 1],
  ['ratio', 0.01],
  ['bytes', 0],
] as const)('a change in %s is held against %d at least', (unit, least) => {
  expect(smallestSize(unit)).toBe(least);
});

test.each([
  ['job:errors:ratio_rate5m', 'ratio'],
  ['service:errors:ratio1m', 'ratio'],
  ['instance:rations', 'none'],
])('%s is in %s', (name, unit) => {
  expect(unitOfMetric(name)).toBe(unit);
});
