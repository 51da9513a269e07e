import { describe, expect, test } from 'vitest';
import type { ObservedChange } from '../../../domain/observation.ts';
import { readFlagFlips } from './flag-flips.ts';
import { toFlagName } from './flag-name.ts';

const base = { key: 'c', id: 'c1', timeMs: 0, service: null, version: null, author: null, summary: null };

function flips(file: string, ...lines: readonly string[]) {
  const diff = `--- a/${file}\n+++ b/${file}\n@@ -1,9 +1,9 @@\n${lines.join('\n')}\n`;
  const change: ObservedChange = { ...base, kind: 'commit', files: [file], diff };
  return readFlagFlips(change).map(({ name, from, to, isOn }) => ({ name, from, to, isOn }));
}

function told(summary: string, given: Partial<ObservedChange> = {}) {
  return readFlagFlips({ ...base, kind: 'flag', id: 'cart-tiers', files: [], diff: null, summary, ...given });
}

const on = (name: string) => [{ name, from: 0, to: 100, isOn: true }];

describe('a flag that a file turns', () => {
  test.each<readonly [string, string, ...string[]]>([
    ['YAML, by its own key', 'flags.yaml', ' flags:', '-  cart_tiers: false', '+  cart_tiers: true'],
    ['YAML, by a key below it', 'flags.yaml', ' cart_tiers:', '-  enabled: false', '+  enabled: true'],
    ['YAML, in a list of names', 'flags.yaml', ' - name: cart_tiers', '-  enabled: off', '+  enabled: on'],
    [
      'YAML, its name behind its state',
      'flags.yaml',
      ' -',
      '-  enabled: off',
      '+  enabled: on',
      '   name: cart_tiers',
    ],
    ['JSON', 'flags.json', ' "cart_tiers": {', '-  "enabled": false', '+  "enabled": true', ' }'],
    [
      'JSON in one line',
      'flags.json',
      '-"cart_tiers": { "enabled": false }',
      '+"cart_tiers": { "enabled": true }',
    ],
    ['TOML', 'flags.toml', ' [cart_tiers]', '-enabled = false', '+enabled = true'],
    [
      'HCL',
      'flags.tf',
      ' resource "launchdarkly_flag" "cart_tiers" {',
      '-  enabled = false',
      '+  enabled = true',
      ' }',
    ],
    ['the environment', 'prod.env', '-cart_tiers=0', '+cart_tiers=1'],
    ['code that defines it', 'flags.ts', "-define('cart_tiers', false);", "+define('cart_tiers', true);"],
  ])('%s', (_, file, ...lines) => {
    expect(flips(file, ...lines)).toEqual(on('cart_tiers'));
  });

  test('is lowered, or turned off by a key that says the contrary', () => {
    expect(flips('f.yaml', ' cart_tiers:', '-  rollout: 80', '+  rollout: 20')).toEqual([
      { name: 'cart_tiers', from: 80, to: 20, isOn: false },
    ]);
    expect(flips('f.yaml', ' cart_tiers:', '-  disabled: false', '+  disabled: true')).toEqual([
      { name: 'cart_tiers', from: 100, to: 0, isOn: false },
    ]);
  });

  test('counts by how much of the larger share is new', () => {
    const shareOf = (before: string, after: string) =>
      readFlagFlips({
        ...{ ...base, kind: 'commit', files: ['f.yaml'] },
        diff: `--- a/f.yaml\n+++ b/f.yaml\n@@ -1 +1 @@\n tiers_v2:\n${before}\n${after}\n`,
      })[0]?.share;
    expect(shareOf('-  rollout: 10', '+  rollout: 50')).toBeCloseTo(0.8);
    expect(shareOf('-  rollout: 50', '+  rollout: 60')).toBeCloseTo(1 / 6);
  });

  test('is each of several in one diff, and none that stands unchanged', () => {
    const found = flips(
      'f.yaml',
      ' a_flag:',
      '-  on: false',
      '+  on: true',
      ' b_flag:',
      '   on: true',
      ' c_flag:',
      '-  on: true',
      '+  on: false',
    );
    expect(found.map(({ name, isOn }) => [name, isOn])).toEqual([
      ['a_flag', true],
      ['c_flag', false],
    ]);
  });
});

describe('no flag is turned by', () => {
  test.each<readonly [string, string, ...string[]]>([
    ['an amount', 'values.yaml', '-  pool_size: 40', '+  pool_size: 20'],
    ['a time', 'values.yaml', '-  request_timeout: 30', '+  request_timeout: 20'],
    ['a number with a fraction', 'values.yaml', '-  factor: 0.5', '+  factor: 0.7'],
    ['another environment', 'flags.yaml', ' staging:', '-  cart_tiers: false', '+  cart_tiers: true'],
    ['a test', 'flags_test.yaml', '-  cart_tiers: false', '+  cart_tiers: true'],
    ['the same in other words', 'flags.yaml', '-  cart_tiers: true', '+  cart_tiers: on'],
    ['a flag that comes turned off', 'flags.yaml', '+  cart_tiers: false'],
    ['text', 'flags.yaml', '-  owner: cart', '+  owner: basket'],
  ])('%s', (_, file, ...lines) => {
    expect(flips(file, ...lines).filter(({ from, to }) => from !== null || to !== 100)).toEqual([]);
  });
});

describe('a flag that an event turns', () => {
  test.each([
    ['off->on', 0, 100],
    ['on → off', 100, 0],
    ['from 10% to 50%', 10, 50],
    ['0 => 1', 0, 100],
    ['turned on for everybody', 0, 100],
    ['rolled out to 25%', null, 25],
    ['killed', 100, 0],
    ['rolled back', 100, 0],
  ])('"%s"', (summary, from, to) => {
    expect(told(summary)).toMatchObject([{ name: 'cart-tiers', from, to }]);
  });

  test.each(['staging: off->on', 'changed its owner', ''])('is none where it says "%s"', (summary) => {
    expect(told(summary)).toEqual([]);
  });

  test('is none of a deploy, and has the names that its words give it', () => {
    expect(told('off->on', { kind: 'deploy' })).toEqual([]);
    expect(told('cart.tierDiscounts off->on')[0]?.names).toContainEqual(toFlagName('cart.tierDiscounts'));
  });
});
