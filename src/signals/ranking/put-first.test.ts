import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../domain/diagnosis.ts';
import { putFirst } from './put-first.ts';

function candidate(
  service: string,
  score: number,
  minute: number | null,
  metric: string | null = 'latency',
): Candidate {
  return {
    ...{ service, score, metric, kind: 'latency', reached: null, reason: 'it is slow.', support: [] },
    onsetMs: minute === null ? null : minute * 60_000,
  };
}

const order = (...given: readonly Candidate[]): readonly string[] =>
  putFirst(given).map(({ service }) => service);

describe('of services that are equally suspect', () => {
  test('the one that plainly began earlier comes first, the earliest of several', () => {
    expect(order(candidate('b', 0.84, 12), candidate('a', 0.83, 6))).toEqual(['a', 'b']);
    expect(order(candidate('c', 0.84, 12), candidate('b', 0.83, 8), candidate('a', 0.825, 5))).toEqual([
      'a',
      'c',
      'b',
    ]);
  });

  test('it is as suspect as the one before which it is put', () => {
    expect(putFirst([candidate('b', 0.84, 12), candidate('a', 0.83, 6)])[0]?.score).toBe(0.84);
  });
});

describe('the order of the scores stays', () => {
  test.each<readonly [string, first: Candidate, second: Candidate]>([
    ['where one is less suspect', candidate('b', 0.84, 12), candidate('a', 0.7, 2)],
    ['where sampling may have swapped them', candidate('b', 0.84, 12), candidate('a', 0.83, 10)],
    ['where it began later', candidate('b', 0.84, 6), candidate('a', 0.83, 12)],
    ['where nobody knows when', candidate('b', 0.84, 12), candidate('a', 0.83, null)],
    ['where only a line tells when', candidate('b', 0.84, 12), candidate('a', 0.83, 6, null)],
    ['where the first is told by a line', candidate('b', 0.84, 12, null), candidate('a', 0.83, 6)],
  ])('%s', (_, first, second) => {
    expect(order(first, second)).toEqual(['b', 'a']);
  });

  test('where there is none', () => {
    expect(putFirst([])).toEqual([]);
  });
});
