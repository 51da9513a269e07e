import { describe, expect, test } from 'vitest';
import { sampleIncident, startMs } from '../../test/samples.ts';
import { AppError } from '../domain/errors.ts';
import type { ModelQuestion } from '../domain/model-question.ts';
import { noObservations, type ObservedChange } from '../domain/observation.ts';
import type { Series } from '../domain/series.ts';
import { answerQuestion, type LookUp } from './answer-question.ts';
import type { Collector } from './collector.ts';
import type { MetricSource, RangeQuery } from './metric-source.ts';

const change: ObservedChange = {
  key: 'c:change:commit:9c1f7e2ab',
  id: '9c1f7e2ab',
  timeMs: startMs,
  kind: 'commit',
  service: 'api',
  version: null,
  author: null,
  summary: null,
  files: [],
  diff: `@@ -1 +1 @@\n-ttl = 3600\n+ttl = 0\n${'+line\n'.repeat(2000)}`,
};
const log = (index: number, line: string) => ({
  key: `files:log:${index}`,
  timeMs: startMs,
  labels: { service: 'api', level: 'error' },
  line,
  fields: {},
});

function source(
  query: (asked: RangeQuery) => Promise<readonly Series[]>,
  incomplete: string | null = null,
): Collector {
  const queryRange = async (asked: RangeQuery) => ({ series: await query(asked), incomplete });
  const metrics = { language: 'promql', queryRange } as unknown as MetricSource;
  return {
    name: 'prometheus',
    type: 'prometheus',
    topics: ['metrics'],
    metrics,
    collect: () => Promise.reject(new Error()),
  };
}

function look(given: Partial<LookUp> = {}): LookUp {
  return {
    incident: sampleIncident(),
    range: { fromMs: startMs - 3_600_000, toMs: startMs + 60_000 },
    collectors: [],
    observations: {
      ...noObservations,
      changes: [change, { ...change, key: 'c:change:commit:77aa', id: '77aa11bb', diff: null }],
      logs: [log(0, 'cache miss for key 17'), log(1, 'connection refused')],
    },
    gateQuery: (text) =>
      text.includes('{}')
        ? { verdict: 'withheld', reason: 'it selects everything' }
        : { verdict: 'shown', text },
    signal: new AbortController().signal,
    ...given,
  };
}

async function ask(kind: ModelQuestion['kind'], text: string, given: Partial<LookUp> = {}) {
  const drafts = await answerQuestion({ kind, text }, look(given));
  return drafts.map(({ source: from, status, title, reason, facts }) => ({
    from,
    status,
    title,
    reason,
    text: facts.map((fact) => fact.text).join('; '),
  }));
}

describe('a PromQL query', () => {
  test('is answered by the first source that has a result, with its series as facts', async () => {
    const asked: RangeQuery[] = [];
    const empty = source(() => Promise.resolve([]));
    const full = source((query) => {
      asked.push(query);
      return Promise.resolve([{ name: 'up', labels: { job: 'api' }, points: [[startMs, 0]] }]);
    });
    const [item, ...more] = await ask('promql', 'up{job="api"}', { collectors: [empty, full] });
    expect(item).toMatchObject({
      from: 'prometheus',
      status: 'observed',
      text: expect.stringContaining('now 0'),
    });
    expect(more).toEqual([]);
    expect(asked[0]).toMatchObject({ expression: 'up{job="api"}', stepMs: 31_000 });
  });

  test('that the gate does not let through reaches no source', async () => {
    const never = source(() => Promise.reject(new Error('it was run')));
    expect(await ask('promql', '{}', { collectors: [never] })).toMatchObject([
      { status: 'unavailable', reason: 'the query was not run: it selects everything' },
    ]);
  });

  test('without a result, refused or without a source is an item that says so', async () => {
    const refused = new AppError({ code: 'source_rejected', message: 'prometheus answered 422' });
    const cases = [[source(() => Promise.resolve([]))], [source(() => Promise.reject(refused))], []].map(
      (collectors) => ask('promql', 'up', { collectors }),
    );
    expect((await Promise.all(cases)).flat().map(({ status, reason }) => [status, reason])).toEqual([
      ['empty', 'the query has no result'],
      ['unavailable', 'prometheus answered 422'],
      ['not_configured', 'no source of metrics is configured'],
    ]);
  });
});

test('a part of an answer is told as one, and a part that holds nothing is not "empty"', async () => {
  const up: Series = { name: 'up', labels: { job: 'api' }, points: [[startMs, 1]] };
  const [part] = await ask('promql', 'up', { collectors: [source(async () => [up], 'a store is down')] });
  expect(part).toMatchObject({
    status: 'observed',
    text: expect.stringMatching(/; not all: a store is down$/),
  });
  expect(
    await ask('promql', 'up', { collectors: [source(async () => [], 'a store is down')] }),
  ).toMatchObject([{ status: 'unavailable', reason: 'a store is down' }]);
});

describe('words in the logs', () => {
  test('are looked for in the lines that were read', async () => {
    const [item] = await ask('logs', 'cache MISS');
    expect(item).toMatchObject({
      from: 'files',
      status: 'observed',
      text: expect.stringContaining('key 17'),
    });
    expect(await ask('logs', 'panic')).toMatchObject([
      { status: 'empty', reason: 'no line that was read holds "panic"' },
    ]);
  });

  test('are asked of a source that can search', async () => {
    const searching: Collector = {
      ...source(() => Promise.resolve([])),
      name: 'loki',
      searchLogs: ({ words }) =>
        Promise.reject(new AppError({ code: 'source_timeout', message: `no ${words}` })),
    };
    expect(await ask('logs', 'panic', { collectors: [searching] })).toMatchObject([{ status: 'empty' }]);
  });
});

describe('the diff of a change', () => {
  test('is shown as far as there is room, by its id or the beginning of it', async () => {
    for (const id of ['9c1f7e2ab', '9C1F7', 'commit 9c1f7e2ab']) {
      const [item] = await ask('diff', id);
      expect(item?.status, id).toBe('observed');
      expect(item?.text).toContain('+ttl = 0');
      expect(item?.text).toMatch(/the first 6000 of \d+ characters$/);
    }
  });

  test.each([
    ['4711', 'no change has the id "4711"'],
    ['9', 'no change has the id "9"'],
    ['77aa11bb', 'no diff was sent with this change'],
  ])('that is not there (%s) is an item that says so', async (id, reason) => {
    expect(await ask('diff', id)).toMatchObject([{ status: 'empty', reason }]);
  });
});

test('a section of a page that nobody has is an item that says so', async () => {
  expect(await ask('runbook', 'Rollback')).toMatchObject([
    { status: 'empty', reason: expect.stringContaining('Rollback') },
  ]);
});
