import { expect, test } from 'vitest';
import { createAsker } from '../../../../test/planted/ask-in-world.ts';
import { mesh } from '../../../../test/planted/worlds/mesh.ts';
import { judgeCarriers } from './judge-carrier.ts';

const ask = createAsker(mesh);

/** What is ruled: true, or what the evidence has instead. */
function rule(sentence: string, ...cited: readonly string[]): readonly (string | boolean | null)[] {
  return judgeCarriers(ask(sentence, ...cited)).map(({ ruling }) =>
    ruling.holds === false ? (ruling.actual ?? false) : ruling.holds !== 'silent',
  );
}

test.each<[string, readonly string[], readonly (string | boolean)[]]>([
  ['r2232 introduced the call of GetQuantity.', ['E12', 'E13'], [false]],
  ['r2231 introduced the call of GetQuantity.', ['E12', 'E13'], []],
  ['r2232 did not introduce GetQuantity.', ['E12', 'E13'], []],
  ["omar.said's commit changed GetQuantity.", ['E14', 'E15'], [false]],
  ['The commit took GetQuantity out of the loop.', ['E14'], ['the diff adds it']],
  ['The commit added StockFlags.', ['E14'], ['the diff removes it']],
  ['The commit took StockFlags out and put GetQuantity in.', ['E14'], []],
  ['The commit added GetQuantity.', ['E14'], []],
  ['omar.said switched order_bulk_lookup from off to on.', ['E16'], ['order_bulk_lookup on → off']],
  ['omar.said switched order_bulk_lookup from on to off.', ['E16'], []],
  ['Once order_bulk_lookup is enabled again, stock-api gets fewer calls.', ['E16'], []],
  [
    'The commit stopped showing the quantity in stock for each line of an order.',
    ['E14'],
    ['"feat: show quantity in stock for each line of an order"'],
  ],
  ['r2232 introduced the call of GetQuantity.', ['E3'], []],
])('which change did what: %s', (sentence, cited, rulings) => {
  expect(rule(sentence, ...cited)).toEqual(rulings);
});
