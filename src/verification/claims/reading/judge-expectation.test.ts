import { describe, expect, test } from 'vitest';
import { readRulings } from '../../../../test/planted/read-rulings.ts';

const orders = (sentence: string): readonly string[] =>
  readRulings(sentence, 'E2').filter((one) => one.startsWith('order'));

describe('what is expected', () => {
  test('goes back the way that it came', () => {
    expect(orders('After the rollback expect the p99 to return from 2998 to about 211.')).toEqual([
      'order 2998 to about 211: true',
    ]);
    expect(orders('The p99 of parcel-api should then fall from 2998 back to about 211.')).toEqual([
      'order 2998 back to about 211: true',
    ]);
  });

  test('does not go there again, and its words go the way of its numbers', () => {
    expect(orders('After the rollback expect the p99 to rise from 211 to 2998.')).toEqual([
      'order 211 to 2998: false',
    ]);
    expect(orders('After the rollback expect the p99 to climb from 2998 to 211.')).toEqual([
      'order 2998 to 211: false',
    ]);
  });

  test('a passage that was observed is no expectation', () => {
    expect(orders('The p99 rose from 211 to 2998, so a rollback should help.')).toEqual([]);
  });

  test('a level that will be is no observation, but it is not there yet', () => {
    expect(readRulings('After the rollback expect the p99 to fall below 400.', 'E2')).toEqual(
      expect.arrayContaining(['figure 400: silent', 'direction fall: silent']),
    );
    expect(readRulings('After the rollback expect the p99 to fall below 4000.', 'E2')).toContain(
      'figure 4000: false',
    );
  });
});
