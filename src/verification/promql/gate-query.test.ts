import { expect, test } from 'vitest';
import { gateQuery } from './gate-query.ts';

test.each([
  'up',
  'rate(http_requests_total{job="api"}[5m])',
  'histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m])))',
  'deriv(node_filesystem_avail_bytes[30m]) < 0',
  'sum(up)\n/\ncount(up)',
])('%s is shown as it is', (query) => {
  expect(gateQuery(query)).toEqual({ verdict: 'shown', text: query });
});

test('white space around a query is left out', () => {
  expect(gateQuery('  up == 0\n')).toEqual({ verdict: 'shown', text: 'up == 0' });
});

test.each([
  ['', 'not valid PromQL'],
  ['# nothing but a comment', 'not valid PromQL'],
  ['up ==', 'not valid PromQL'],
  ['rate(up[5m]', 'not valid PromQL'],
  ['SELECT * FROM metrics', 'not valid PromQL'],
  ['up; drop', 'not valid PromQL'],
  ['up{job="аpi"}', 'not plain ASCII'],
  ['up\u200b', 'not plain ASCII'],
  ['up{a="\u001b[2K"}', 'not plain ASCII'],
  ['up\rdown', 'not plain ASCII'],
  [`up{a="${'x'.repeat(2000)}"}`, 'longer than 2000 characters'],
])('%j is withheld, with the reason', (query, reason) => {
  const gated = gateQuery(query);
  expect(gated).toMatchObject({ verdict: 'withheld' });
  expect(gated.verdict === 'withheld' ? gated.reason : '').toContain(reason);
});
