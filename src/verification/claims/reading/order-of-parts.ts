/** Whether what one part of a sentence tells of came before what another tells of. */
import { begins, bottoms, goingOn, type Happening, listHappenings, peaks } from './happenings.ts';
import { fillEcho, type Part } from './parts.ts';
import type { Reading } from './phrases.ts';
import type { Ruling } from './ruling.ts';

export const denial =
  /\b(?:not|no|never|cannot|can[’']t|neither|nor|unlikely|hardly|rather than|ruled out|could|might)\b|n[’']t\b/i;

const boundary = /[;:](?=\s)|,\s(?:and|but|while|whereas|so|which|because|since|yet)\s|\s[–—]\s/g;
const brackets = /\([^()]*\)/g;

/** The stretch around a place that speaks of one relation. */
export function stretchOf(sentence: string, from: number, to: number): readonly [number, number] {
  // What stands in brackets is a stretch of its own, and part of the one around it.
  const groups = [...sentence.matchAll(brackets)].map(
    ({ index, 0: { length } }) => [index, index + length] as const,
  );
  const own = groups.find(([start, end]) => from > start && to < end);
  if (own !== undefined) return [own[0] + 1, own[1] - 1];
  const stops = [...sentence.matchAll(boundary)].flatMap(({ index, 0: { length } }) =>
    groups.some(([start, end]) => index > start && index < end) ? [] : [[index, index + length] as const],
  );
  const left = stops.findLast(([, end]) => end <= from)?.[1] ?? 0;
  const bracket = groups.find(([start]) => start >= to)?.[0] ?? sentence.length;
  const right = stops.find(([start]) => start >= to)?.[0] ?? sentence.length;
  return [left, Math.min(bracket, right)];
}

export function isExtreme({ text }: Part): boolean {
  return peaks.test(text) || bottoms.test(text);
}

/** Times are written to the minute. */
const roundMs = 31_000;
/** By then it had been so: at the same time is soon enough. */
const sameMs = 15_000;

/** A time that is written to the minute is that of the event itself. */
const sameEventMs = 60_000;

/** "Traffic had been growing before …": of the cited series the one that the other side is not about. */
function fillIn(part: Part, other: Part, { items }: Reading): Part {
  const rest = items.filter((item) => item.course !== null && !other.items.includes(item));
  const isOpen = part.items.length === 0 && !part.ofAlert && !part.isAstray && part.ways.length > 0;
  return isOpen && rest.length === 1 ? { ...part, items: rest } : part;
}

/** That a series began to move, or was moving, beside what is known to the second. */
function isOnset({ text }: Part, { item }: Happening, other: Happening): boolean {
  return (begins.test(text) || goingOn.test(text)) && item !== null && item.course !== null && isExact(other);
}

/** What was logged or changed is known to the second. */
function isExact({ item, slackMs }: Happening): boolean {
  return item !== null && item.course === null && slackMs <= 1000;
}

export function judgePair(
  reading: Reading,
  earlier: Part,
  later: Part,
  rigour: 'loose' | 'same' | 'strict',
): Ruling | null {
  const [one, other] = [
    fillIn(fillEcho(earlier, later), later, reading),
    fillIn(fillEcho(later, earlier), earlier, reading),
  ];
  const [a, b] = [listHappenings(one, reading), listHappenings(other, reading)];
  const leastApartMs = isExtreme(one) && isExtreme(other) ? 0 : sameEventMs;
  const pairs = a
    .flatMap((one) => b.map((other) => [one, other] as const))
    .filter(([one, other]) => one.item !== other.item || Math.abs(one.ms - other.ms) > leastApartMs);
  const item = [...a, ...b].find((one) => one.item !== null)?.item ?? reading.items[0];
  if (pairs.length === 0 || item === undefined || item === null) return null;
  const slack = (one: Happening, other: Happening): number => Math.max(one.slackMs, other.slackMs);
  const right = pairs.find(([one, other]) =>
    rigour === 'loose'
      ? one.ms <= other.ms + slack(one, other) + (isExact(one) && isExact(other) ? 0 : roundMs)
      : rigour === 'same'
        ? // What began to move had not begun before the last point at which it stood still.
          isOnset(earlier, one, other)
          ? one.ms < other.ms
          : one.ms <= other.ms + sameMs
        : one.ms < other.ms,
  );
  return right === undefined ? { holds: false, item, actual: null } : { holds: true, item };
}

export interface OrderRuling {
  readonly text: string;
  readonly start: number;
  readonly ruling: Ruling;
}
