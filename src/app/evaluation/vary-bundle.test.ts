import { expect, test } from 'vitest';
import type { BundleFiles } from './bundle-files.ts';
import { losses } from './lost-sources.ts';
import { cutTo, delayAlert, dropSeriesOf, listMeasured } from './vary-bundle.ts';

const alertAtMs = Date.parse('2026-03-03T12:00:00Z');

function seriesLine(service: string, seconds: readonly number[]): string {
  return `${JSON.stringify({ metric: { __name__: 'up', service }, values: seconds.map((one) => [one, '1']) })}\n`;
}

const files: BundleFiles = new Map([
  [
    'alert.json',
    JSON.stringify({
      version: '4',
      alerts: [{ startsAt: '2026-03-03T12:00:00Z', labels: { a: 'b' } }, { labels: {} }],
    }),
  ],
  ['metrics.ndjson', `${seriesLine('web', [100, 200, 300])}\n${seriesLine('db', [100, 400])}`],
  ['logs.ndjson', `${JSON.stringify({ time: '1970-01-01T00:03:20Z', line: 'kept' })}\n`],
  ['traces.ndjson', `${JSON.stringify({ startTime: '1970-01-01T00:06:40Z', spanId: 'dropped' })}\n`],
]);

test('a late alert is the same alert, later, and one without a time stays so', () => {
  const later = delayAlert(files, 300_000);
  expect(JSON.parse(later.get('alert.json') ?? '')).toEqual({
    version: '4',
    alerts: [{ startsAt: new Date(alertAtMs + 300_000).toISOString(), labels: { a: 'b' } }, { labels: {} }],
  });
  expect(later.get('metrics.ndjson')).toBe(files.get('metrics.ndjson'));
});

test('a service that was never measured has no series, and the others have theirs', () => {
  expect(listMeasured(files)).toEqual(['db', 'web']);
  expect(dropSeriesOf(files, 'db').get('metrics.ndjson')).toBe(seriesLine('web', [100, 200, 300]));
});

test('a cut keeps what was recorded within it', () => {
  const cut = cutTo(files, { fromMs: 100_000, toMs: 200_000, alertAtMs: 150_000 });
  expect(cut.get('metrics.ndjson')).toBe(seriesLine('web', [100, 200]) + seriesLine('db', [100]));
  expect(cut.get('logs.ndjson')).toContain('kept');
  expect(cut.get('traces.ndjson')).toBe('');
  expect(cut.get('alert.json')).toContain('1970-01-01T00:02:30.000Z');
});

test('a source that the bundle has is taken away as a file, or left there with nothing in it', () => {
  const about = { culprit: 'db' };
  const outcomes = losses.map(({ source, withoutIt, withItUnused }) => {
    const without = withoutIt(files, about);
    const unused = withItUnused(files, about);
    return [
      source,
      without === null ? null : [...without.keys()].length,
      without === null ? null : listMeasured(without),
      listMeasured(unused),
    ];
  });
  expect(outcomes).toEqual([
    ['topology', 4, ['db', 'web'], ['db', 'web']],
    ['logs', 3, ['db', 'web'], ['db', 'web']],
    ['traces', 3, ['db', 'web'], ['db', 'web']],
    ['changes', null, null, ['db', 'web']],
    ['metrics', 3, [], []],
    ['culprit', 4, ['web'], []],
    ['bystander', 4, ['db'], []],
  ]);
});
