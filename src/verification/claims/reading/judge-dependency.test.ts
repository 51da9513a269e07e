import { expect, test } from 'vitest';
import { createAsker } from '../../../../test/planted/ask-in-world.ts';
import { mesh } from '../../../../test/planted/worlds/mesh.ts';
import { judgeDependencies } from './judge-dependency.ts';

const ask = createAsker(mesh);

/** What is ruled: true, or what the evidence has instead. */
function rule(sentence: string, ...cited: readonly string[]): readonly (string | boolean | null)[] {
  return judgeDependencies(ask(sentence, ...cited)).map(({ ruling }) =>
    ruling.holds === false ? (ruling.actual ?? false) : ruling.holds !== 'silent',
  );
}

test.each<[string, readonly string[], readonly (string | boolean)[]]>([
  ['order-api depends on stock-api.', ['E2'], [true]],
  ['order-api waits for price-api.', ['E2'], [true]],
  ['stock-api is called by order-api.', ['E2'], [true]],
  ['stock-api, on which order-api depends, is slow.', ['E2'], [true]],
  ['order-api sits in front of stock-api.', ['E2'], [true]],
  ['Callers of stock-api such as depot-sync are slow.', ['E2'], [true]],
  ['order-api depends on stock-api and price-api.', ['E2'], [true, true]],
  ['order-api and depot-sync both depend on stock-api.', ['E2'], [true, true]],
  ['edge-proxy reaches stock-api over shop-web.', ['E2'], [true]],
])('as the topology has it: %s', (sentence, cited, rulings) => {
  expect(rule(sentence, ...cited)).toEqual(rulings);
});

test.each<[string, readonly string[], readonly (string | boolean)[]]>([
  ['stock-api depends on order-api.', ['E2'], ['order-api depends on stock-api']],
  ['order-api is called by stock-api.', ['E2'], ['order-api depends on stock-api']],
  ['order-api does not depend on stock-api.', ['E2'], ['order-api depends on stock-api']],
  ['stock-api depends on price-api.', ['E2'], ['no such dependency is known']],
  ['order-api depends on nothing.', ['E2'], ['stock-api, price-api']],
  ['Nothing depends on stock-api.', ['E2'], ['order-api, depot-sync']],
  ['stock-api depends on order-api.', ['E4'], ['order-api depends on stock-api']],
])('otherwise than the topology has it: %s', (sentence, cited, rulings) => {
  expect(rule(sentence, ...cited)).toEqual(rulings);
});

test.each<[string, readonly string[], readonly (string | boolean)[]]>([
  ['price-api may depend on order-api.', ['E2'], []],
  ['It is not known whether stock-api depends on order-api.', ['E2'], []],
  ['order-api and its upstream stock-api are slow.', ['E2'], []],
  ['price-api depends on depot-sync.', ['E2'], []],
])('what is unsure, or told by halves: %s', (sentence, cited, rulings) => {
  expect(rule(sentence, ...cited)).toEqual(rulings);
});

test('a list ends with what the next clause is about', () => {
  expect(rule('order-api depends on price-api and shop-web is slow.', 'E2')).toEqual([true]);
});

test('what other evidence tells of both may be so', () => {
  const told = createAsker(
    mesh.map((item) =>
      item.id === 'E11' ? { ...item, title: 'stock-api asks price-api for prices' } : item,
    ),
  );
  expect(judgeDependencies(told('stock-api depends on price-api.', 'E2'))).toEqual([]);
});
