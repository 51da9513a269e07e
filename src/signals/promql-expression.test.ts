import { describe, expect, test } from 'vitest';
import { breaches, parseExpression } from './promql-expression.ts';

function read(text: string) {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.expression;
}

describe('the comparison', () => {
  test.each([
    ['up == 0', 'up', '==', 0],
    ['up != 1', 'up', '!=', 1],
    ['x > 5', 'x', '>', 5],
    ['x >= 5', 'x', '>=', 5],
    ['x < 0.5', 'x', '<', 0.5],
    ['x <= -3', 'x', '<=', -3],
    ['x > 1e3', 'x', '>', 1000],
    ['x > 0x10', 'x', '>', 16],
    ['x > 5 * 60', 'x', '>', 300],
    ['x > (2 ^ 10) - 24', 'x', '>', 1000],
    ['x < 10 % 4 / 2 + 1', 'x', '<', 2],
    ['5 < x', 'x', '>', 5],
    ['0.1 >= x', 'x', '<=', 0.1],
    ['(x) > (5)', '(x)', '>', 5],
    ['(x > 5)', 'x', '>', 5],
    ['up == bool 0', 'up', '==', 0],
    ['5 > bool x', 'x', '<', 5],
    ['a / on (x) b > 2', 'a / on (x) b', '>', 2],
    ['rate(a[5m]) > 0.1 and b > 3', 'rate(a[5m])', '>', 0.1],
    ['a and on (x) b > 3', 'b', '>', 3],
    ['a > 1 or b > 2', 'a', '>', 1],
    ['a > 1 unless b > 2', 'a', '>', 1],
    ['(a > 1 and b < 2) unless c == 0', 'a', '>', 1],
    ['predict_linear(x[6h], 4 * 3600) < 0', 'predict_linear(x[6h], 4 * 3600)', '<', 0],
    ['absent(up{job="x"}) == 1', 'absent(up{job="x"})', '==', 1],
  ])('%s', (text, measured, operator, threshold) => {
    expect(read(text)).toMatchObject({ measured, operator, threshold });
  });

  test.each([
    ['a > b', 'a', '>'],
    ['a > 0.9 * b', 'a', '>'],
    ['time() - a > 10 * b', 'time() - a', '>'],
  ])('%s has no number for a threshold', (text, measured, operator) => {
    expect(read(text)).toMatchObject({ measured, operator, threshold: null });
  });

  test.each(['absent(up)', 'vector(1)', 'a unless b > 2', 'sum(rate(x[5m])) by (job)', '5'])(
    '%s compares nothing that decides',
    (text) => {
      expect(read(text)).toMatchObject({ measured: text, operator: null, threshold: null });
    },
  );
});

test.each([
  ['100 * a', true],
  ['a * 100 > 90', true],
  ['100 * a / b > 90', true],
  ['a * 100 / b < 10', true],
  ['(a / b) * 100 > 5', true],
  ['100 - (avg(rate(idle[5m])) * 100) > 80', true],
  ['100 - free > 90', true],
  ['(1 - a / b) * 100 > 90', true],
  ['a / b > 0.9', false],
  ['a > 100', false],
  ['100 * a / 60 > 5', false],
  ['a / 100 > 5', false],
  ['a + 100 > 5', false],
  ['a * 1000 > 5', false],
])('%s is in percent: %s', (text, percent) => {
  expect(read(text).percent).toBe(percent);
});

