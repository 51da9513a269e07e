import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createManualClock } from '../../../test/manual-clock.ts';
import { minuteMs, noEdges, sampleIncident, startMs } from '../../../test/samples.ts';
import type { EvidenceDraft } from '../../domain/evidence.ts';
import { bundle } from '../collectors/bundle.ts';
import { createBundleSource } from './bundle-source.ts';
import { readBundle } from './read-bundle.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  write('alert.json', '{"alerts":[]}');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

const at = (minutes: number) => new Date(startMs + minutes * minuteMs).toISOString();
const disk = { __name__: 'node_filesystem_avail_bytes', instance: 'node-3:9100', mountpoint: '/var' };

function lines(...values: readonly object[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

describe('reading a bundle', () => {
  test('files that are not there are null, empty ones are empty', () => {
    write('logs.ndjson', '\n');
    expect(readBundle(folder)).toMatchObject({
      alert: '{"alerts":[]}',
      series: null,
      changes: null,
      logs: [],
    });
  });

  test('times become milliseconds, samples numbers, and blank lines nothing', () => {
    write(
      'metrics.ndjson',
      `${JSON.stringify({
        metric: disk,
        values: [
          [10, '1.5'],
          [20, 2],
        ],
      })}\r\n\n`,
    );
    write('changes.ndjson', lines({ time: '2026-11-12T03:49:00+01:00', kind: 'deploy', id: 'd1' }));
    const { series, changes } = readBundle(folder);
    expect(series?.[0]?.points).toEqual([
      [10_000, 1.5],
      [20_000, 2],
    ]);
    expect(series?.[0]).toMatchObject({
      name: 'node_filesystem_avail_bytes',
      labels: { mountpoint: '/var' },
    });
    expect(changes?.[0]?.time).toBe(startMs);
  });

  test.each([
    [
      'metrics.ndjson',
      `${JSON.stringify({ metric: disk, values: [] })}\n{"metric":`,
      2,
      'this line is not JSON',
    ],
    ['metrics.ndjson', '{"metric":{"a":1},"values":[]}', 1, 'metric.a: '],
    ['metrics.ndjson', '{"values":[]}', 1, 'metric: '],
    ['logs.ndjson', '\n\n{"line":"x"}', 3, 'time: '],
    ['logs.ndjson', '{"time":"yesterday","line":"x"}', 1, 'time: expected an RFC 3339 time'],
    ['changes.ndjson', `{"time":"${at(0)}","kind":"deploy"}`, 1, 'id: '],
    ['changes.ndjson', '[]', 1, ': '],
  ])('a mistake in %s is named with file and line (%#)', (name, text, line, what) => {
    write(name, text);
    expect(() => readBundle(folder)).toThrow(
      expect.objectContaining({
        code: 'bad_request',
        message: expect.stringContaining(`${join(folder, name)}:${line}: ${what}`),
      }),
    );
  });

  test('a folder without an alert is no bundle', () => {
    expect(() => readBundle(join(folder, 'none'))).toThrow(
      expect.objectContaining({
        code: 'bad_request',
        message: expect.stringContaining('no incident bundle'),
      }),
    );
  });
});

describe('recorded series behind a query', () => {
  const one = (mountpoint: string) => ({
    name: 'node_filesystem_avail_bytes',
    labels: { instance: 'node-3:9100', mountpoint },
    points: [
      [1000, 1],
      [2000, 2],
      [3000, 3],
    ] as const,
  });
  const source = createBundleSource([one('/'), one('/var')]);
  const ask = async (expression: string) => {
    const range = { fromMs: 2000, toMs: 3000 };
    const signal = new AbortController().signal;
    return (await source.queryRange({ expression, range, stepMs: 1000, signal })).series;
  };

  test.each([
    ['node_filesystem_avail_bytes', 2],
    ['node_filesystem_avail_bytes{mountpoint="/var"}', 1],
    ['{mountpoint=~"/v.*",instance!="x"}', 1],
    ['node_filesystem_avail_bytes{mountpoint!~".*"}', 0],
    ['other', 0],
  ])('%s has %d series', async (expression, count) => {
    const found = await ask(expression);
    expect(found).toHaveLength(count);
    expect(found.every((series) => series.points.length === 2)).toBe(true);
  });

  test.each(['rate(x[5m])', 'x offset 5m', 'x > 5', 'x{', 'x{a=~"(?i)b"}'])(
    '%s cannot be evaluated, which is not the same as no result',
    async (expression) => {
      await expect(ask(expression)).rejects.toMatchObject({ code: 'source_rejected' });
    },
  );
});

describe('the collector', () => {
  async function collect(): Promise<readonly EvidenceDraft[]> {
    const deps = { fetch, clock: createManualClock(startMs) };
    const collector = bundle.create('recorded', { path: folder }, deps);
    const range = { fromMs: startMs - 60 * minuteMs, toMs: startMs + 10 * minuteMs };
    const request = {
      incident: sampleIncident(),
      range,
      signal: new AbortController().signal,
      edges: noEdges,
    };
    return (await collector.collect(request)).drafts;
  }

  test('tells the latest changes first, and how long before or after the alert they were', async () => {
    const change = (id: string, minutes: number) => ({
      time: at(minutes),
      kind: 'deploy',
      id,
      service: 'checkout',
    });
    write('changes.ndjson', lines(change('old', -500), change('before', -48), change('after', 5)));
    const drafts = await collect();
    expect(drafts.map((draft) => [draft.title, draft.facts[0]?.text])).toEqual([
      ['deploy checkout (after)', '5 min after the alert started'],
      ['deploy checkout (before)', '48 min before the alert started'],
    ]);
  });

  test('counts log lines that differ in numbers only as one message', async () => {
    const line = (minutes: number, text: string) => ({
      time: at(minutes),
      labels: { service: 'checkout' },
      line: text,
    });
    write(
      'logs.ndjson',
      lines(line(-50, 'took 3 ms'), line(-5, 'took 40 ms'), line(-4, 'took 50 ms'), line(-3, 'oops')),
    );
    const drafts = await collect();
    const counts = drafts.map((draft) =>
      draft.facts.filter((fact) => fact.unit === 'count').map((fact) => fact.value),
    );
    expect(drafts).toHaveLength(2);
    expect(counts).toContainEqual(expect.arrayContaining([2, 1]));
  });

  test('nothing logged and nothing changed are "empty", not missing', async () => {
    write('logs.ndjson', '');
    write('changes.ndjson', '');
    expect((await collect()).map((draft) => [draft.kind, draft.status])).toEqual([
      ['change', 'empty'],
      ['logs', 'empty'],
    ]);
  });

  test('speaks only of what it has files for', () => {
    write('logs.ndjson', '');
    const collector = bundle.create('recorded', { path: folder }, { fetch, clock: createManualClock() });
    expect(collector.topics).toEqual(['logs']);
  });
});
