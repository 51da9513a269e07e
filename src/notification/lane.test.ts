import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { createManualClock, settle } from '../../test/manual-clock.ts';
import { AppError } from '../domain/errors.ts';
import { createLane, type Pace } from './lane.ts';
import { decidePriority, type Priority } from './priority.ts';

function setUp(pace: Pace | null = { perSecond: 1, burst: 2 }) {
  const clock = createManualClock(1_000_000);
  const breaks: boolean[] = [];
  const lane = createLane({ notifier: 'slack', pace, clock, onBreaker: (open) => breaks.push(open) });
  const stop = new AbortController();
  const order: string[] = [];
  const enter = (name: string, priority: Priority) => {
    void lane.enter(priority, stop.signal).then((admission) => {
      order.push(admission.ok ? name : `${name} away ${admission.retryInMs}`);
    });
    return settle();
  };
  return { clock, lane, order, enter, stop, breaks };
}

test('a burst goes through at once, then one a second', async () => {
  const { clock, enter, order } = setUp();
  for (const name of ['a', 'b', 'c', 'd']) await enter(name, 'critical');
  expect(order).toEqual(['a', 'b']);
  clock.advance(1000);
  await settle();
  expect(order).toEqual(['a', 'b', 'c']);
  clock.advance(1000);
  await settle();
  expect(order).toEqual(['a', 'b', 'c', 'd']);
});

test('without a pace nobody waits', async () => {
  const { enter, order } = setUp(null);
  for (let index = 0; index < 50; index += 1) await enter(`${index}`, 'edit');
  expect(order).toHaveLength(50);
});

test('a page goes before what is over, and edits are sent away while the channel is full', async () => {
  const { clock, enter, order } = setUp({ perSecond: 1, burst: 1 });
  await enter('first', 'new');
  await enter('edit', 'edit');
  await enter('over', 'resolved');
  await enter('page', 'critical');
  expect(order).toEqual(['first', 'edit away 1000']);
  clock.advance(1000);
  await settle();
  expect(order.at(-1)).toBe('page');
  clock.advance(1000);
  await settle();
  expect(order.at(-1)).toBe('over');
});

test('those who are sent away come back one after the other, and at the latest after 30 s', async () => {
  const { enter, order } = setUp({ perSecond: 1, burst: 1 });
  await enter('first', 'new');
  for (let index = 0; index < 60; index += 1) await enter('e', 'edit');
  expect(order.slice(1, 4)).toEqual(['e away 1000', 'e away 2000', 'e away 3000']);
  expect(order.at(-1)).toBe('e away 30000');
});

test('only so many wait inside, so that places of the scheduler stay free', async () => {
  const { enter, order } = setUp({ perSecond: 1, burst: 1 });
  await enter('first', 'critical');
  for (let index = 0; index < 6; index += 1) await enter('page', 'critical');
  expect(order.filter((text) => text.includes('away'))).toHaveLength(2);
});

test('a stop sends away who waits', async () => {
  const { enter, order, stop } = setUp({ perSecond: 1, burst: 1 });
  await enter('first', 'critical');
  await enter('second', 'critical');
  stop.abort();
  await settle();
  expect(order).toEqual(['first', 'second away 1000']);
});

test('a clock that is set back does not stop the lane', async () => {
  const { clock, enter, order } = setUp({ perSecond: 1, burst: 1 });
  await enter('a', 'critical');
  clock.advance(-86_400_000);
  await enter('b', 'critical');
  clock.advance(1000);
  await settle();
  expect(order).toEqual(['a', 'b']);
});

test('a vendor that is down is left alone after five failures, and the lane says when to come again', async () => {
  const { lane, breaks } = setUp();
  let calls = 0;
  const down = () => {
    calls += 1;
    return Promise.reject(new AppError({ code: 'notifier_unreachable', message: 'down' }));
  };
  for (let index = 0; index < 5; index += 1)
    await expect(lane.call(down)).rejects.toMatchObject({ message: 'down' });
  await expect(lane.call(down)).rejects.toMatchObject({ code: 'notifier_unreachable', retryAfterMs: 10_000 });
  expect([calls, breaks]).toEqual([5, [true]]);
});

test('a vendor that dislikes messages is not down', async () => {
  const { lane } = setUp();
  const refuse = () => Promise.reject(new AppError({ code: 'notifier_rejected', message: 'no' }));
  for (let index = 0; index < 9; index += 1)
    await expect(lane.call(refuse)).rejects.toMatchObject({ message: 'no' });
});

test.each([
  ['firing', 'critical', false, 'critical'],
  ['firing', 'warning', false, 'new'],
  ['firing', 'critical', true, 'edit'],
  ['resolved', 'critical', true, 'resolved'],
  ['resolved', 'warning', false, 'new'],
] as const)('%s %s, shown before: %s → %s', (state, severity, shownBefore, priority) => {
  expect(decidePriority({ state, severity }, { shownBefore })).toBe(priority);
});

test('who has been let in does not listen for a stop any more, and who still waits does', async () => {
  const { clock, enter, stop } = setUp({ perSecond: 1, burst: 1 });
  for (const name of ['a', 'b', 'c']) await enter(name, 'critical');
  expect(getEventListeners(stop.signal, 'abort')).toHaveLength(2);
  clock.advance(2000);
  await settle();
  expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
});
