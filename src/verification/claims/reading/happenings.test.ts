import { describe, expect, test } from 'vitest';
import { createAsker } from '../../../../test/planted/ask-in-world.ts';
import { thumbnails } from '../../../../test/planted/worlds/thumbnails.ts';
import { formatTime } from '../../../domain/time.ts';
import { toCourse } from './course.ts';
import { findArrivals, listCrossings, listHappenings, listMovements, listOnsets } from './happenings.ts';
import { readPart } from './parts.ts';
import type { Item } from './subjects.ts';

const ask = createAsker(thumbnails);

/** The times at which what a text tells of may have happened, as hours and minutes. */
function timesOf(text: string, ...ids: readonly string[]): readonly string[] {
  const { reading, library } = ask(text, ...ids);
  const part = readPart(reading, library.directory, { start: 0, end: text.length });
  return listHappenings(part, reading).map(({ ms }) => formatTime(ms).slice(11, 16));
}

function itemOf(id: string): Item {
  const item = ask('', id).reading.items[0];
  if (item === undefined) throw new Error(`no item ${id}`);
  return item;
}

function courseOf(id: string): NonNullable<Item['course']> {
  const { course } = itemOf(id);
  if (course === null) throw new Error(`${id} has no course`);
  return course;
}

const clock = (ms: number): string => formatTime(ms).slice(11, 16);

describe('when what is told happened', () => {
  test.each([
    // a series that goes through its threshold, began, was highest, came to a level
    ['preview_jobs_waiting crossed its threshold', ['E2'], '02:48'],
    ['preview_jobs_waiting began to grow', ['E2'], '02:29'],
    ['the cold reads of store-2 peaked', ['E7'], '02:44'],
    ['the cold reads of store-2 reached 1.5 s', ['E7'], '02:44'],
    ['the completed jobs fell', ['E4'], '02:29'],
    // what is over and done is where the movement ended
    ['the completed jobs had fallen', ['E4'], '02:31'],
    ['the completed jobs stopped falling', ['E4'], '02:31'],
    ['preview_jobs_waiting had come to 5000', ['E2'], '02:48'],
    ['preview-worker 6.4.0 was released', ['E11'], '02:28'],
    ['the first decode warning', ['E14'], '02:30'],
  ])('%s', (text, ids, time) => {
    expect(timesOf(text, ...ids)).toContain(time);
  });

  test('what tells of no event tells of no time', () => {
    expect(timesOf('the memory of preview-worker-0', 'E5')).toEqual([]);
  });

  test('the first line of its kind is not the one that is quoted', () => {
    const later = thumbnails.map((item) => ({
      ...item,
      facts: item.facts.map((fact) =>
        fact.name === 'line' && fact.atMs !== null ? { ...fact, atMs: fact.atMs + 300_000 } : fact,
      ),
    }));
    const told = (text: string): readonly string[] => {
      const { reading, library } = createAsker(later)(text, 'E14');
      const part = readPart(reading, library.directory, { start: 0, end: text.length });
      return listHappenings(part, reading).map(({ ms }) => clock(ms));
    };
    expect(told('the first decode warning')).toEqual(['02:30']);
    expect(told('a decode warning')).toEqual(['02:35', '02:30']);
  });

  test('a time that is told stands before all that was measured', () => {
    expect(timesOf('the completed jobs fell at 02:40', 'E4')).toEqual(['02:40']);
  });

  test('the alert happened when it started, unless another item is meant', () => {
    expect(timesOf('the alert fired', 'E4')).toEqual(['02:49']);
    expect(timesOf('the first decode warning before the alert', 'E14')).not.toContain('02:49');
  });
});

function directoryOf(id: string) {
  const { library } = ask('', id);
  const { directory } = library;
  return directory;
}

describe('the movements of a series', () => {
  test('are those that go the way that is said', () => {
    const { ways } = readPart(ask('memory rose', 'E5').reading, directoryOf('E5'), {
      start: 0,
      end: 11,
    });
    const rises = listMovements(courseOf('E5'), ways);
    expect(rises.map(({ fromMs }) => clock(fromMs))).toEqual(['02:29', '02:40']);
    expect(new Set(rises.map(({ way }) => way))).toEqual(new Set(['up']));
  });

  test('are all of them where none goes that way', () => {
    const { ways } = readPart(ask('it rose', 'E4').reading, directoryOf('E4'), {
      start: 0,
      end: 7,
    });
    expect(listMovements(courseOf('E4'), ways).map(({ way }) => way)).toEqual(['down']);
  });

  test('are none where it only trembles, beside what it did then', () => {
    const steps: readonly (readonly [minute: number, value: number])[] = [
      [0, 100],
      [20, 100],
      [21, 114],
      [40, 114],
      [41, 300],
      [60, 300],
    ];
    const points = steps.map(([minute, value]) => [minute * 60_000, value] as const);
    const course = toCourse(points);
    const movements = course === null ? [] : listMovements(course, []);
    expect(movements.map(({ fromMs }) => fromMs / 60_000)).toEqual([40]);
  });
});

test('an onset is where the item says that it has been moving, and the turn before it', () => {
  const onsets = listOnsets(itemOf('E2')).map(clock);
  expect(onsets.length).toBeGreaterThan(0);
  expect(onsets).toContain('02:29');
  expect(listOnsets(itemOf('E6'))).toEqual([]);
});

describe('a series goes through a level', () => {
  test('the first time, unless the words tell of another', () => {
    const item = itemOf('E5');
    const gibibyte = 1024 ** 3;
    const first = listCrossings(item, courseOf('E5'), gibibyte, 'memory crossed 1 GiB').map(clock);
    const all = listCrossings(item, courseOf('E5'), gibibyte, 'memory crossed 1 GiB again').map(clock);
    expect(first[0]).toBe('02:32');
    expect(all.length).toBeGreaterThan(first.length);
  });

  test('never, where it does not come there', () => {
    expect(listCrossings(itemOf('E4'), courseOf('E4'), 90, 'they crossed 90')).toEqual([]);
  });
});

test('a series arrives at a level where it goes through it or stays at it', () => {
  expect(findArrivals(courseOf('E4'), 23, 0.5).map(clock)).toEqual(['02:31']);
  expect(findArrivals(courseOf('E2'), 5000, 0.5).map(clock)).toEqual(['02:48']);
  expect(findArrivals(courseOf('E4'), 10, 0.5)).toEqual([]);
});
