import { expect, test } from 'vitest';
import { createAsker } from '../../../../test/planted/ask-in-world.ts';
import { mesh } from '../../../../test/planted/worlds/mesh.ts';
import { judgeSiblings } from './judge-siblings.ts';

/** The same incident with services that are named orderservice, stockservice and so on. */
const ask = createAsker(
  mesh.map((item) => ({
    ...item,
    labels: Object.fromEntries(
      Object.entries(item.labels).map(([label, value]) => [label, value.replace(/-api$/, 'service')]),
    ),
  })),
);
const unknownIn = (sentence: string): readonly string[] =>
  judgeSiblings(ask(sentence, 'E4')).map(({ text }) => text);

test.each<[string, readonly string[]]>([
  ['orderservice waits for couponservice.', ['couponservice']],
  ['orderservice waits for stockservice.', []],
  // plain words, and endings that no two services share
  ['orderservice is a microservice.', []],
  ['orderservice waits for a mailserver.', []],
  ['orderservice reads /srv/couponservice/log.', []],
])('a name made like those of the evidence: %s', (sentence, names) => {
  expect(unknownIn(sentence)).toEqual(names);
});

test('no such names, no such ending', () => {
  expect(judgeSiblings(createAsker(mesh)('order-api waits for couponservice.', 'E4'))).toEqual([]);
});
