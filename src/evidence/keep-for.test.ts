import { expect, test } from 'vitest';
import { createManualClock } from '../../test/manual-clock.ts';
import { keepFor } from './keep-for.ts';

const signal = new AbortController().signal;

test('a key is loaded once, and again when its time is over', async () => {
  const clock = createManualClock(0);
  const loaded: string[] = [];
  const get = keepFor(clock, 1000, (key) => {
    loaded.push(key);
    return Promise.resolve(key.toUpperCase());
  });
  expect(await Promise.all([get('a', signal), get('a', signal), get('b', signal)])).toEqual(['A', 'A', 'B']);
  clock.advance(999);
  await get('a', signal);
  expect(loaded).toEqual(['a', 'b']);
  clock.advance(1);
  await get('a', signal);
  expect(loaded).toEqual(['a', 'b', 'a']);
});

test('a failure is not kept', async () => {
  let calls = 0;
  const get = keepFor(createManualClock(0), 1000, () => {
    calls += 1;
    return calls === 1 ? Promise.reject(new Error('down')) : Promise.resolve('up');
  });
  await expect(get('', signal)).rejects.toThrow('down');
  expect(await get('', signal)).toBe('up');
});
