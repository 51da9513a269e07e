import { expect, test } from 'vitest';
import { createAsker } from '../../../../test/planted/ask-in-world.ts';
import { mesh } from '../../../../test/planted/worlds/mesh.ts';
import { judgeAlerts } from './judge-alert.ts';

const ask = createAsker(mesh);

/** What is ruled: true, or what the evidence has instead. */
function rule(sentence: string, ...cited: readonly string[]): readonly (string | boolean | null)[] {
  return judgeAlerts(ask(sentence, ...cited)).map(({ ruling }) =>
    ruling.holds === false ? (ruling.actual ?? false) : ruling.holds !== 'silent',
  );
}

test.each<[string, readonly string[], readonly (string | boolean)[]]>([
  ['OrderApiSlow fires for stock-api.', ['E4'], ['order-api']],
  ['The alert concerns price-api.', ['E4'], ['order-api']],
  ['This alert is about the latency of stock-api.', ['E4'], ['order-api']],
  ['OrderApiSlow went off for shop-web.', ['E4'], ['order-api']],
  ['OrderApiSlow, which has been firing since 02:49 for stock-api, is critical.', ['E4'], ['order-api']],
])('the alert is about whom its labels name: %s', (sentence, cited, rulings) => {
  expect(rule(sentence, ...cited)).toEqual(rulings);
});

test.each<[string, readonly string[], readonly (string | boolean)[]]>([
  ['OrderApiSlow fires for order-api.', ['E4'], []],
  ['The alert is not about stock-api.', ['E4'], []],
  ['It is unclear whether the alert concerns stock-api.', ['E4'], []],
  ['The alert fired because of stock-api.', ['E4'], []],
  ['The alert fires for somebody.', ['E4'], []],
])('nothing is wrong with: %s', (sentence, cited, rulings) => {
  expect(rule(sentence, ...cited)).toEqual(rulings);
});

test('of two alerts it is not known which one is meant', () => {
  const [first] = mesh;
  const second = first === undefined ? [] : [{ ...first, id: 'E99' }];
  const two = createAsker([...mesh, ...second]);
  expect(judgeAlerts(two('The alert concerns price-api.', 'E4'))).toEqual([]);
});
