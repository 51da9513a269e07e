import { describe, expect, test } from 'vitest';
import { parseDiffLines } from '../diff/diff-lines.ts';
import { toFlipDiff } from './flag-guards.ts';
import { toFlagName } from './flag-name.ts';

/** What becomes of the running code when `cart-tiers` is turned on: the lines that come and go, by their signs. */
function turn(lines: readonly string[], target: 'on' | 'off' = 'on'): readonly string[] | null {
  const diff = `--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@ func f() {\n${lines.join('\n')}\n`;
  const flip = { names: [toFlagName('cart-tiers')], mode: null };
  const found = toFlipDiff(parseDiffLines(diff, []), flip, target);
  if (found === null) return null;
  const touched = found.split('\n').filter((line) => /^[+-](?![+-])/.test(line));
  return touched.map((line) => `${line.charAt(0)}${line.slice(1).trim().replace(/;$/, '')}`);
}

describe('behind a flag that is turned on comes', () => {
  test.each<readonly [string, ...string[]]>([
    ['a block, in Go', '+if flags.Enabled("cart-tiers") {', '+\tprice()', '+}'],
    ['a block, in TypeScript', '+if (await flags.enabled("cart.tiers", user)) {', '+  price();', '+}'],
    ['a block, in Python', '+if settings.CART_TIERS_ENABLED:', '+    price()'],
    ['a block, in Ruby', '+if Flipper.enabled?(:cart_tiers) || flag("cart_tiers")', '+  price()', '+end'],
    ['a block, in Java', '+if (toggles.isActive("cart-tiers")) {', '+  price();', '+}'],
    [
      'what is left when it is asked for the contrary',
      '+if (!flags.cartTiers) {',
      '+  return;',
      '+}',
      '+price();',
    ],
    ['the else of the contrary', '+if not flags.cart_tiers:', '+    pass', '+else:', '+    price()'],
    ['one line', '+if (flags.cartTiers) price();'],
    [
      'what a variable decides that is made of it',
      '+const tiers = flags.get("cart-tiers");',
      '+if (tiers) {',
      '+  price();',
      '+}',
    ],
    [
      'what a function decides that returns it',
      '+function tiersOn() {',
      '+  return flags.get("cart-tiers");',
      '+}',
      '+if (tiersOn()) {',
      '+  price();',
      '+}',
    ],
    ['a template', '+{{ if .Values.cartTiers }}', '+price()', '+{{ end }}'],
    [
      'what is annotated with it',
      '+@ConditionalOnProperty("cart-tiers")',
      '+void tiers() {',
      '+  price();',
      '+}',
    ],
  ])('%s', (_, ...lines) => {
    const found = turn(lines)?.filter((line) => line.includes('price()'));
    expect(found).toHaveLength(1);
    expect(found?.[0]).toMatch(/^\+/);
  });

  test('one branch of a choice, and the other goes', () => {
    expect(turn(['+const fee = flags.cartTiers ? ask(id) : 0;'])).toEqual([
      '-const fee = 0',
      '+const fee = ask(id)',
    ]);
    expect(turn(['+fee = ask(id) if flags.cart_tiers else 0'])).toEqual(['-fee = 0', '+fee = ask(id)']);
    expect(turn(['+const fee = !flags.cartTiers ? 0 : ask(id);'])).toEqual([
      '-const fee = 0',
      '+const fee = ask(id)',
    ]);
  });

  test('a function that is called only from there', () => {
    const called = turn([
      '+function price() {',
      '+  ask();',
      '+}',
      '+if (flags.cartTiers) {',
      '+  price();',
      '+}',
    ]);
    expect(called).toContain('+ask()');
    const alsoElsewhere = turn([
      '+function price() {',
      '+  ask();',
      '+}',
      '+if (flags.cartTiers) {',
      '+  price();',
      '+}',
      '+price();',
    ]);
    expect(alsoElsewhere).not.toContain('+ask()');
  });
});

test('what stands behind the contrary goes', () => {
  const lines = ['+if (flags.cartTiers) {', '+  ask();', '+} else {', '+  cached();', '+}'];
  expect(turn(lines)).toEqual(['+ask()', '-cached()']);
  expect(turn(lines, 'off')).toEqual(['-ask()', '+cached()']);
});

test('of code that was there before the change, what the flag now decides on counts too', () => {
  expect(turn(['+if (flags.cartTiers) {', '   ask();', '+}'])).toEqual(['+ask()']);
});

describe('nothing stands behind the flag', () => {
  test.each<readonly [string, ...string[]]>([
    ['of another name', '+if (flags.cartBanner) {', '+  price();', '+}'],
    ['that is only told of', '+log.info("cart-tiers");', '+price();'],
    ['that is no longer asked for', '-if (flags.cartTiers) {', '-  price();', '-}', '+price();'],
  ])('%s', (_, ...lines) => {
    expect(turn(lines)).toBeNull();
  });
});