describe('selectors', () => {
  test('are all of the expression, in order, each once', () => {
    const { selectors } = read('rate(a{x="1"}[5m]) / rate(b[5m]) > 0 and rate(a{x="1"}[1h]) > 0');
    expect(selectors.map((selector) => selector.text)).toEqual(['a{x="1"}', 'b']);
  });

  test.each([
    [
      'up{job="api",env!="dev",team=~"a|b",zone!~"x.*"}',
      'up',
      ['job=api', 'env!=dev', 'team=~a|b', 'zone!~x.*'],
    ],
    ["up{job='it''s'}".replace("''", ''), 'up', ['job=its']],
    ['up{path=~"\\\\d+"}', 'up', ['path=~\\d+']],
    ['up{path=`\\d+`}', 'up', ['path=\\d+']],
    ['up{q="say \\"hi\\""}', 'up', ['q=say "hi"']],
    ['{__name__="up",job="x"}', 'up', ['job=x']],
    ['{__name__=~"up.*"}', null, ['__name__=~up.*']],
    ['up{"service.name"="api"}', 'up', ['service.name=api']],
    ['instance:cpu:rate5m', 'instance:cpu:rate5m', []],
  ])('%s', (text, metric, matchers) => {
    const [selector] = read(text).selectors;
    expect(selector?.metric).toBe(metric);
    expect(selector?.matchers.map(({ name, operator, value }) => `${name}${operator}${value}`)).toEqual(
      matchers,
    );
  });
});

test.each([
  ['', 1],
  ['up >', 5],
  ['up{', 4],
  ['sum(up', 7],
  ['up up', 4],
  ['select 1', 8],
])('%j is not PromQL, and the place is told', (text, character) => {
  expect(parseExpression(text)).toEqual({ ok: false, reason: `not valid PromQL at character ${character}` });
});

test('a comment alone is not PromQL', () => {
  expect(parseExpression('# up').ok).toBe(false);
});

test('every operator compares as it is written', () => {
  const operators = ['>', '>=', '<', '<=', '==', '!='] as const;
  const results = operators.map((operator) => [1, 2, 3].map((value) => breaches(value, operator, 2)));
  expect(results).toEqual([
    [false, false, true],
    [false, true, true],
    [true, false, false],
    [true, true, false],
    [false, true, false],
    [true, false, true],
  ]);
});

test.each([
  ['a / b > 0.1', ['a', 'b']],
  ['100 * a / b > 90', ['a', 'b']],
  ['(a / b) * 100 < 10', ['a', 'b']],
  ['100 - 100 * (a / b) > 90', ['a', 'b']],
  ['100 * (1 - a / b) > 90', ['a', 'b']],
  [
    'sum(rate(x{c="5"}[5m])) by (j) / sum(rate(x[5m])) by (j) > 0.05',
    ['sum(rate(x{c="5"}[5m])) by (j)', 'sum(rate(x[5m])) by (j)'],
  ],
  ['a / on (x) group_left () (b + c) > 1', ['a', 'b + c']],
  ['(1 - a / b) * 100 > 5 and a > 0', ['a', 'b']],
])('%s is a ratio with two sides', (text, sides) => {
  expect(read(text).sides).toEqual(sides);
});

test.each([
  'a > 1',
  'a / 100 > 1',
  '5 / 2 > 1',
  'a - b > 1',
  'a * b > 1',
  'avg(a / b) > 1',
  'up == 0',
  '1 / a > 2',
])('%s is no ratio of two things that are measured', (text) => {
  expect(read(text).sides).toBeNull();
});

describe('comments', () => {
  const commented =
    '# why\n(\n  # errors\n  sum(rate(e[5m]))\n  / # of all\n  sum(rate(r[5m]))\n)\n# as a share\n> 0.05';

  test('hide neither threshold nor sides', () => {
    expect(read(commented)).toMatchObject({
      operator: '>',
      threshold: 0.05,
      sides: ['sum(rate(e[5m]))', 'sum(rate(r[5m]))'],
    });
  });

  test('are no part of what is asked', () => {
    expect(read(commented).measured).toBe('( sum(rate(e[5m])) / sum(rate(r[5m])) )');
    expect(read('# why\nabsent(up{job="x"}) # gone').measured).toBe('absent(up{job="x"})');
  });

  test('are none inside of a string', () => {
    expect(read('up{job="#1"} == 0').measured).toBe('up{job="#1"}');
  });
});

test.each([
  ['used > 0.9 * capacity', '0.9 * capacity'],
  ['min by (a) (quota) < on (a) sum by (a) (used)', 'sum by (a) (used)'],
  ['5 < x', null],
  ['up == 0', null],
])('%s is held against %j', (text, limit) => {
  expect(read(text).limit).toBe(limit);
});
