import { expect, test } from 'vitest';
import { sampleAlert, sampleIncident } from '../../test/samples.ts';
import { extraQueries, fillQueries } from './extra-queries.ts';

function fill(query: object, labels: Readonly<Record<string, string>> = {}) {
  const incident = sampleIncident([sampleAlert({ labels: { alertname: 'DiskAlmostFull', ...labels } })]);
  return fillQueries(extraQueries.parse([{ title: 'logs', ...query }]), incident);
}

test.each([
  ['x{instance="{{ $labels.instance }}"}', 'x{instance="node-3"}'],
  ['x{instance="{{$labels.instance}}"}', 'x{instance="node-3"}'],
  ['x{instance="{{ .Labels.instance }}"}', 'x{instance="node-3"}'],
  ['x{path=~"{{ $labels.path | reQuoteMeta }}/.*"}', 'x{path=~"/var\\\\.d/.*"}'],
  ['x{evil="{{ $labels.evil }}"}', 'x{evil="\\"} or up{a=\\""}'],
])('%s takes the labels of the alert', (expression, filled) => {
  const labels = { instance: 'node-3', path: '/var.d', evil: '"} or up{a="' };
  expect(fill({ expression }, labels)[0]?.question.expression).toBe(filled);
});

test('a query is for the alerts that its matchers fit', () => {
  const expression = 'x';
  expect(fill({ expression, matchers: ['alertname="DiskAlmostFull"'] })).toHaveLength(1);
  expect(fill({ expression, matchers: ['alertname=~"Disk.*", team="db"'] })).toHaveLength(0);
});

test('a label that the alert does not have is named', () => {
  expect(fill({ expression: 'x{a="{{ $labels.a }}"}' })[0]?.missing).toEqual(['a']);
});

test.each([
  [{ expression: 'x{a="{{ $value }}"}' }, 'only {{ $labels.name }}'],
  [{ expression: 'x', matchers: ['a=~"("'] }, 'not a valid regular expression'],
  [{ expression: '' }, ''],
])('%j is a mistake in the configuration', (query, words) => {
  const parsed = extraQueries.safeParse([{ title: 'logs', ...query }]);
  expect(parsed.success).toBe(false);
  expect(parsed.error?.issues[0]?.message).toContain(words);
});
