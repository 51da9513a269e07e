import { expect, test } from 'vitest';
import { createAsker } from '../../../../test/planted/ask-in-world.ts';
import { mesh } from '../../../../test/planted/worlds/mesh.ts';
import { fillEcho, type Part, readPart } from './parts.ts';

const ask = createAsker(mesh);

function partsOf(sentence: string, turn: string, ...ids: readonly string[]): readonly [Part, Part] {
  const { reading, library } = ask(sentence, ...ids);
  const at = sentence.indexOf(turn);
  const read = (start: number, end: number): Part => readPart(reading, library.directory, { start, end });
  return [read(0, at), read(at + turn.length, sentence.length)];
}

const idsOf = ({ items }: Part): readonly string[] => items.map(({ ground }) => ground.id);

test('a stretch has what stands in it, and the items that its words speak of', () => {
  const [one, other] = partsOf(
    'The p95 of order-api rose to 2.9 s before stock-api did at 02:49',
    ' before ',
    'E3',
    'E4',
  );
  expect(idsOf(one)).toEqual(['E3']);
  expect(idsOf(other)).toEqual(['E4']);
  expect([one.numerals.length, one.moments.length, one.ways.length]).toEqual([1, 0, 1]);
  expect([other.numerals.length, other.moments.length, other.ways.length]).toEqual([0, 1, 0]);
});

test('what a quotation says is not said of anything', () => {
  const [one] = partsOf('It logged "order-api rose" and', ' and', 'E3', 'E4');
  expect(one.ways).toEqual([]);
});

test('what is told of the one is said of the other, too', () => {
  const [one, other] = partsOf(
    'The p95 of order-api rose after that of stock-api',
    ' after ',
    'E3',
    'E4',
    'E5',
  );
  expect(other.ways).toEqual([]);
  const filled = fillEcho(other, one);
  expect(filled.ways.map(({ direction }) => direction)).toEqual(['up']);
  // of the same metric, where it is one of several
  expect(idsOf(filled)).toEqual(['E4']);
});

test('what says something itself is no echo', () => {
  const [one, other] = partsOf(
    'The p95 of order-api rose after the requests of stock-api fell',
    ' after ',
    'E3',
    'E5',
  );
  expect(fillEcho(other, one)).toBe(other);
});

test('what says which way it went itself keeps to that', () => {
  const [one, other] = partsOf(
    'The p95 of order-api rose after that of stock-api fell',
    ' after ',
    'E3',
    'E4',
  );
  expect(fillEcho(other, one).ways.map(({ direction }) => direction)).toEqual(['down']);
});

test('a stretch that names what nothing cited is of, is astray', () => {
  const [one, other] = partsOf('The p95 of stock-api rose before it', ' before ', 'E3');
  expect([one.isAstray, other.isAstray]).toEqual([true, false]);
});
