import { expect, test } from 'vitest';
import { createAsker } from '../../../../test/planted/ask-in-world.ts';
import { mesh } from '../../../../test/planted/worlds/mesh.ts';
import { judgeSpeakers } from './judge-speaker.ts';

const ask = createAsker(mesh);

/** What is ruled: true, or what the evidence has instead. */
function rule(sentence: string, ...cited: readonly string[]): readonly (string | boolean | null)[] {
  return judgeSpeakers(ask(sentence, ...cited)).map(({ ruling }) =>
    ruling.holds === false ? (ruling.actual ?? false) : ruling.holds !== 'silent',
  );
}

test.each<[string, readonly string[], readonly (string | boolean)[]]>([
  ['shop-web warned of a slow upstream stock-api.', ['E8'], ['order-api']],
  ['The pool was exhausted, as was logged by order-api.', ['E10'], ['stock-api']],
  ['order-api warned of a slow upstream stock-api.', ['E8'], []],
  ['order-api warned that its budget was used up.', ['E10'], []],
  ['shop-web reported a p95 of 2.9 s.', ['E3'], []],
  ['It is not clear whether price-api logged anything of it.', ['E10'], []],
])('lines are of whom it says: %s', (sentence, cited, rulings) => {
  expect(rule(sentence, ...cited)).toEqual(rulings);
});

test.each<[string, readonly string[], readonly (string | boolean)[]]>([
  ['order-api warned that its upstream price-api was slow.', ['E8'], ['stock-api']],
  ['order-api warned that its upstream stock-api was slow.', ['E8'], []],
])('lines are about whom it says: %s', (sentence, cited, rulings) => {
  expect(rule(sentence, ...cited)).toEqual(rulings);
});

test.each<[string, readonly string[], readonly (string | boolean)[]]>([
  ['price-api logged 11 error lines.', ['E11'], ['level info']],
  ['price-api logged 11 info lines.', ['E11'], []],
  ['37 warning lines tell of the page.', ['E9'], ['level error']],
  ['37 error lines tell of the page.', ['E9'], []],
])('lines are of the level that it says: %s', (sentence, cited, rulings) => {
  expect(rule(sentence, ...cited)).toEqual(rulings);
});
