import { describe, expect, test } from 'vitest';
import { lineOfPoints, minuteMs, noEdges, sampleAlert, sampleIncident, startMs } from '../../test/samples.ts';
import { AppError } from '../domain/errors.ts';
import type { EvidenceDraft } from '../domain/evidence.ts';
import type { ServiceEdge } from '../domain/observation.ts';
import type { Point, Series } from '../domain/series.ts';
import { dayMs } from '../domain/time.ts';
import { collectMetrics, type MetricOptions, noExtras } from './collect-metrics.ts';
import { extraQueries } from './extra-queries.ts';
import type { MetricSource, RangeQuery } from './metric-source.ts';

const expression = '100 * used / size > 90';
const labels = { alertname: 'DiskAlmostFull', instance: 'node-3', service: 'checkout' };
const alert = sampleAlert({
  labels,
  generatorUrl: `https://prometheus.example.com/graph?g0.expr=${encodeURIComponent(expression)}`,
});

type Answer = (query: RangeQuery) => readonly Series[] | AppError;

function series(
  points: readonly Point[],
  name = '',
  own: Readonly<Record<string, string>> = { instance: 'node-3' },
): Series {
  return { name, labels: own, points };
}

/** The points moved to another time. */
function moved(points: readonly Point[], byMs: number): readonly Point[] {
  return points.map(([ms, value]) => [ms + byMs, value]);
}

interface Given {
  readonly metrics?: Readonly<Record<string, readonly string[]>>;
  readonly options?: Partial<MetricOptions>;
  readonly edges?: readonly ServiceEdge[];
  readonly incomplete?: string;
}

async function collect(answer: Answer, { metrics = {}, options = {}, edges, incomplete }: Given = {}) {
  const asked: RangeQuery[] = [];
  const source: MetricSource = {
    language: 'promql',
    queryRange: async (query) => {
      asked.push(query);
      const given = answer(query);
      if (given instanceof AppError) throw given;
      return { series: given, incomplete: incomplete ?? null };
    },
    listMetricNames: async (target) => metrics[Object.values(target).join()] ?? [],
    findRuleExpression: () => Promise.resolve(null),
    catalogue: {
      listMetricNames: () => Promise.resolve(new Set()),
      listLabelNames: () => Promise.resolve([]),
      listLabelValues: () => Promise.resolve([]),
      listMetadata: () => Promise.resolve(new Map()),
    },
  };
  const request = {
    incident: sampleIncident([alert]),
    range: { fromMs: startMs - 60 * minuteMs, toMs: startMs },
    signal: new AbortController().signal,
    edges: edges === undefined ? noEdges : () => Promise.resolve(edges),
  };
  const collected = await collectMetrics(source, 'prom', request, { ...noExtras, ...options });
  return { ...collected, asked };
}

function textsOf(drafts: readonly EvidenceDraft[], title: string): readonly string[] {
  return drafts.find((draft) => draft.title === title)?.facts.map(({ text }) => text) ?? [];
}

const measured = '100 * used / size';

