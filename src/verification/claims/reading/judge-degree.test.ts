import { expect, test } from 'vitest';
import { createAsker } from '../../../../test/planted/ask-in-world.ts';
import { mesh } from '../../../../test/planted/worlds/mesh.ts';
import { judgeDegrees } from './judge-degree.ts';

const ask = createAsker(mesh);

/** What is ruled: true, or what the evidence has instead. */
function rule(sentence: string, ...cited: readonly string[]): readonly (string | boolean | null)[] {
  return judgeDegrees(ask(sentence, ...cited)).map(({ ruling }) =>
    ruling.holds === false ? (ruling.actual ?? false) : ruling.holds !== 'silent',
  );
}

test.each<[string, readonly string[], readonly (string | boolean)[]]>([
  ['order-api depends on two services.', ['E2'], [true]],
  ['order-api depends on 5 services.', ['E2'], ['2']],
  ['order-api has three dependencies.', ['E2'], ['2']],
  ['Two services depend on stock-api.', ['E2'], [true]],
  ['Four services depend on stock-api.', ['E2'], [true]],
  ['stock-api has seven direct callers.', ['E2'], ['2']],
  ['stock-api has two callers.', ['E2'], [true]],
  ['One service depends on stock-api.', ['E2'], []],
  ['At least nine services depend on stock-api.', ['E2'], []],
  ['order-api has ten replicas.', ['E2'], []],
])('how many depend on what: %s', (sentence, cited, rulings) => {
  expect(rule(sentence, ...cited)).toEqual(rulings);
});

test('the number is what is ruled upon', () => {
  const [ruled] = judgeDegrees(ask('Since 02:49 order-api depends on 5 services.', 'E2'));
  expect(ruled).toMatchObject({ kind: 'figure', text: '5', start: 33 });
});

test('without a topology nothing is known', () => {
  const none = createAsker(mesh.filter(({ kind }) => kind !== 'topology'));
  expect(judgeDegrees(none('order-api depends on 5 services.', 'E3'))).toEqual([]);
});
