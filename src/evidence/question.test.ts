import { expect, test } from 'vitest';
import { parseExpression } from '../signals/promql-expression.ts';
import { toPartQuestions } from './question.ts';

test.each([
  ['up{job="x"} == 0', []],
  ['absent(up{job="x"})', ['up{job="x",instance="a"}']],
  ['count by (pod) (bookie_status == 0)', ['bookie_status{instance="a"}']],
  [
    'used_bytes > 0.9 * limit_bytes',
    ['0.9 * limit_bytes', 'used_bytes{instance="a"}', 'limit_bytes{instance="a"}'],
  ],
  ['errors / total > 0.1', ['errors{instance="a"}', 'total{instance="a"}']],
])('%s is explained by %j', (text, expressions) => {
  const parsed = parseExpression(text);
  const questions = parsed.ok ? toPartQuestions(parsed.expression, { instance: 'a' }) : [];
  expect(questions.map(({ expression }) => expression)).toEqual(expressions);
});
