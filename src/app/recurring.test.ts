import { expect, test } from 'vitest';
import { createManualClock } from '../../test/manual-clock.ts';
import type { Scheduler } from '../scheduling/scheduler.ts';
import { startRecurring } from './recurring.ts';

test('work is asked for in time, whoever does it, until the end', () => {
  const clock = createManualClock();
  const asked: string[] = [];
  const scheduler = {
    request: ({ kind }) => void asked.push(`${kind} ${clock.now()}`),
  } as Partial<Scheduler>;
  const recurring = startRecurring({ scheduler: scheduler as Scheduler, clock }, [
    { kind: 'often', firstAfterMs: 0, everyMs: () => 5 },
    { kind: 'late', firstAfterMs: 8, everyMs: () => 100 },
  ]);
  clock.advance(12);
  expect(asked).toEqual(['often 0', 'often 5', 'late 8', 'often 10']);
  recurring.stop();
  clock.advance(1000);
  expect(asked).toHaveLength(4);
});
