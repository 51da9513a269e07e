/** "A outnumber B (5,312 versus 918)": the first of two in brackets is told of the one, the second of the other. */
import { readPart } from './parts.ts';
import type { Phrase, Reading } from './phrases.ts';
import type { Directory, Item } from './subjects.ts';

const against = /^(?:against|versus|vs\.?|compared (?:with|to)|as opposed to)$/;
/** Where what is set against each other is told apart. */
const comparator =
  /\b(?:than|outnumber(?:s|ed)?|exceed(?:s|ed)?|surpass(?:es|ed)?|outweigh(?:s|ed)?|against|versus|compared (?:with|to)|overtook|follow(?:s|ed)|precede[sd]?|unlike|while|whereas)\b|\bas (?:[a-z]+ ){1,4}as\b/gi;
const clauseEnd = /[;:]\s|\.\s/g;

function findPair({ phrases }: Reading): readonly (readonly [Phrase, Phrase])[] {
  return phrases.slice(1).flatMap((second, index) => {
    const first = phrases[index];
    const isPair = first?.lead.endsWith('(') === true && against.test(second.lead);
    return first !== undefined && isPair && first.own.length === 0 && second.own.length === 0
      ? [[first, second] as const]
      : [];
  });
}

function ownersOf(
  reading: Reading,
  directory: Directory,
  [first]: readonly [Phrase, Phrase],
): readonly [readonly Item[], readonly Item[]] | null {
  const { sentence } = reading;
  const from = [...sentence.slice(0, first.start).matchAll(clauseEnd)].at(-1)?.index ?? 0;
  const word = [...sentence.slice(from, first.start).matchAll(comparator)].at(-1);
  if (word === undefined) return null;
  const at = from + word.index;
  const left = readPart(reading, directory, { start: from, end: at }).items;
  const right = readPart(reading, directory, { start: at + word[0].length, end: first.start }).items;
  const others = right.filter((item) => !left.includes(item));
  return left.length === 0 || others.length === 0 ? null : [left, others];
}

/** The reading with each of such a pair told of its own. */
export function pairBrackets(reading: Reading, directory: Directory): Reading {
  const owners = new Map<Phrase, readonly Item[]>();
  for (const pair of findPair(reading)) {
    const both = ownersOf(reading, directory, pair);
    if (both === null) continue;
    owners.set(pair[0], both[0]).set(pair[1], both[1]);
  }
  if (owners.size === 0) return reading;
  const phrases = reading.phrases.map((phrase) => {
    const items = owners.get(phrase);
    return items === undefined ? phrase : { ...phrase, own: items, items };
  });
  return { ...reading, phrases };
}
