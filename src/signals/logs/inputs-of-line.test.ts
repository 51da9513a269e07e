import { expect, test } from 'vitest';
import { findAmounts, findInputs, findRunner } from './inputs-of-line.ts';

test.each([
  ['a job in a field', 'job started', { job_id: 'j-1' }, [['job_id', 'j-1']]],
  [
    'logfmt',
    'msg="job started" job=j-1 tenant="acme corp"',
    {},
    [
      ['job', 'j-1'],
      ['tenant', 'acme corp'],
    ],
  ],
  ['ids of the request alone', 'done', { trace_id: 'a', request_id: 'b', session_id: 'c' }, []],
  ['where it runs', 'done', { 'k8s.pod.name': 'cart-1', node: 'n-1', version: 'v1' }, []],
  ['how many there are', 'done', { order_count: '7', job_type: 'csv', upload_bytes: '9' }, []],
] as const)('what a line says is worked on: %s', (_, line, fields, expected) => {
  expect(findInputs({ line, fields }).map(({ key, value }) => [key, value])).toEqual(expected);
});

test('how much there is to work on is a number of things, and no time', () => {
  expect(
    findAmounts({ line: 'import started rows=381 name=x', fields: { duration_ms: '7', size_mb: '6.4' } }),
  ).toEqual([
    ['size_mb', 6.4],
    ['rows', 381],
  ]);
});

test('which process says it', () => {
  expect(findRunner({ fields: { pod: 'cart-1' }, labels: {} })).toBe('cart-1');
  expect(findRunner({ fields: {}, labels: { instance: '10.0.0.1:80' } })).toBe('10.0.0.1:80');
  expect(findRunner({ fields: {}, labels: {} })).toBeNull();
});
