/** Whether what is expected to go from one value to another goes back the way that it came, and not there again. */
import type { Course } from './course.ts';
import { fitsSpans, listScales, type Span, toFactor, toSpan } from './levels.ts';
import type { Numeral } from './numeral.ts';
import type { Phrase, Reading } from './phrases.ts';
import { type Ruling, silent } from './ruling.ts';
import type { Item } from './subjects.ts';

export interface Expectation {
  readonly phrase: Phrase;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly from: Numeral;
  readonly to: Numeral;
  readonly ruling: Ruling;
}

const expects =
  /\b(?:expect(?:s|ed|ing)?\b[^;]{1,160}?\sto|should|will|ought to|is (?:likely|bound|supposed) to|are (?:likely|bound|supposed) to)\s(?:then |soon |again |also )?[a-z]+ (?:back |down |up |again )?from\s[^,;]{0,12}$/i;
const between =
  /^\s?(?:\/\w+|%|[a-z]{1,9}(?: per [a-z]+)?)?\s?(?:back |down |up |again )?(?:to|towards?)\s(?:about |around |roughly |nearly |some |its usual |the usual |the )?$/i;

/** Whether what leads up to a pair of levels tells what will be: "expect … to fall from", "should fall from". */
function isExpected(lead: string): boolean {
  return expects.test(lead);
}

/** Where a course was before it moved, and where its movement has led it. */
function listEnds({ first, earlier, low, high, last }: Course): {
  readonly base: readonly Span[];
  readonly reached: readonly Span[];
} {
  const start = earlier ?? first;
  const isRise = Math.abs(high[1] - start[1]) >= Math.abs(low[1] - start[1]);
  const [far, near] = isRise ? [high, low] : [low, high];
  return {
    base: [start, first, near].map(([, value]) => toSpan(value)),
    reached: [last, far].map(([, value]) => toSpan(value)),
  };
}

function judgePassage(from: Numeral, to: Numeral, phrase: Phrase): Ruling {
  const items = phrase.items.filter(
    (item): item is Item & { readonly course: Course } => item.course !== null,
  );
  const fits = (item: Item, one: Numeral, spans: readonly Span[]): boolean => fitsSpans(one, item, spans);
  const told = items.flatMap((item) => {
    const { earlier, last } = item.course;
    return earlier === null ? [] : [{ item, start: [toSpan(earlier[1])], now: [toSpan(last[1])] }];
  });
  const again = told.find(({ item, start, now }) => fits(item, from, start) && fits(item, to, now));
  const isBack = told.some(({ item, start, now }) => fits(item, from, now) && fits(item, to, start));
  if (again !== undefined && !isBack) return { holds: false, item: again.item, actual: null };
  const back = items.find((item) => {
    if (told.some((one) => one.item === item && fits(item, from, one.now) && fits(item, to, one.start)))
      return true;
    const { base, reached } = listEnds(item.course);
    return fits(item, from, reached) && fits(item, to, base);
  });
  const isUp = phrase.ways.some(({ direction }) => direction === 'up');
  const isDown = phrase.ways.some(({ direction }) => direction === 'down');
  const isTurned = (isUp && from.value > to.value) || (isDown && from.value < to.value);
  if (back !== undefined && !isTurned) return { holds: true, item: back };
  const [first] = items;
  return first === undefined ? silent : { holds: false, item: first, actual: null };
}

const limited =
  /\bexpect(?:s|ed|ing)?\b[^;]{1,200}?\s(below|under|above|over)\s(?:about |around |its limit of |the limit of )?$/i;
/** "to fall from 74 % to below 2 %", "near 0.352 again instead of 0.392": where what will be other is now. */
const fromNow =
  /\bexpect(?:s|ed|ing)?\b[^;]{1,200}?\b(?:from|instead of|rather than|down from|up from)\s(?:about |around )?$/i;

/** What is now, beside a level that is expected. */
function listNows({ sentence, phrases }: Reading): readonly Expectation[] {
  return phrases.flatMap((phrase) =>
    phrase.numerals.flatMap((one): readonly Expectation[] => {
      if (!fromNow.test(sentence.slice(0, one.start)) || one.kind !== 'amount') return [];
      const items = phrase.items.filter(({ course }) => course !== null);
      const item = items.find(
        ({ course, ...rest }) =>
          course !== null &&
          fitsSpans(
            one,
            { ...rest, course },
            [course.last, course.high, course.low].map(([, value]) => toSpan(value)),
          ),
      );
      const [first] = items;
      if (first === undefined) return [];
      const ruling: Ruling =
        item === undefined ? { holds: false, item: first, actual: null } : { holds: true, item };
      return [{ phrase, text: one.text, start: one.start, end: one.end, from: one, to: one, ruling }];
    }),
  );
}

/** "expect X to fall below 85": a level that will be, on the side to which it would have to move from what it is now. */
function judgeGoal(to: Numeral, phrase: Phrase, isBelow: boolean): Ruling {
  const items = phrase.items.flatMap((item) => {
    if (item.course === null) return [];
    const last = item.course.last[1];
    return listScales(item).flatMap((scale) => {
      const factor = toFactor(to, scale);
      return factor === null ? [] : [{ item, now: last * factor }];
    });
  });
  const [first] = items;
  const isOpen = items.some(({ now }) => (isBelow ? now >= to.value : now <= to.value));
  // What will be was not observed; it can only be what already is.
  return isOpen || first === undefined ? silent : { holds: false, item: first.item, actual: null };
}

function listGoals({ sentence, phrases }: Reading): readonly Expectation[] {
  return phrases.flatMap((phrase) =>
    phrase.numerals.flatMap((to): readonly Expectation[] => {
      const side = limited.exec(sentence.slice(0, to.start))?.[1];
      if (side === undefined || to.kind !== 'amount') return [];
      const ruling = judgeGoal(to, phrase, /below|under/i.test(side));
      return [{ phrase, text: to.text, start: to.start, end: to.end, from: to, to, ruling }];
    }),
  );
}

/** "After the rollback expect X to fall from 3797 back to about 192". */
export function judgeExpectations(reading: Reading): readonly Expectation[] {
  const { sentence, phrases } = reading;
  const passages = phrases.flatMap((phrase) =>
    phrase.numerals.slice(1).flatMap((to, index): readonly Expectation[] => {
      const from = phrase.numerals[index];
      if (from === undefined || from.kind !== 'amount' || to.kind !== 'amount') return [];
      const lead = sentence.slice(0, from.start);
      const isPair = /\bfrom\s[^,;]{0,12}$/i.test(lead) && between.test(sentence.slice(from.end, to.start));
      if (!isPair || !isExpected(lead)) return [];
      const place = { start: from.start, end: to.end, text: sentence.slice(from.start, to.end) };
      return [{ phrase, ...place, from, to, ruling: judgePassage(from, to, phrase) }];
    }),
  );
  const nows = listNows(reading).filter(({ start }) => !passages.some((one) => one.start === start));
  return [...passages, ...listGoals(reading), ...nows];
}
