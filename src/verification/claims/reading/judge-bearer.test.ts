import { expect, test } from 'vitest';
import { createAsker } from '../../../../test/planted/ask-in-world.ts';
import { mesh } from '../../../../test/planted/worlds/mesh.ts';
import { judgeBearers } from './judge-bearer.ts';

const ask = createAsker(mesh);

/** What is ruled: true, or what the evidence has instead. */
function rule(sentence: string, ...cited: readonly string[]): readonly (string | boolean | null)[] {
  return judgeBearers(ask(sentence, ...cited)).map(({ ruling }) =>
    ruling.holds === false ? (ruling.actual ?? false) : ruling.holds !== 'silent',
  );
}

test.each<[string, readonly string[], readonly (string | boolean)[]]>([
  ['The shop-web pods were OOMKilled.', ['E7'], ['stock-api']],
  ['shop-web, which was repeatedly killed for memory, is slow.', ['E7'], ['stock-api']],
  ['The stock-api pods were OOMKilled.', ['E7'], []],
  ['The shop-web pods were not OOMKilled.', ['E7'], []],
  ['It is open whether shop-web was OOMKilled.', ['E7'], []],
  ['shop-web killed the connection.', ['E7'], []],
  ['The shop-web pods were evicted.', ['E7'], []],
  ['The shop-web pods were OOMKilled.', ['E3'], []],
])('whom it happened to: %s', (sentence, cited, rulings) => {
  expect(rule(sentence, ...cited)).toEqual(rulings);
});
