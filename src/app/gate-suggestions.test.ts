import { expect, test } from 'vitest';
import { worlds } from '../../test/planted/worlds.ts';
import { sampleHypothesis, startMs } from '../../test/samples.ts';
import { AppError } from '../domain/errors.ts';
import { acceptComputed } from '../verification/accept-computed.ts';
import type { QuerySource } from '../verification/promql/query-source.ts';
import { gateSuggestions } from './gate-suggestions.ts';

function createSource(names: readonly string[], series = 3): QuerySource {
  return {
    language: 'promql',
    queryRange: () => Promise.resolve({ series: [{ name: '', labels: {}, points: [[startMs, series]] }] }),
    catalogue: {
      listMetricNames: () => Promise.resolve(new Set(names)),
      listLabelNames: () => Promise.resolve(['job']),
      listLabelValues: () => Promise.resolve(['api']),
    },
  };
}

const down: QuerySource = {
  ...createSource([]),
  catalogue: {
    ...createSource([]).catalogue,
    listMetricNames: () => Promise.reject(new AppError({ code: 'source_timeout', message: 'it timed out' })),
  },
};

function gate(sources: readonly QuerySource[], ...queries: readonly string[]) {
  const investigation = queries.map((promql) => ({ text: 'Look.', evidence: [], command: null, promql }));
  const hypothesis = acceptComputed(sampleHypothesis({ investigation }), worlds.disk);
  return gateSuggestions(hypothesis, { sources, nowMs: startMs, signal: new AbortController().signal });
}

test('a query that the source can answer is shown, one of an unknown metric or value is withheld', async () => {
  const { investigation } = await gate(
    [createSource(['up', 'http_requests_total'])],
    'up{job="api"}',
    'http_request_total',
    'up{job="apu"}',
  );
  expect(investigation.map(({ promql }) => promql)).toEqual([
    { verdict: 'shown', text: 'up{job="api"}' },
    {
      verdict: 'withheld',
      reason: 'there is no metric http_request_total; the nearest is http_requests_total',
    },
    { verdict: 'withheld', reason: 'no job of up is "apu"; the nearest is api' },
  ]);
});

test('one that would read too much is withheld', async () => {
  const { investigation } = await gate([createSource(['up'], 1_000_000)], 'up');
  expect(investigation[0]?.promql).toMatchObject({ verdict: 'withheld' });
});

test('it is enough that one of the sources can answer', async () => {
  const { investigation } = await gate([createSource(['other']), createSource(['up'])], 'up');
  expect(investigation[0]?.promql).toEqual({ verdict: 'shown', text: 'up' });
});

test.each([
  ['no source is configured', []],
  ['none could be asked', [down]],
])('when %s, what Prometheus would take is shown', async (_, sources) => {
  const { investigation } = await gate(sources, 'anything', 'rate(up)');
  expect(investigation.map(({ promql }) => promql?.verdict)).toEqual(['shown', 'withheld']);
});
