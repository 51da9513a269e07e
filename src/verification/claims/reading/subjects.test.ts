import { describe, expect, test } from 'vitest';
import { createAsker } from '../../../../test/planted/ask-in-world.ts';
import { series } from '../../../../test/planted/worlds/sketch.ts';
import { thumbnails } from '../../../../test/planted/worlds/thumbnails.ts';
import type { Labels } from '../../../domain/labels.ts';
import { createGrounds } from '../grounds.ts';
import {
  conflicts,
  type Directory,
  findNames,
  type Item,
  isCalledByMetric,
  isLimitSeries,
  isOtherQuantile,
  isReadable,
  isSameRoot,
  listTitleNames,
  measureFit,
  metricOf,
  pickFitting,
  toItem,
  toRoots,
} from './subjects.ts';

const ask = createAsker(thumbnails);

function itemOf(id: string): Item {
  const [item] = ask('', id).reading.items;
  if (item === undefined) throw new Error(`no item ${id}`);
  return item;
}

function toSeries(title: string, labels: Labels = {}): Item {
  const [ground] = createGrounds([
    series({
      id: 'E2',
      title,
      unit: 'none',
      labels,
      corners: [
        [-60, 1],
        [9, 2],
      ],
    }),
  ]).all;
  if (ground === undefined) throw new Error('no ground');
  return toItem(ground);
}

const directory: Directory = {
  names: [
    { name: 'db', family: 'service', said: ['db'] },
    { name: 'db-1', family: 'pod', said: ['db-1'] },
    { name: 'web-7d9c4-x2kq9', family: 'pod', said: ['web-7d9c4-x2kq9', 'x2kq9'] },
    { name: '/var', family: 'mount', said: ['/var'] },
  ],
};
const namesIn = (text: string): readonly string[] => findNames(text, directory).map(({ name }) => name);

describe('words as they are compared', () => {
  test.each([
    ['waiting queries', ['wait', 'quer']],
    ['queries of a query', ['quer']],
    ['dropped', ['drop']],
    ['jobsWaiting', ['job', 'wait']],
    ['fail-over', ['fail', 'failov']],
  ])('%s', (text, roots) => {
    expect(toRoots(text)).toEqual(expect.arrayContaining(roots));
  });

  test.each([
    ['connect', 'connection', true],
    ['wait', 'waiter', true],
    ['log', 'logs', true],
    ['log', 'logistics', false],
    ['cat', 'cart', false],
  ])('%s and %s', (a, b, isSame) => {
    expect(isSameRoot(a, b)).toBe(isSame);
    expect(isSameRoot(b, a)).toBe(isSame);
  });
});

describe('what tells an item from others of its kind', () => {
  test('labels of one family are of one kind, and a port is none of a host', () => {
    const item = toSeries('up', { node: 'Store-2:9100', app: 'store', severity: 'page', queue: '' });
    expect(item.labels).toEqual([
      ['host', 'store-2'],
      ['service', 'store'],
    ]);
  });

  test('a title tells labels, too', () => {
    expect(toSeries('log_bytes{service="checkout"}').labels).toEqual([['service', 'checkout']]);
  });

  test('a label in plain words that names no thing says what is measured', () => {
    expect(toSeries('sessions', { wait: 'idle in transaction' }).stems).toEqual(
      expect.arrayContaining([...toRoots('idle transaction')]),
    );
  });
});

describe('the names in a text', () => {
  test.each([
    ['db-1 and db are slow', ['db', 'db-1']],
    // of two that overlap the longer one
    ['db-1 is slow', ['db-1']],
    // by the short name that people give it
    ['pod x2kq9 restarted', ['web-7d9c4-x2kq9']],
    ['dbase is none', []],
    ['DB is full', ['db']],
  ])('%s', (text, names) => {
    expect(namesIn(text).toSorted()).toEqual([...names].toSorted());
  });

  test('stand where they are', () => {
    expect(findNames('the slow db', directory).map(({ at }) => at)).toEqual([9]);
  });
});

describe('an item is about another thing than the one that is named', () => {
  const named = (name: string, family: string): Parameters<typeof conflicts>[1] => [{ name, family, at: 0 }];
  test.each([
    ['of the same kind', named('b', 'service'), true],
    ['the same thing', named('a', 'service'), false],
    ['of another kind', named('b', 'pod'), false],
    ['one of two that are named', [...named('b', 'service'), ...named('a', 'service')], false],
  ])('%s', (_, names, isSo) => {
    expect(conflicts(toSeries('up', { service: 'a' }), names)).toBe(isSo);
  });

  test('a pod is of its workload, but a file system is not the one that it lies in', () => {
    expect(conflicts(toSeries('up', { pod: 'web-1' }), named('web', 'pod'))).toBe(false);
    expect(conflicts(toSeries('up', { mountpoint: '/var/log' }), named('/var', 'mount'))).toBe(true);
  });
});