describe("the alert's own expression", () => {
  const rising = lineOfPoints(60, 93);

  test('is compared with the same window a day and a week before', async () => {
    const { drafts } = await collect(({ expression: asked, range }) => {
      if (asked !== measured) return [];
      const ago = startMs - range.toMs;
      if (ago === 0) return [series(rising)];
      return ago === dayMs ? [series(moved(lineOfPoints(50, 58), -dayMs))] : [];
    });
    expect(drafts[0]?.facts.slice(-2)).toMatchObject([
      {
        name: 'day_ago',
        text: 'a day before 58 % (2026-11-11T02:49:00Z), between 50 % and 58 % in that window',
        value: 58,
        atMs: startMs - dayMs,
      },
      { name: 'week_ago', text: 'a week before: no data', value: null },
    ]);
  });

  test('is told although the past could not be had', async () => {
    const failed = new AppError({ code: 'source_timeout', message: 'prom: timed out' });
    const { drafts } = await collect(({ expression: asked, range }) => {
      if (range.toMs !== startMs) return failed;
      return asked === measured ? [series(rising)] : [];
    });
    expect(drafts[0]?.status).toBe('observed');
    expect(drafts[0]?.facts.at(-1)?.text).toBe('a week before: could not be had');
  });

  test('is told of the series beyond the threshold first, then of those that moved most', async () => {
    const steady = Array.from({ length: 9 }, (_, index) =>
      series(lineOfPoints(50, 50 + index), '', { volume: `v${index}` }),
    );
    const full = series(lineOfPoints(95, 95), '', { volume: 'full' });
    const { drafts } = await collect(({ expression: asked }) =>
      asked === measured ? [...steady, full] : [],
    );
    const told = drafts.filter(({ primary }) => primary);
    expect(told.map(({ labels }) => labels['volume'])).toEqual(['full', 'v8', 'v7', 'v6', 'v5', 'v4']);
    expect(told[0]).toMatchObject({ total: 10, kept: 6 });
  });

  test('says once what its answer lacks', async () => {
    const given = { incomplete: 'a store is down' };
    const { drafts } = await collect(
      ({ expression: asked }) => (asked === measured ? [series(rising)] : []),
      given,
    );
    expect(drafts[0]?.facts.at(-1)?.text).toBe('not all: a store is down');
  });

  test('of a source that is down is one item, whatever else was asked of it', async () => {
    const down = new AppError({ code: 'source_unreachable', message: 'prom: cannot be reached' });
    const { drafts } = await collect(() => down, { options: { recordingRules: ['job:errors:rate5m'] } });
    expect(drafts.map(({ primary, reason }) => [primary, reason])).toEqual([
      [true, 'prom: cannot be reached'],
    ]);
  });

  test('is not "empty" where a part of the answer is missing', async () => {
    const { drafts } = await collect(() => [], { incomplete: 'a store is down' });
    expect(drafts[0]).toMatchObject({
      primary: true,
      status: 'unavailable',
      reason: 'prom: a store is down',
    });
  });

  test('is asked in both sides of its ratio, for the target', async () => {
    const { asked } = await collect(() => []);
    const now = asked.filter(({ range }) => range.toMs === startMs).map((query) => query.expression);
    expect(now).toEqual(expect.arrayContaining(['used{instance="node-3"}', 'size{instance="node-3"}']));
  });
});

describe('no series, no number and no sample any more are three things', () => {
  const primary = async (points: readonly Point[] | null) => {
    const { drafts } = await collect(({ expression: asked }) =>
      asked === measured && points !== null ? [series(points)] : [],
    );
    return drafts[0];
  };

  test('no series', async () => {
    expect(await primary(null)).toMatchObject({
      status: 'empty',
      reason: 'the query has no result for this alert',
      total: 0,
    });
  });

  test('no number', async () => {
    const draft = await primary(lineOfPoints(1, 2).map(([ms]) => [ms, Number.NaN]));
    expect(draft).toMatchObject({ status: 'empty', total: 1 });
    expect(draft?.reason).toContain('one series without a single number');
  });

  test('no sample any more', async () => {
    const draft = await primary(lineOfPoints(1, 2).slice(0, -10));
    expect(draft?.status).toBe('observed');
    expect(draft?.facts.find(({ name }) => name === 'stale')?.text).toBe(
      'no sample since 2026-11-12T02:39:00Z, 10 min before the end of the window: the series has ended or is stale',
    );
  });

  test('no number any more', async () => {
    const points = lineOfPoints(1, 2).map(
      ([ms, value], index): Point => [ms, index > 50 ? Number.NaN : value],
    );
    const texts = (await primary(points))?.facts.map(({ text }) => text) ?? [];
    expect(texts.join()).toContain('no number since 2026-11-12T02:39:00Z, 10 min before the end');
  });

  test('a series that is recorded more rarely than it is asked for goes on', async () => {
    const rare = [-50, -40, -30, -20, -8].map((minutes): Point => [startMs + minutes * minuteMs, 1]);
    expect((await primary(rare))?.facts.map(({ name }) => name)).not.toContain('stale');
  });

  test('a series that goes on says none of it', async () => {
    const names = (await primary(lineOfPoints(1, 2)))?.facts.map(({ name }) => name);
    expect(names).not.toContain('stale');
    expect(names).not.toContain('not_a_number');
  });
});

