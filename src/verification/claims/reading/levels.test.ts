import { expect, test } from 'vitest';
import { series } from '../../../../test/planted/worlds/sketch.ts';
import { minuteMs, startMs } from '../../../../test/samples.ts';
import type { Unit } from '../../../domain/unit.ts';
import { createGrounds } from '../grounds.ts';
import type { Course } from './course.ts';
import {
  fitsSpans,
  isShareSeries,
  isWithin,
  listBaseSpans,
  listMomentSpans,
  listReachedSpans,
  listScales,
  listTurnSpans,
  pointAt,
  spanAt,
  thresholdOf,
  toFactor,
  toSpan,
  unitOf,
} from './levels.ts';
import { createLibrary } from './library.ts';
import type { Moment } from './moments.ts';
import type { Numeral } from './numeral.ts';
import { findNumerals } from './numerals.ts';
import type { Item } from './subjects.ts';

type Corners = readonly (readonly [minute: number, value: number])[];

/** A series from 01:49 to 02:55, an item as it is read. */
function itemOf(unit: Unit, corners: Corners, title = 'inbox_fill'): Item & { readonly course: Course } {
  const evidence = series({ id: 'E2', title, unit, labels: { service: 'inbox' }, corners, limit: 90 });
  const [item] = createLibrary(createGrounds([evidence])).items;
  if (item?.course == null) throw new Error('it has no points');
  return { ...item, course: item.course };
}

function numeralOf(sentence: string): Numeral {
  const [numeral] = findNumerals(sentence);
  if (numeral === undefined) throw new Error(`no number in "${sentence}"`);
  return numeral;
}

const rising: Corners = [
  [-60, 20],
  [-20, 20],
  [0, 80],
  [6, 50],
];
const at = (minute: number): number => startMs + minute * minuteMs;
const moment = (given: Partial<Moment>): Moment => ({
  ...{ start: 0, end: 5, kind: 'at', fromMs: at(-10), toMs: at(-10), slackMs: 0, source: 'clock' },
  ...given,
});

test.each([
  ['below 20', [14, 14], true],
  ['below 20', [20, 30], true],
  ['below 20', [25, 30], false],
  // "less than 90" is not said of 3, nor "more than 90" of 200
  ['below 90', [3, 3], false],
  ['above 90', [95, 95], true],
  ['above 90', [200, 200], false],
  ['above 90', [80, 80], false],
  ['90', [80, 95], true],
  ['90', [91, 95], false],
] as const)('"%s" of what lies within %j: %j', (said, span, isSo) => {
  expect(isWithin(numeralOf(`It was ${said}.`), span)).toBe(isSo);
});

test('a value is told in any unit that it may have', () => {
  const bytes = itemOf('bytes', [
    [-60, 2_097_152],
    [6, 2_097_152],
  ]);
  const fits = (said: string): boolean => fitsSpans(numeralOf(`It was ${said}.`), bytes, [toSpan(2_097_152)]);
  expect(fits('2 MiB')).toBe(true);
  expect(fits('2.1 MB')).toBe(true);
  expect(fits('2097152')).toBe(true);
  expect(fits('3 MiB')).toBe(false);
  expect(fits('2097152 seconds')).toBe(false);
});

test('nought is not what rounds to it where there was never as much as one', () => {
  const low = itemOf('none', [
    [-60, 0.1],
    [6, 0.3],
  ]);
  const fits = (said: string, value: number): boolean =>
    fitsSpans(numeralOf(`It was ${said}.`), low, [toSpan(value)]);
  expect(fits('0', 0.1)).toBe(false);
  expect(fits('0', 0.01)).toBe(true);
  expect(fits('0.1', 0.1)).toBe(true);
});

test('one of what is never more than that is the whole of it', () => {
  const ratio = itemOf('ratio', [
    [-60, 0.6],
    [6, 1],
  ]);
  expect(fitsSpans(numeralOf('It was 1.'), ratio, [toSpan(0.99)])).toBe(true);
  expect(fitsSpans(numeralOf('It was 1.'), ratio, [toSpan(0.6)])).toBe(false);
});

