import { expect, test } from 'vitest';
import { createManualClock } from '../../test/manual-clock.ts';
import { createGiveWay } from './give-way.ts';

function setUp() {
  const clock = createManualClock(1_000_000);
  const giveWay = createGiveWay(clock);
  const note = (count: number) => {
    for (let index = 0; index < count; index += 1) giveWay.noteIntake();
  };
  return { clock, giveWay, note, nowMs: clock.now() };
}

test('a few alerts hold nothing up', () => {
  const { giveWay, note, nowMs } = setUp();
  note(9);
  expect(giveWay.mustWait(nowMs)).toBe(false);
});

test('while many come in analyses wait, and go on when it is quiet', () => {
  const { clock, giveWay, note, nowMs } = setUp();
  note(50);
  expect(giveWay.mustWait(nowMs)).toBe(true);
  clock.advance(600);
  expect(giveWay.mustWait(nowMs)).toBe(true);
  clock.advance(600);
  expect(giveWay.mustWait(nowMs)).toBe(false);
});

test('nobody waits for longer than 30 s', () => {
  const { clock, giveWay, note, nowMs } = setUp();
  for (let second = 0; second < 30; second += 1) {
    note(50);
    expect(giveWay.mustWait(nowMs)).toBe(true);
    clock.advance(1000);
  }
  note(50);
  expect(giveWay.mustWait(nowMs)).toBe(false);
  expect(giveWay.mustWait(clock.now() - 1000)).toBe(true);
});

test('a clock that is set back holds nothing up', () => {
  const { clock, giveWay, note, nowMs } = setUp();
  note(50);
  clock.advance(-86_400_000);
  note(50);
  expect(giveWay.mustWait(nowMs)).toBe(false);
});
