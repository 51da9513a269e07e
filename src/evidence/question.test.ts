import { expect, test } from 'vitest';
import { parseExpression } from '../signals/promql-expression.ts';
import { toPartQuestions, toPrimaryQuestion } from './question.ts';

test.each([
  ['up{job="x"} == 0', []],
  ['absent(up{job="x"})', ['up{job="x",instance="a"}']],
  ['count by (pod) (bookie_status == 0)', ['bookie_status{instance="a"}']],
  ['used_bytes > 0.9 * limit_bytes', ['0.9 * limit_bytes', 'used_bytes{instance="a"}']],
  ['sum(rate(r{code="5"}[5m])) / sum(rate(r[5m])) > 0.1', ['sum(rate(r{code="5"}[5m]))', 'sum(rate(r[5m]))']],
  ['errors / total > 0.1', ['errors{instance="a"}', 'total{instance="a"}']],
])('%s is explained by %j', (text, expressions) => {
  const parsed = parseExpression(text);
  const questions = parsed.ok
    ? toPartQuestions(parsed.expression, { target: { instance: 'a' }, language: 'promql' })
    : [];
  expect(questions.map(({ expression }) => expression)).toEqual(expressions);
});

test.each([
  ['100 * a_bytes / b_bytes > 90', 'percent'],
  ['sum(rate(r{code="5"}[5m])) / sum(rate(r[5m])) > 0.1', 'ratio'],
  ['node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.1', 'ratio'],
  ['rate(took_seconds_sum[5m]) / rate(took_seconds_count[5m]) > 1', null],
  ['free_bytes < 5', 'bytes'],
])('%s is measured in %j', (text, unit) => {
  const parsed = parseExpression(text);
  expect(parsed.ok && toPrimaryQuestion(parsed.expression).unit).toBe(unit);
});

test.each([
  ['sum(rate(r{code="5"}[5m])) / sum(rate(r[5m])) > 0.1', ['per_second', 'per_second']],
  ['sum(rate(sent_bytes_total[5m])) / sum(rate(r[5m])) > 9', ['bytes_per_second', 'per_second']],
  ['sum(rate(took_seconds_sum[5m])) / sum(rate(took_seconds_count[5m])) > 1', ['none', 'per_second']],
])('the sides of %s are measured in %j', (text, units) => {
  const parsed = parseExpression(text);
  const questions = parsed.ok ? toPartQuestions(parsed.expression, { target: {}, language: 'promql' }) : [];
  expect(questions.map(({ unit }) => unit)).toEqual(units);
});
