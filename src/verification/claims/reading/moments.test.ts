import { expect, test } from 'vitest';
import { minuteMs, startMs } from '../../../../test/samples.ts';
import { type Clocks, findMoments, toClockMs } from './moments.ts';
import { findNumerals } from './numerals.ts';

/** Measured from 01:49 to 02:55, of an alert that started at 02:49; what is told of before is of 01:55. */
const clocks: Clocks = {
  alertMs: startMs,
  firstMs: startMs - 60 * minuteMs,
  lastMs: startMs + 6 * minuteMs,
  offsetsMs: [60 * minuteMs],
  alertTitle: null,
  deeds: [],
};

function toTime(ms: number): string {
  const time = new Date(ms).toISOString().slice(11, 19);
  return time.replace(/:00$/, '');
}

/** "since 02:43–02:55 of clock": what is read of each moment, in their order. */
function read(sentence: string): readonly string[] {
  return findMoments(sentence, clocks, findNumerals(sentence)).map(({ kind, fromMs, toMs, source }) => {
    const times = fromMs === toMs ? toTime(toMs) : `${toTime(fromMs)}–${toTime(toMs)}`;
    return `${kind} ${times} of ${source}`;
  });
}

test.each([
  // a clock time, and what is measured before, after and between two of them
  ['It was 12 at 02:43.', 'at 02:43 of clock'],
  ['It was 12 (2:43 UTC).', 'at 02:43 of clock'],
  ['It was 12 at 2026-11-11T23:50:10Z.', 'at 23:50:10 of clock'],
  ['It has grown since about 02:43.', 'since 02:43–02:55 of clock'],
  ['It grew from 02:43 on.', 'since 02:43–02:55 of clock'],
  ['It was flat until 02:43.', 'until 01:49–02:43 of clock'],
  ['It was flat before 02:43.', 'until 01:49–02:43 of clock'],
  ['It doubled between 02:40 and 02:43.', 'between 02:40–02:43 of clock'],
  ['It doubled from 02:40 to 02:43.', 'between 02:40–02:43 of clock'],
  ["It doubled between the alert's start and 02:52.", 'between 02:49–02:52 of clock'],
  ['It doubled between 02:40 and the alert.', 'between 02:40–02:49 of clock'],
  // the alert's own time
  ['When the alert fired it was 12.', 'at 02:49 of alert'],
  ['By the time ParcelLatency had started it was 12.', 'at 02:49 of alert'],
  ['It was 12 at the start of the alert.', 'at 02:49 of alert'],
  ['It has been 12 since the alert fired.', 'since 02:49–02:55 of alert'],
  // the last value
  ['It is 12 now.', 'at 02:55 of now'],
  ['The latest value is 12.', 'at 02:55 of now'],
  ['It was 12 at the end of the window.', 'at 02:55 of now'],
  ['It was 12 an hour ago.', 'at 01:55 of relative'],
  // distances
  ['It was 12 ten minutes before the alert.', 'at 02:39 of relative'],
  ['It was 12 three minutes into the alert.', 'at 02:52 of relative'],
  ['It was 12 in the last 20 minutes.', 'between 02:35–02:55 of relative'],
])('%s', (sentence, moment) => {
  expect(read(sentence)).toEqual([moment]);
});

test.each([
  ['It was 12 at 02:40 and 14 five minutes later.', 'at 02:45 of relative'],
  ['It was 12 at 02:40 and 14 five minutes earlier, too.', 'at 02:35 of relative'],
  ['It turned at 02:40 and was 12 for the next five minutes on.', 'between 02:40–02:45 of relative'],
  // what is almost ten minutes is nine of them at least
  ['It turned at 02:40 and was 12 for almost ten minutes on.', 'between 02:40–02:49 of relative'],
  ['In the ten minutes since 02:40 it was 12.', 'between 02:40–02:50 of relative'],
  ['In the ten minutes before 02:40 it was 12.', 'between 02:30–02:40 of relative'],
  ['In the ten minutes leading up to 02:40 it was 12.', 'between 02:30–02:40 of relative'],
])('a distance counts from the time that stands beside it: %s', (sentence, moment) => {
  expect(read(sentence)).toContain(moment);
});

test('so long before is a moment only where an item tells of then', () => {
  expect(read('It is 4 times what it was 60 min before.')).toEqual(['at 01:55 of relative']);
  expect(read('It is 4 times what it was 23 min before.')).toEqual([]);
});

test('"an hour ago" is the first value where the series does not go back as far', () => {
  const short = { ...clocks, firstMs: clocks.lastMs - 55 * minuteMs };
  const [moment] = findMoments('It was 12 an hour ago.', short, []);
  expect(moment).toMatchObject({ fromMs: short.firstMs, slackMs: 0 });
  // What it was at first was so a little later, too.
  expect(findMoments('It was 12 an hour ago.', clocks, [])[0]).toMatchObject({ slackMs: 6 * minuteMs });
});

test('only a time that is told to the second is exact, and a vague one may be off', () => {
  const of = (sentence: string) => findMoments(sentence, clocks, [])[0];
  expect(of('It was 12 at 02:43:10.')).toMatchObject({ isExact: true, slackMs: 0 });
  expect(of('It was 12 at 02:43.')).toMatchObject({ isExact: false, slackMs: 0 });
  const vague = of('It was 12 at around 02:43:10.');
  expect(vague).toMatchObject({ isExact: false });
  expect(vague?.slackMs).toBeGreaterThan(minuteMs);
});

test.each([
  'The line is "started at 02:43".',
  'What is known now:02:43 is the port.',
  'It took 20 seconds before the alert.',
])('no time is told: %s', (sentence) => {
  expect(read(sentence).filter((one) => !one.endsWith('of now'))).toEqual([]);
});

test('a time of day is that of the day nearest to the alert', () => {
  const midnightMs = Date.parse('2026-11-12T00:04:00Z');
  expect(toClockMs('23:58', midnightMs)).toBe(Date.parse('2026-11-11T23:58:00Z'));
  expect(toClockMs('00:10:30', midnightMs)).toBe(Date.parse('2026-11-12T00:10:30Z'));
  expect(toClockMs('00:02', Date.parse('2026-11-11T23:58:00Z'))).toBe(Date.parse('2026-11-12T00:02:00Z'));
  expect(toClockMs('2026-11-09T23:58', midnightMs)).toBe(Date.parse('2026-11-09T23:58:00Z'));
});
