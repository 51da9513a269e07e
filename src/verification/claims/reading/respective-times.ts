/** "a and b began to rise at 02:29 and 02:32 respectively": the first of two times is that of the first thing. */
import { begins } from './happenings.ts';
import { judgeMoment } from './judge-moment.ts';
import type { Moment } from './moments.ts';
import { findWays, type Phrase, type Reading } from './phrases.ts';
import { listMeant } from './respective.ts';
import type { Ruling } from './ruling.ts';
import type { Directory, Item } from './subjects.ts';

const joined = /^\s?,?\s?and (?:at |around )?$/i;
const clauseEnd = /[;:]\s|\.\s|,\s(?:while|whereas|but|which)\s/g;
const saidSo = /^,?\s(?:\(?respectively\)?|in (?:that|this) order)\b/i;
/** "jumped and fell at …" are two things that one did. */
const isThing = /\w{3,}/;

interface TimedPair {
  readonly moments: readonly [Moment, Moment];
  readonly things: readonly [string, string];
  /** It says itself that they go in this order. */
  readonly isSaid: boolean;
}

function findPairs({ sentence, moments }: Reading): readonly TimedPair[] {
  return moments.slice(1).flatMap((second, index): readonly TimedPair[] => {
    const first = moments[index];
    const isTimed = ({ source, kind }: Moment): boolean => source === 'clock' && kind === 'at';
    if (first === undefined || !isTimed(first) || !isTimed(second)) return [];
    if (!joined.test(sentence.slice(first.end, second.start))) return [];
    const cut = [...sentence.slice(0, first.start).matchAll(clauseEnd)].at(-1);
    const clause = sentence.slice(cut === undefined ? 0 : cut.index + cut[0].length, first.start);
    const [, one = '', two = '', more] = /^(.{2,80}?),? and (.{2,120}?)( and .*)?$/i.exec(clause) ?? [];
    if (!isThing.test(one) || !isThing.test(two) || more !== undefined || one.includes(',')) return [];
    return [
      { moments: [first, second], things: [one, two], isSaid: saidSo.test(sentence.slice(second.end)) },
    ];
  });
}

/** What is told of both stands behind the second: "a and b began to rise". */
function toPhrase(base: Phrase, own: string, shared: string, items: readonly Item[]): Phrase {
  const ways = findWays(own, base.start);
  const isWhole = ways.length > 0 || begins.test(own);
  return {
    ...base,
    ...{ own: items, items, numerals: [], ofAlert: false },
    text: isWhole ? own : `${own} ${shared}`,
    ways: isWhole ? ways : findWays(shared, base.start),
  };
}

function isThen(moment: Moment, phrase: Phrase, reading: Reading): boolean | null {
  const changes = phrase.items.filter(({ ground }) => ground.kind === 'change');
  if (changes.length === phrase.items.length) {
    const times = changes.flatMap(({ ground }) => ground.eventsMs);
    return times.length === 0
      ? null
      : times.some((ms) => Math.abs(ms - moment.toMs) <= 30_000 + moment.slackMs);
  }
  const ruling = judgeMoment({ moment, phrase, host: phrase, reading, figures: 'none' });
  return ruling === null || ruling.holds === 'silent' ? null : ruling.holds;
}

function toRuling(holds: boolean, item: Item): Ruling {
  return holds ? { holds, item } : { holds, item, actual: null };
}

/** Rulings on such times: each is right of its own, or each is of the other; where "respectively" is said, also one alone. */
export function judgeRespectiveTimes(reading: Reading, directory: Directory): ReadonlyMap<Moment, Ruling> {
  const rulings = new Map<Moment, Ruling>();
  for (const { moments, things, isSaid } of findPairs(reading)) {
    const [first, second] = moments;
    const [one, two] = things;
    const context = { reading, directory, tail: two };
    const [a, b] = [listMeant([one, two], context), listMeant([two, one], context)];
    const [left, right] = [a[0], b[0]];
    const base = reading.phrases.find(({ moments: own }) => own.includes(first));
    if (base === undefined || left === undefined || right === undefined) continue;
    if (a.some((item) => b.includes(item))) continue;
    // Of both it says "at", if it does of the first.
    const then = { ...second, start: first.start, end: first.end };
    const [ofOne, ofTwo] = [toPhrase(base, one, two, a), toPhrase(base, two, two, b)];
    const [isFirst, isSecond] = [isThen(first, ofOne, reading), isThen(then, ofTwo, reading)];
    const isTurned = isThen(first, ofTwo, reading) === true && isThen(then, ofOne, reading) === true;
    if (isFirst === true && isSecond === true) {
      rulings.set(first, toRuling(true, left)).set(second, toRuling(true, right));
    } else if (isTurned) rulings.set(first, toRuling(false, left)).set(second, toRuling(false, right));
    else if (isSaid) {
      if (isFirst !== null) rulings.set(first, toRuling(isFirst, left));
      if (isSecond !== null) rulings.set(second, toRuling(isSecond, right));
    }
  }
  return rulings;
}