describe('what the configuration asks for', () => {
  test('recording rules are told where they have series about the alert, and said to have none elsewhere', async () => {
    const { drafts } = await collect(
      ({ expression: asked }) => {
        if (asked === 'job:errors:rate5m')
          return [
            series(lineOfPoints(1, 5), asked),
            series(lineOfPoints(1, 5), asked, { instance: 'node-9' }),
          ];
        return asked === 'job:other:rate5m'
          ? [series(lineOfPoints(1, 5), asked, { instance: 'node-9' })]
          : [];
      },
      { options: { recordingRules: ['job:errors:rate5m', 'job:other:rate5m'] } },
    );
    expect(drafts.filter(({ title }) => title.startsWith('job:'))).toMatchObject([
      { status: 'observed', title: 'job:errors:rate5m', total: 1 },
      { status: 'empty', reason: 'the query has results, none of them about this alert' },
    ]);
  });

  test('queries are asked with the labels of the alert, and not without them', async () => {
    const queries = extraQueries.parse([
      { title: 'size of logs', expression: 'dir{instance="{{ $labels.instance }}"}', unit: 'bytes' },
      { title: 'by team', expression: 'dir{team="{{ $labels.team }}"}' },
    ]);
    const { drafts, asked } = await collect(
      ({ expression: query }) =>
        query === 'dir{instance="node-3"}' ? [series(lineOfPoints(1e9, 5e9), 'dir', { path: '/var' })] : [],
      { options: { queries } },
    );
    expect(textsOf(drafts, 'size of logs{path="/var"}')[0]).toContain('now 5 GB');
    expect(drafts.find(({ title }) => title === 'by team')).toMatchObject({
      status: 'empty',
      reason: 'the alert has no label team, it was not asked',
    });
    expect(asked.some(({ expression: query }) => query.includes('team'))).toBe(false);
  });
});

test('services around it are looked at by the first label that has series, dependencies first', async () => {
  const edge = (from: string, to: string): ServiceEdge => ({ from, to, source: 'map', weight: 1 });
  const { drafts, asked } = await collect(
    ({ expression: query }) =>
      query === 'up{job="payments"}'
        ? [series(lineOfPoints(1, 0), 'up', { instance: 'pay-1', job: 'payments' })]
        : [],
    {
      metrics: { payments: ['up'], frontend: ['up'] },
      edges: [edge('frontend', 'checkout'), edge('checkout', 'payments'), edge('x', 'y')],
      options: { serviceLabels: ['job'], mostNeighbours: 1 },
    },
  );
  expect(textsOf(drafts, 'payments: target is up{instance="pay-1"}')[0]).toContain('now 0');
  expect(asked.some(({ expression: query }) => query.includes('frontend'))).toBe(false);
});

test('what was looked at and left out is counted', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `own_gauge_${index}`);
  const { drafts } = await collect(
    ({ expression: query }) => [series(lineOfPoints(1, 2), query.split('{')[0] ?? '')],
    { metrics: { 'node-3': names } },
  );
  const rest = drafts.find(({ title }) => title === 'what else was looked at');
  expect(rest).toMatchObject({ kept: 16 });
  expect(rest?.facts[0]?.value).toBe((rest?.total ?? 0) - 16);
  expect(rest?.total).toBeGreaterThanOrEqual(30);
});
