import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { invalidExpressions } from '../../../test/promql/invalid.ts';
import { newerExpressions, validExpressions } from '../../../test/promql/valid.ts';
import { checkQuery, listMetrics } from './check-query.ts';

describe.each(Object.entries(invalidExpressions))('%s', (_what, expressions) => {
  test.each(expressions)('%j is refused, with the place and the reason', (expression) => {
    const checked = checkQuery(expression);
    expect(checked.ok).toBe(false);
    expect(checked.ok ? '' : checked.reason).toMatch(/^not valid PromQL at character \d+: ./);
  });
});

test.each([...validExpressions, ...newerExpressions])('%j is taken', (expression) => {
  expect(checkQuery(expression)).toMatchObject({ ok: true });
});

test.each([
  ['rate(up)', 'write a range such as [5m]'],
  ['ratee(up[5m])', 'did you mean rate?'],
  ['rate(up[5])', '5 has no unit; write 5s'],
  ['sum(up)[5m]', 'use [5m:] for a subquery'],
  ['1 == 1', 'needs bool'],
  ['{}', 'select every series'],
  ['up{job=~"a\\.b"}', 'a backslash is written \\\\'],
  ['sum by (job, job) (up)', 'job is listed twice'],
  ['sort_by_label(up, "job")', 'experimental'],
  ['limitk(2, up)', 'experimental'],
  ['rate(up[5m * 2])', 'experimental'],
  ['up offset step()', 'experimental'],
  ['up </ 5', 'experimental'],
  ['rate(up[5m] anchored)', 'experimental'],
])('%s: %s', (expression, reason) => {
  const checked = checkQuery(expression);
  expect(checked.ok ? '' : checked.reason).toContain(reason);
});

test('a postfix belongs to what stands right before it', () => {
  const checked = checkQuery('up + rate(down[5m] offset 1h) - -other offset 5m');
  expect(checked).toMatchObject({
    ok: true,
    expression: {
      kind: 'binary',
      operator: '-',
      right: { kind: 'unary', of: { kind: 'selector', hasOffset: true } },
    },
  });
});

test('metrics are listed once, however they are named', () => {
  const checked = checkQuery('up + {__name__="down"} / {"with.dots"} + up{a="b"} + {job="x"}');
  expect(checked.ok && listMetrics(checked.expression)).toEqual(['up', 'down', 'with.dots']);
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(typeof checkQuery(text).ok).toBe('boolean');
    }),
  );
}, 120_000);

test.each([
  ['brackets', `${'('.repeat(9000)}a${')'.repeat(9000)}`],
  ['signs', `${'-'.repeat(15_000)}a`],
  ['a chain', `${'a+'.repeat(9000)}a`],
  ['braces', '{'.repeat(9000)],
  ['digits', '1'.repeat(19_000)],
  ['ranges', `a${'[5m:]'.repeat(3000)}`],
])('%s without end are refused, not followed', (_what, text) => {
  expect(checkQuery(text).ok).toBe(false);
});