test.each([
  ['latency_p99', {}, 'the p99 rose', false],
  ['latency_p99', {}, 'the p90 rose', true],
  ['latency_p99', {}, 'the 99th percentile rose', false],
  ['latency_p99', {}, 'the median rose', true],
  ['latency', { quantile: '0.5' }, 'the median rose', false],
  ['latency', {}, 'the p90 rose', false],
  ['latency_p99', {}, 'it rose', false],
])('%s %o: %s', (title, labels, text, isOther) => {
  expect(isOtherQuantile(toSeries(title, labels), text)).toBe(isOther);
});

describe('how much a text speaks of an item', () => {
  const speaksOf = (text: string, id: string): number =>
    measureFit(text, itemOf(id), ask(text, id).reading.phrases[0]?.named ?? []);
  test.each([
    ['the jobs that are completed', 'E4', 'E3'],
    ['preview_jobs_waiting', 'E2', 'E4'],
    ['the memory of preview-worker-0', 'E5', 'E6'],
    ['the decode warnings that were logged', 'E14', 'E15'],
    ['what Ana Duarte did', 'E11', 'E13'],
    ['the release 6.4.0', 'E11', 'E12'],
    // a threshold is one of what has one
    ['the threshold of the jobs', 'E2', 'E4'],
  ])('%s: %s rather than %s', (text, own, other) => {
    expect(speaksOf(text, own)).toBeGreaterThan(speaksOf(text, other));
  });

  test('a name is no word of what is measured', () => {
    expect(
      measureFit('preview-worker', { ...itemOf('E4'), labels: [] }, [
        { name: 'preview-worker', family: 'service', at: 0 },
      ]),
    ).toBe(0);
  });

  test('codes that an item tells of, too', () => {
    const [of429, of503] = [toSeries('answers_429'), toSeries('answers_503')];
    expect(measureFit('many 429s', of429, [])).toBeGreaterThan(measureFit('many 429s', of503, []));
  });
});

test('those are meant that fit best, and hardly worse ones', () => {
  const [a, b, c] = ['E2', 'E3', 'E4'].map(itemOf);
  if (a === undefined || b === undefined || c === undefined) throw new Error('no items');
  const pick = (...fits: readonly [number, number, number]): readonly string[] =>
    pickFitting([a, b, c].map((item, index) => ({ item, fit: fits[index] ?? 0 }))).map(
      ({ ground }) => ground.id,
    );
  expect(pick(3, 2.3, 1)).toEqual(['E2', 'E3']);
  expect(pick(0.9, 0.8, 0)).toEqual([]);
  expect(pick(1, 0, 1)).toEqual(['E2', 'E4']);
});

test.each([
  ['http_requests_total{service="a"}', 'http_requests_total'],
  ['job:errors:rate5m', null],
  ['node_load:avg_5m', 'node_load:avg_5m'],
  ['requests', null],
])('the metric of %s', (title, metric) => {
  expect(metricOf(toSeries(title))).toBe(metric);
});

test('a metric that is written out is this one', () => {
  expect(isCalledByMetric(itemOf('E2'), 'the preview_jobs_waiting grew')).toBe(true);
  expect(isCalledByMetric(itemOf('E2'), 'the preview jobs waiting grew')).toBe(false);
  expect(isCalledByMetric(itemOf('E2'), 'preview_jobs_waiting_total grew')).toBe(false);
});

test('limits, quotas and capacities are measured themselves', () => {
  expect(isLimitSeries(toSeries('container_memory_limit_mb'))).toBe(true);
  expect(isLimitSeries(toSeries('container_memory_rss_mb'))).toBe(false);
});

test('what a text item says is not for reading to tell', () => {
  expect(['E2', 'E11', 'E14'].map((id) => isReadable(itemOf(id)))).toEqual([true, true, true]);
  const text = { ...itemOf('E14'), ground: { ...itemOf('E14').ground, facts: [] } };
  expect(isReadable(text)).toBe(false);
});

test('versions and numbers are what a change is called by', () => {
  expect(listTitleNames('mail-sender 2.19.3 (CHG-412)')).toEqual(['2.19.3', 'CHG-412']);
  expect(listTitleNames('preview-worker replicas')).toEqual([]);
});
