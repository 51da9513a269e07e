import { expect, test } from 'vitest';
import { describeInputs, findAmounts, findInputs, findPod, findRunner } from './inputs-of-line.ts';

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
  ['an id in prose, by its shape', 'packing parcel PX-77120', {}, [['PX-…', 'PX-77120']]],
  [
    'a number behind what it is one of',
    'skipping row 88121 of job #17',
    {},
    [
      ['row', '88121'],
      ['job', '17'],
    ],
  ],
  ['JSON that was not taken apart', '{"event": "start", "file_id": "f-9"}', {}, [['file_id', 'f-9']]],
  [
    'the argument of a route',
    'GET /api/reports/88123/export 500',
    {},
    [['/api/reports/*/export…', '/api/reports/88123/export']],
  ],
  ['a route in a field', 'served', { 'url.path': '/users/4711' }, [['/users/*…', '/users/4711']]],
  ['machines and requests, in prose', 'req-18821 on node ip-10203 at /usr/src/app.js:88', {}, []],
  ['a word and no number', 'job started, file closed, exit code 137', {}, []],
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

test.each([
  ['a field', 'killed', { pod: 'cart-1' }, 'cart-1'],
  ['a sentence', 'OOMKilling: container main in pod shop/cart-6c9f7d5b8c-x2k4p', {}, 'cart-6c9f7d5b8c-x2k4p'],
  ['nothing', 'killed process 17', {}, null],
] as const)('which pod a line is about: %s', (_, line, fields, expected) => {
  expect(findPod({ line, fields, labels: {} })).toBe(expected);
});

test('the shape of an id is not said beside it', () => {
  const inputs = [
    { key: 'PX-…', value: 'PX-77120' },
    { key: 'tenant', value: 'acme' },
  ];
  expect(describeInputs(inputs)).toBe('PX-77120 (tenant acme)');
});
