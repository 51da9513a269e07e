import { describe, expect, test } from 'vitest';
import { failsInOthers } from './running-versions.ts';

const release = { service: 'cart', version: 'v8' };

function ask(...counts: readonly (readonly [version: string, count: number])[]) {
  return failsInOthers(release, new Map([['cart', new Map(counts)]]));
}

describe('whether other versions fail as well', () => {
  test.each([
    ['the new one alone', [['v8', 40]], false],
    [
      'hardly another',
      [
        ['v8', 40],
        ['v7', 2],
      ],
      false,
    ],
    [
      'both',
      [
        ['v8', 40],
        ['v7', 9],
      ],
      true,
    ],
    [
      'too few lines to tell',
      [
        ['v8', 2],
        ['v7', 2],
      ],
      null,
    ],
    [
      'none is that of the release',
      [
        ['v6', 20],
        ['v7', 20],
      ],
      null,
    ],
  ] as const)('%s', (_, counts, expected) => {
    expect(ask(...counts)).toBe(expected);
  });

  test('nothing is known of a service whose lines tell no version', () => {
    expect(failsInOthers({ service: 'mailer', version: 'v8' }, new Map())).toBeNull();
  });
});