test('a rate is told in another unit of time, and what has none is no rate', () => {
  const rate = itemOf('per_second', rising, 'inbox:rate1m');
  const fits = (said: string): boolean => fitsSpans(numeralOf(`It got ${said}.`), rate, [toSpan(20)]);
  expect(fits('20 per second')).toBe(true);
  expect(fits('1200 messages per minute')).toBe(true);
  expect(fits('20 messages per minute')).toBe(false);
  const traffic = itemOf('bytes_per_second', rising, 'inbox_bytes:rate1m');
  expect(fitsSpans(numeralOf('It got 20 bytes per second.'), traffic, [toSpan(20)])).toBe(true);
  expect(fitsSpans(numeralOf('It got 20 bytes.'), traffic, [toSpan(20)])).toBe(false);
  const [scale] = listScales(itemOf('count', rising));
  if (scale === undefined) throw new Error('it has no unit');
  expect(toFactor(numeralOf('It got 20 messages per minute.'), scale)).toBeNull();
  expect(toFactor(numeralOf('It got 20.'), scale)).toBe(1);
});

test('what an item is measured in, and its threshold', () => {
  const percent = itemOf('percent', rising);
  expect(unitOf(percent)).toBe('percent');
  expect(thresholdOf(percent)).toBe(90);
  expect(listScales({ ...percent, course: null })).toEqual([]);
});

test.each([
  ['percent', 80, true],
  ['ratio', 0.8, true],
  // without a unit a part of one is a share
  ['none', 0.8, true],
  ['none', 80, false],
  ['count', 0.8, false],
] as const)('of %s, up to %d: whether it is a share is %j', (unit, high, isShare) => {
  expect(
    isShareSeries(
      itemOf(unit, [
        [-60, 0.1],
        [6, high],
      ]),
    ),
  ).toBe(isShare);
});

test('around a time either of the points beside it may be meant', () => {
  const { course } = itemOf('percent', rising);
  expect(spanAt(course, at(-10), 0)).toEqual([47, 53]);
  expect(spanAt(course, at(-10), 2 * minuteMs)).toEqual([41, 59]);
  expect(spanAt(course, at(7.5), 0)).toBeNull();
});

test('a point is the one that was measured right then', () => {
  const { course } = itemOf('percent', rising);
  expect(pointAt(course, at(-10) + 1000)).toBe(50);
  expect(pointAt(course, at(-10) + 20_000)).toBeNull();
});

test('which of its values are turns, were there before, and were reached', () => {
  const { course } = itemOf('percent', rising);
  const values = (spans: readonly (readonly number[])[]): readonly (number | undefined)[] =>
    [...new Set(spans.map(([low]) => low))].toSorted((a, b) => (a ?? 0) - (b ?? 0));
  expect(values(listTurnSpans(course))).toEqual([20, 50, 80]);
  expect(values(listBaseSpans(course))).toEqual([20, 80]);
  expect(values(listReachedSpans(course))).toEqual([20, 50, 80]);
  const onlyUp = itemOf('percent', [
    [-60, 20],
    [6, 80],
  ]).course;
  expect(values(listBaseSpans(onlyUp))).toEqual([20, expect.closeTo(25.5, 0)]);
});

test.each([
  [moment({}), [[47, 53]]],
  [moment({ isExact: true }), [[50, 50]]],
  [moment({ source: 'now', fromMs: at(6), toMs: at(6) }), [[50, 50]]],
  [
    moment({ kind: 'since', toMs: at(6) }),
    [
      [47, 53],
      [50, 55],
    ],
  ],
  [moment({ kind: 'until', fromMs: at(-60) }), [[47, 53]]],
  [
    moment({ kind: 'between', fromMs: at(-20) }),
    [
      [20, 23],
      [47, 53],
    ],
  ],
  // nothing was measured so late
  [moment({ fromMs: at(60), toMs: at(60) }), []],
] as const)('the values at the ends of %j', (given, spans) => {
  expect(listMomentSpans(itemOf('percent', rising).course, given)).toEqual(spans);
});
