import { expect, test } from 'vitest';
import { minuteMs, startMs } from '../../../test/samples.ts';
import { type ReadSeries, readSeries } from './read-series.ts';
import { reachBack } from './slow-onset.ts';

/** Still, then growing by a tenth of its level each minute until the alert. */
function growing(sinceMin: number): readonly ReadSeries[] {
  const points = Array.from({ length: 121 }, (_, index) => {
    const beforeMin = 120 - index;
    return [startMs - beforeMin * minuteMs, 100 + 10 * Math.max(0, sinceMin - beforeMin)] as const;
  });
  return [readSeries({ key: 's', name: 'disk_used_bytes', labels: { service: 'db' }, points }) ?? []].flat();
}

const searched = { fromMs: startMs - 30 * minuteMs, startedAtMs: startMs };

test('what grew for longer than was searched began where its series began to move', () => {
  const onset = { atMs: startMs - 29 * minuteMs, uncertaintyMs: 30_000 };
  const { atMs } = reachBack(onset, growing(48), searched);
  expect(Math.abs(atMs - (startMs - 48 * minuteMs))).toBeLessThanOrEqual(3 * minuteMs);
});

test('an onset that was found within what was searched stands', () => {
  const onset = { atMs: startMs - 10 * minuteMs, uncertaintyMs: 30_000 };
  expect(reachBack(onset, growing(48), searched)).toBe(onset);
});

test('it is never later than what was found', () => {
  const onset = { atMs: startMs - 30 * minuteMs, uncertaintyMs: 30_000 };
  expect(reachBack(onset, growing(5), searched)).toBe(onset);
});
