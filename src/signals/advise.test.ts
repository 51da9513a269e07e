import { describe, expect, test } from 'vitest';
import type { RankedChange } from '../domain/diagnosis.ts';
import { adviseRelief, adviseUndoing } from './advise.ts';

const trigger = { name: 'deploy cart v7', text: '', shorts: [], evidence: ['E3'] };

function advise(kind: string, effect: string | null): readonly string[] {
  const change: RankedChange = {
    ...{ key: 'c:1', id: 'd-1', kind, service: 'cart', timeMs: 0, score: 0.9 },
    ...{ effect, reason: 'it fits', support: [] },
  };
  const steps = adviseUndoing(change, trigger);
  expect(steps.every(({ command, evidence }) => command === null && evidence.includes('E3'))).toBe(true);
  return steps.map(({ text }) => text);
}

describe('what a person would do first', () => {
  test.each([
    ['deploy', null, 'roll back deploy cart v7'],
    ['deploy', 'removed a check: if order == nil', 'roll back deploy cart v7'],
    ['deploy', 'changed MaxConns 32 → 8', 'roll back deploy cart v7, or set MaxConns back to 32'],
    ['deploy', 'changed ttl 15 * time.Minute → 15 * time.Second', 'or set ttl back to 15 * time.Minute'],
    ['config', 'changed read_timeout_ms 3000 → 700', ', set read_timeout_ms back to 3000'],
    [
      'deploy',
      'turns on cart.tiers, behind which 4a3608ed calls inside a loop: one()',
      'turn cart.tiers off again',
    ],
    ['flag', 'turns off cart.cache, without which 4a3608ed asks the database', 'turn cart.cache on again'],
    ['flag', 'raises cart.tiers from 10 to 50, behind which 4a calls', 'set cart.tiers back to 10'],
    ['flag', null, 'turn deploy cart v7 back'],
    ['migration', 'drops an index: DROP INDEX orders_by_day', 'create the index again'],
    ['migration', 'changed the schema: ALTER TABLE orders', 'before deploy cart v7 is rolled back'],
  ])('of a %s that %s', (kind, effect, expected) => {
    const [first, ...rest] = advise(kind, effect);
    expect(first).toMatch(/^If this is the cause, .*\.$/);
    expect(first).toContain(expected);
    expect(rest).toEqual([]);
  });

  test('of what fills up again is to start anew, which gains time and no more', () => {
    const texts = advise('deploy', 'opens something without closing it: open(path)');
    expect(texts[1]).toBe('Until then a restart of cart gains time: it fills up again.');
  });
});

describe('where no change did it', () => {
  test.each([
    ['certificate_expired', 'renew the certificate'],
    ['one_input', 'set that one input aside'],
    ['traffic_surge', 'add capacity'],
  ])('what helps against %s', (kind, expected) => {
    const [step] = adviseRelief(kind, ['E4']);
    expect(step?.text).toMatch(new RegExp(`^If this is the cause, ${expected}.*\\.$`));
    expect(step).toMatchObject({ evidence: ['E4'], command: null });
  });

  test('nothing is advised against what nobody knows', () => {
    expect(adviseRelief('solar_flare', ['E4'])).toEqual([]);
    expect(adviseRelief(null, [])).toEqual([]);
  });
});
